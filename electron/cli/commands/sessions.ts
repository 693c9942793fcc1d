import { AppError } from '../../shared/errors.ts';
import type { Command, CommandContext } from '../command.ts';
import { SUBJECT_USAGE } from '../subject-flags.ts';
import { edit, merge, remove, split } from '../sessions/change.ts';
import { list } from '../sessions/list.ts';
import { history, redo, undo } from '../sessions/undo.ts';

const DOES: Readonly<Record<string, (ctx: CommandContext) => Promise<number>>> = {
  list,
  edit,
  delete: remove,
  split,
  merge,
  history,
  undo,
  redo,
};

export const command: Command = {
  name: 'sessions',
  summary: 'find and change sessions: cairn sessions --search "rank fusion"',
  usage: `Usage: cairn sessions [list] [filters]
       cairn sessions edit ID... [--minutes N] [--at TIME] [--note TEXT] [flags]
       cairn sessions split ID LENGTH...
       cairn sessions merge ID ID...
       cairn sessions delete ID...
       cairn sessions undo [CHANGE] | redo [CHANGE] | history [ID]

  ID               the id of a session, or its last letters as the list shows them

  --search TEXT    words of the note, each from its beginning; "in quotes" as they are
  --from DATE      from this day on; --to DATE up to that day
  --limit N        at most so many (20)
${SUBJECT_USAGE}

  split 20m 30m    makes parts of 20 and 30 minutes and one of the rest
  undo             takes the last change back; with the id of a change, that one
  edit with several ids changes them alike, with --add-note TEXT and --shift TIME (30m, -1h) too`,

  async run(ctx) {
    const [first = 'list', ...rest] = ctx.args;
    const known = DOES[first];
    if (known) return known({ ...ctx, args: rest });
    if (first.startsWith('-')) return list(ctx);
    throw new AppError('bad_input', `There is no "cairn sessions ${first}".`, {
      hint: `Use one of ${Object.keys(DOES).join(', ')}; --search finds words of notes.`,
    });
  },
};
