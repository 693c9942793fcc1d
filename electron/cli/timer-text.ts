import type { TimerState } from '../shared/timer.ts';
import { formatClock, formatDuration } from '../shared/time.ts';

const INTERRUPTED =
  'It was interrupted: `cairn timer stop` keeps the time that is provable, `cairn timer discard` drops it.';

const about = (timer: TimerState): string => (timer.skillId ? ` on ${timer.skillId}` : '');

/** The timer in a line or two: what counts, and what it waits for. */
export function timerText(timer: TimerState | null, zone: string): string {
  if (!timer) return 'No timer is running.';
  const time = formatDuration(timer.seconds);
  const first =
    timer.pausedAt === null
      ? `The timer has run ${time}${about(timer)}.`
      : `The timer is paused since ${formatClock(timer.pausedAt, zone)}, at ${time}${about(timer)}.`;
  const idle = timer.idles[0];
  return [
    first,
    timer.away ? 'You are away from the keyboard on purpose, so it does not ask about input.' : '',
    timer.interrupted ? INTERRUPTED : '',
    idle
      ? `There was no input from ${formatClock(idle.from, zone)} ${idle.to === null ? 'on' : `to ${formatClock(idle.to, zone)}`}: say \`cairn timer idle keep\`, \`cut\` or \`split\`.`
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** What a start says: the timer before it, and what runs now. */
export function startedText(timer: TimerState, loggedSeconds: number | undefined): string {
  const before =
    loggedSeconds === undefined ? '' : `The timer before it was logged: ${formatDuration(loggedSeconds)}. `;
  return `${before}The timer runs${about(timer)}. \`cairn timer stop\` logs it.`;
}
