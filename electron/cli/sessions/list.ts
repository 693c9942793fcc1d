import type { z } from 'zod';
import { listInput, type PracticeSession } from '../../shared/practice.ts';
import { formatDate, formatDuration } from '../../shared/time.ts';
import { flagsOf, report, type CommandContext } from '../command.ts';
import { table } from '../output.ts';
import { parseInput, readSubject, SUBJECT_FLAGS } from '../subject-flags.ts';

const NOTE_WIDTH = 60;

/** The sessions that fit, newest first. */
export async function list(ctx: CommandContext): Promise<number> {
  const { values, positionals } = flagsOf(ctx, {
    ...SUBJECT_FLAGS,
    search: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    limit: { type: 'string' },
  });
  const services = await ctx.services();
  const subject = readSubject(values, services);
  const text = [values.search, ...positionals].filter(Boolean).join(' ');
  const { limit, ...filter } = parseInput(listInput.omit({ before: true, offset: true }), {
    ...subject,
    ...(text === '' ? {} : { text }),
    ...(values.from === undefined ? {} : { from: values.from }),
    ...(values.to === undefined ? {} : { to: values.to }),
    limit: values.limit === undefined ? 20 : Number(values.limit),
  }) as z.output<typeof listInput>;
  const sessions = services.practice.list({ ...filter, limit });
  const sum = services.practice.sum(filter);
  report(ctx, { sessions, total: sum.sessions, seconds: sum.seconds }, () => {
    if (sessions.length === 0) return 'No session fits.';
    const count = `${sum.sessions === 1 ? '1 session' : `${sum.sessions} sessions`}, ${formatDuration(sum.seconds)}`;
    const more = sum.sessions > sessions.length ? `; the newest ${sessions.length} are shown` : '';
    return `${table(sessions.map((session) => row(session, ctx)))}\n${ctx.paint.dim(`${count}${more}.`)}`;
  });
  return 0;
}

/** The last letters of an id: the first are the time, which many share. */
export const shortId = (id: string): string => id.slice(-8);

export function row(session: PracticeSession, { paint }: CommandContext): string[] {
  const clock = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: session.zone,
  });
  // Control characters of a note must not reach the terminal.
  const note = session.note.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return [
    paint.dim(shortId(session.id)),
    formatDate(session.localDate),
    clock.format(session.startedAt),
    formatDuration(session.seconds),
    session.skillId ?? session.activity,
    note.length > NOTE_WIDTH ? `${note.slice(0, NOTE_WIDTH - 1)}…` : note,
  ];
}
