import { AppError } from '../../shared/errors.ts';
import type { Services } from '../../server/services.ts';
import { overlapNotice } from '../../shared/overlap-words.ts';
import { logInput, type LogInput } from '../../shared/practice.ts';
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
    if (values['dry-run']) return printUnderstood(ctx, withOverlap(services, parsed, ctx.clock.now()));
    const blocking = parsed.problems.filter((problem) => problem.blocks);
    if (!parsed.entry) throw refusal(blocking);
    const input = parseInput(logInput, parsed.entry);
    const notice = overlapOf(services, input, ctx.clock.now());
    const { session } = services.practice.log(input, 'terminal');
    const totals = services.practice.totals();
    const told = notice ? [...parsed.problems, notice] : parsed.problems;
    if (!ctx.json) for (const it of told) ctx.err(`${it.message} ${it.hint}`);
    report(ctx, { session, totals }, () => {
      const about = session.skillId ? ` on ${session.skillId}` : '';
      return `Logged ${formatDuration(session.seconds)}${about}. Today ${formatDuration(totals.today)}, this week ${formatDuration(totals.week)}.`;
    });
    return 0;
  },
};

/** Says that the stretch shares time with a session that is there. */
function overlapOf(services: Services, { minutes, startedAt }: LogInput, now: number): Problem | null {
  const from = startedAt ?? now - minutes * 60_000;
  const times = { startedAt: from, endedAt: from + minutes * 60_000 };
  const [other] = services.practice.overlapsOf(times);
  if (!other) return null;
  const skill = services.curriculum.get().skills.find((it) => it.id === other.skillId);
  return overlapNotice(times, other, skill?.title ?? other.activity);
}

function withOverlap(services: Services, parsed: ParsedEntry, now: number): ParsedEntry {
  const notice = parsed.entry ? overlapOf(services, parsed.entry, now) : null;
  return notice ? { ...parsed, problems: [...parsed.problems, notice] } : parsed;
}

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
