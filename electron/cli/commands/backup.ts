import { describeCounts, type Backup } from '../../shared/backup.ts';
import { AppError } from '../../shared/errors.ts';
import { inspectDatabase } from '../../server/backup/inspect.ts';
import { listBackups } from '../../server/backup/list.ts';
import { makeBackup } from '../../server/backup/make.ts';
import { backupFolder } from '../../server/backup/names.ts';
import { databaseFile } from '../../server/backup/open-store.ts';
import { flagsOf, report, type Command, type CommandContext } from '../command.ts';
import { table } from '../output.ts';

export const command: Command = {
  name: 'backup',
  summary: 'make a backup now, or list them',
  usage: `Usage: cairn backup [list]

  cairn backup       makes one now, checks it, and says where it is
  cairn backup list  shows what there is, newest first

Cairn makes backups by itself every six hours in which something changed. They stay all for 2 days, then one a day,
a week and a month for a year.`,

  async run(ctx) {
    const { positionals } = flagsOf(ctx, {});
    const [word, ...more] = positionals;
    if (more.length > 0 || (word !== undefined && word !== 'list')) {
      throw new AppError('bad_input', `\`cairn backup\` does not know "${more[0] ?? word}".`, {
        hint: 'Use `cairn backup` to make one, or `cairn backup list`.',
      });
    }
    return word === 'list' ? list(ctx) : make(ctx);
  },
};

async function make(ctx: CommandContext): Promise<number> {
  const file = databaseFile(ctx.dataDir);
  const folder = backupFolder(ctx.dataDir);
  const health = inspectDatabase(file, null);
  if (health.state === 'none')
    throw new AppError('not_found', `There is no database in ${ctx.dataDir} to back up.`, {
      hint: 'Name the folder of your data with --data-dir.',
    });
  if (health.state === 'damaged')
    throw new AppError('storage_failed', `The database ${file} is damaged: ${health.reason}.`, {
      hint: 'Use `cairn restore`: it sets the file aside whole and brings back a backup.',
    });
  const made = await makeBackup({ file, folder, reason: 'manual', now: ctx.clock.now() });
  report(
    ctx,
    { folder, backup: made },
    () => `Made ${made.name} with ${held(made)}. It was checked and is in ${folder}.`,
  );
  return 0;
}

function list(ctx: CommandContext): number {
  const folder = backupFolder(ctx.dataDir);
  const backups = listBackups(folder);
  report(ctx, { folder, backups }, () =>
    backups.length === 0
      ? `There are no backups in ${folder} yet.`
      : `${table(backups.map((it) => [it.name, size(it.bytes), held(it)]))}\n${ctx.paint.dim(folder)}`,
  );
  return 0;
}

function held({ state, counts }: Backup): string {
  if (state === 'unreadable') return 'cannot be read';
  return `${counts ? describeCounts(counts) : ''}${state === 'newer' ? ' (made by a newer Cairn)' : ''}`;
}

const size = (bytes: number): string =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
