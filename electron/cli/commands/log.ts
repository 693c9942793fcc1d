import { AppError } from '../../shared/errors.ts';
import { logInput } from '../../shared/practice.ts';
import { formatDuration } from '../../shared/time.ts';
import type { ParsedEntry, Problem } from '../../shared/words/types.ts';
import { flagsOf, report, type Command, type CommandContext } from '../command.ts';
import { joinWords, readEntry, readStart } from '../entry-words.ts';
import { table } from '../output.ts';
import { parseInput, readSubject, SUBJECT_FLAGS, SUBJECT_USAGE } from '../subject-flags.ts';

export const command: Command = {
  name: 'log',
  summary: 'log practice: cairn log 45m rag "what you did"',
  usage: `Usage: cairn log WORDS... [flags]

  cairn log 45m rag chunking yesterday 21:10
  cairn log 9:00-10:30 mcp
  cairn log 1h30 reading "the paper on long contexts"
  cairn log 45m '#evals' yesterday

  WORDS            a length (45m, 1h30, 1.5h, 1:30, half an hour) or a range (21:10-22:00);
                   a day (yesterday, friday, 12 Nov, 2026-11-12) and a start (at 21:10);
                   a kind of work and a skill as first words, or any as '#tag';
                   the rest is the note. Quote a note to keep it as it is.
${SUBJECT_USAGE}
  --at TIME        when it began, like 18:30 or "2026-11-20 18:30" (else it ended just now)
  --dry-run        print how it is understood, and log nothing

A flag wins over the words.`,

  async run(ctx) {
    const { values, positionals } = flagsOf(ctx, {
      ...SUBJECT_FLAGS,
      at: { type: 'string' },
      'dry-run': { type: 'boolean' },
    });
    if (positionals.length === 0) {
      throw new AppError('bad_input', 'Say how long it was.', {
        hint: 'For example: cairn log 45m rag "read about chunking"',
      });
    }
    const services = await ctx.services();
    const startedAt = values.at === undefined ? undefined : readStart(values.at, ctx, services);
    const fixed = { ...readSubject(values, services), ...(startedAt === undefined ? {} : { startedAt }) };
    const parsed = readEntry(ctx, services, { text: joinWords(positionals), fixed });
    if (values['dry-run']) return printUnderstood(ctx, parsed);
    const blocking = parsed.problems.filter((problem) => problem.blocks);
    if (!parsed.entry) throw refusal(blocking);
    const { session } = services.practice.log(parseInput(logInput, parsed.entry));
    const totals = services.practice.totals();
    if (!ctx.json) for (const notice of parsed.problems) ctx.err(`${notice.message} ${notice.hint}`);
    report(ctx, { session, totals }, () => {
      const about = session.skillId ? ` on ${session.skillId}` : '';
      return `Logged ${formatDuration(session.seconds)}${about}. Today ${formatDuration(totals.today)}, this week ${formatDuration(totals.week)}.`;
    });
    return 0;
  },
};

function refusal(problems: readonly Problem[]): AppError {
  return new AppError('bad_input', problems.map((problem) => problem.message).join('\n'), {
    hint: [...new Set(problems.map((problem) => problem.hint))].join('\n'),
  });
}

/** Prints what would be logged; exit code 2 where it could not be. */
function printUnderstood(ctx: CommandContext, parsed: ParsedEntry): number {
  report(ctx, parsed, () => {
    const rows = parsed.understood.map(({ part, text, meaning }) => [
      part,
      meaning,
      ctx.paint.dim(text ? `from "${text}"` : 'assumed'),
    ]);
    const problems = parsed.problems.map(({ message, hint, blocks }) => {
      return `${blocks ? ctx.paint.bad(message) : ctx.paint.warn(message)}\n${hint}`;
    });
    const end = parsed.entry ? 'Nothing was logged: this was a dry run.' : 'This cannot be logged as it is.';
    return [table(rows), ...problems, end].filter((it) => it !== '').join('\n');
  });
  return parsed.entry ? 0 : 2;
}
