import type { PracticeSession } from './practice.ts';
import { formatDate, formatDuration } from './time.ts';
import type { Problem } from './words/types.ts';

interface Stretch {
  startedAt: number;
  endedAt: number;
}

/**
 * Says that a stretch shares time with a session; null for less than a minute, which is the click between two things.
 * @param name what the session is about, for people
 */
export function overlapNotice(times: Stretch, other: PracticeSession, name: string): Problem | null {
  const shared = Math.min(times.endedAt, other.endedAt) - Math.max(times.startedAt, other.startedAt);
  if (shared < 60_000) return null;
  const clock = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: other.zone,
  });
  const when = `${formatDate(other.localDate)}, ${clock.format(other.startedAt)} to ${clock.format(other.endedAt)}`;
  return {
    message: `It shares ${formatDuration(shared / 1000)} with ${name} (${when}).`,
    hint: 'Both will count as they are logged. Change the time, or sort it out on the Practice page.',
    span: { start: 0, end: 0 },
    blocks: false,
  };
}
