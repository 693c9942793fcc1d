import { FORMAT_TITLES } from '../../shared/import-words.ts';
import { AppError } from '../../shared/errors.ts';
import { formatDate, formatDuration } from '../../shared/time.ts';
import { report, type CommandContext } from '../command.ts';
import { table } from '../output.ts';

/** `cairn import list`: the imports that were made, newest first. */
export async function listImports(ctx: CommandContext): Promise<number> {
  const { imports } = await ctx.services();
  const made = imports.list();
  report(ctx, made, () =>
    made.length === 0
      ? 'Nothing was imported from another tracker yet.'
      : table(
          made.map((one) => [
            one.id,
            formatDate(new Date(one.at).toISOString().slice(0, 10)),
            `${one.sessions} sessions, ${formatDuration(one.seconds)}`,
            FORMAT_TITLES[one.format],
            `${one.fileName}${one.undoneAt === null ? '' : ctx.paint.dim(' (undone)')}`,
          ]),
        ),
  );
  return 0;
}

/** `cairn import undo ID`: takes one back. The first characters of its id suffice. */
export async function undoImport(ctx: CommandContext, words: readonly string[]): Promise<number> {
  const [id, ...more] = words;
  if (!id || more.length > 0) {
    throw new AppError('bad_input', 'Name one import.', {
      hint: '`cairn import list` shows them: cairn import undo ID',
    });
  }
  const { imports } = await ctx.services();
  const found = imports.list().filter((one) => one.id.startsWith(id));
  if (found.length !== 1) {
    const message = found.length === 0 ? `There is no import ${id}.` : `Several imports begin with ${id}.`;
    throw new AppError('bad_input', message, { hint: '`cairn import list` shows them.' });
  }
  const undone = await imports.undo(found[0]!.id);
  report(ctx, undone, () => {
    const kept = undone.kept > 0 ? ` ${undone.kept} were changed since, and stay.` : '';
    return `Taken back: ${undone.removed} sessions are deleted.${kept}`;
  });
  return 0;
}
