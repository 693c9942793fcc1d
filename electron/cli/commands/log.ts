import { AppError } from '../../shared/errors.ts';
import { logInput } from '../../shared/practice.ts';
import { formatDuration } from '../../shared/time.ts';
import { flagsOf, report, type Command } from '../command.ts';
import { parseInput, readSubject, SUBJECT_FLAGS, SUBJECT_USAGE } from '../subject-flags.ts';
import { readInstant, readMinutes } from '../time-words.ts';

export const command: Command = {
  name: 'log',
  summary: 'log practice: cairn log 45m "what you did"',
  usage: `Usage: cairn log LENGTH ["NOTE"] [flags]

  LENGTH           like 45m, 1h, 1h30m or 1.5h
  NOTE             what you did, in your words
${SUBJECT_USAGE}
  --at TIME        when it began, like 18:30 or "2026-11-20 18:30" (it ended just now)`,

  async run(ctx) {
    const { values, positionals } = flagsOf(ctx, { ...SUBJECT_FLAGS, at: { type: 'string' } });
    const [length, ...note] = positionals;
    if (length === undefined) {
      throw new AppError('bad_input', 'Say how long it was.', {
        hint: 'For example: cairn log 45m "read about RAG"',
      });
    }
    const minutes = readMinutes(length);
    const startedAt = values.at === undefined ? undefined : readInstant(values.at, ctx.clock.now());
    const services = await ctx.services();
    const subject = readSubject(values, services);
    const input = parseInput(logInput, { ...subject, minutes, startedAt, note: note.join(' ') });
    const { session } = services.practice.log(input);
    const totals = services.practice.totals();
    report(ctx, { session, totals }, () => {
      const about = session.skillId ? ` on ${session.skillId}` : '';
      return `Logged ${formatDuration(session.seconds)}${about}. Today ${formatDuration(totals.today)}, this week ${formatDuration(totals.week)}.`;
    });
    return 0;
  },
};
