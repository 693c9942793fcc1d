import { actionInWords, actorInWords } from '../../shared/change-words.ts';
import type { HistoryEntry } from '../../shared/practice-changes.ts';
import { formatDate, formatDuration } from '../../shared/time.ts';
import { AppError } from '../../shared/errors.ts';
import { flagsOf, report, type CommandContext } from '../command.ts';
import { table } from '../output.ts';
import { sessionId } from './find.ts';

export const undo = (ctx: CommandContext): Promise<number> => turn(ctx, 'undo');
export const redo = (ctx: CommandContext): Promise<number> => turn(ctx, 'redo');

/** Undoes or redoes the change that is named, or the one whose turn it is. */
async function turn(ctx: CommandContext, way: 'undo' | 'redo'): Promise<number> {
  const { positionals } = flagsOf(ctx, {});
  const { practice } = await ctx.services();
  const changeId = positionals[0] ?? practice.undoStack()[way]?.id;
  if (changeId === undefined)
    throw new AppError('not_found', `There is nothing to ${way}.`, {
      hint: '`cairn sessions history` lists the changes.',
    });
  const done = practice[way](changeId);
  report(ctx, done, () => `${way === 'undo' ? 'Undone' : 'Redone'}: ${actionInWords(done)}.`);
  return 0;
}

/** Who or what changed sessions, newest first; of one session if it is named. */
export async function history(ctx: CommandContext): Promise<number> {
  const { values, positionals } = flagsOf(ctx, { limit: { type: 'string', default: '20' } });
  const services = await ctx.services();
  const limit = Math.min(100, Math.max(1, Math.trunc(Number(values.limit)) || 20));
  const [given] = positionals;
  const page = services.practice.history({
    limit,
    ...(given === undefined ? {} : { sessionId: sessionId(services, given) }),
  });
  report(ctx, page, () =>
    page.entries.length === 0 ? 'No changes yet.' : table(page.entries.map((entry) => line(entry, ctx))),
  );
  return 0;
}

function line(entry: HistoryEntry, { paint }: CommandContext): string[] {
  const at = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(entry.at);
  const after = entry.changes[0]!.after;
  const about = `${formatDate(after.localDate)}, ${formatDuration(after.seconds)}`;
  const state = entry.undoneAt === null ? '' : ' (undone)';
  return [paint.dim(entry.id), at, actorInWords(entry), `${actionInWords(entry)}${state}`, about];
}
