import { prepareDataDir } from '../../host/data-dir.ts';
import { acquireInstance } from '../../host/instance.ts';
import { backupFolder } from '../../server/backup/names.ts';
import { databaseFile, openStore, type Damage } from '../../server/backup/open-store.ts';
import { restoreBackup } from '../../server/backup/restore.ts';
import { describeCounts, type RestoreResult } from '../../shared/backup.ts';
import { AppError } from '../../shared/errors.ts';
import { flagsOf, report, type Command, type CommandContext } from '../command.ts';

export const command: Command = {
  name: 'restore',
  summary: 'bring back the data of a backup',
  usage: `Usage: cairn restore [NAME]

  NAME  a name from \`cairn backup list\`; the newest with anything in it when left out

What is there now is backed up first. A damaged database is set aside whole. Cairn must not be running: while it is,
restore in its Settings.`,

  async run(ctx) {
    const { positionals } = flagsOf(ctx, {});
    const [name = null, ...more] = positionals;
    if (more.length > 0) {
      throw new AppError('bad_input', 'Name one backup.', { hint: '`cairn backup list` shows them.' });
    }
    prepareDataDir(ctx.dataDir);
    const lock = acquireInstance(ctx.dataDir);
    if (!lock) {
      throw new AppError('conflict', `Cairn is running on ${ctx.dataDir}.`, {
        hint: 'Restore under Settings, Backups in its window, or close Cairn first. Nothing was changed.',
      });
    }
    try {
      return await restore(ctx, name);
    } finally {
      lock.release();
    }
  },
};

async function restore(ctx: CommandContext, name: string | null): Promise<number> {
  const now = ctx.clock.now();
  // The check in full: what cannot be backed up could not be replaced either, and has to go aside.
  const { db, damage } = await openStore({ data: ctx.dataDir, now, owns: true, check: 'integrity_check' });
  db.close();
  const folder = backupFolder(ctx.dataDir);
  const result = await restoreBackup({ file: databaseFile(ctx.dataDir), folder, name, now });
  report(ctx, { ...result, setAside: damage }, () => text(result, damage));
  return 0;
}

function text({ restored, before, after, saved }: RestoreResult, damage: Damage | null): string {
  return [
    damage && `The damaged database (${damage.reason}) is set aside in ${damage.folder}.`,
    `Restored ${restored.name}.`,
    `Before: ${describeCounts(before)}.`,
    `Now:    ${describeCounts(after)}.`,
    saved && `What was there before is kept as ${saved.name}.`,
  ]
    .filter((line) => line !== null)
    .join('\n');
}
