import { AppError } from '../../../shared/errors.ts';
import type { Pause } from '../../../shared/practice.ts';
import { formatClock, formatDuration } from '../../../shared/time.ts';
import type { Run } from './run.ts';

/** A timer that began longer ago than this is logged by hand. */
const MOST_AGO_MS = 24 * 3_600_000;

/** The refusal to guess what time without input was. */
export function undecided(idles: readonly Pause[], zone: string): AppError {
  const times = idles
    .map(({ from, to }) => `from ${formatClock(from, zone)} to ${formatClock(to, zone)}`)
    .join(' and ');
  const seconds = idles.reduce((sum, { from, to }) => sum + (to - from) / 1000, 0);
  return new AppError(
    'conflict',
    `Cairn saw no input ${times} (${formatDuration(seconds)}) and does not know whether that counts.`,
    { hint: 'Say whether to keep it or to cut it: in the window, or with --idle keep or --idle cut.' },
  );
}

/** @throws AppError `bad_input` for a start that cannot be: in the future, after a pause, days ago */
export function assertStart(run: Run, startedAt: number, now: number): void {
  const bounds = [now, run.pausedAt, run.pauses[0]?.from, run.idles[0]?.from];
  const latest = Math.min(...bounds.filter((at) => typeof at === 'number'));
  if (startedAt > latest) {
    throw new AppError(
      'bad_input',
      startedAt > now
        ? 'A timer cannot have begun in the future.'
        : 'That is after the timer’s first pause, so it cannot be where it began.',
      { hint: `Give a start before ${formatClock(latest, run.zone)}.` },
    );
  }
  if (startedAt < now - MOST_AGO_MS) {
    throw new AppError('bad_input', 'A timer cannot have begun more than a day ago.', {
      hint: 'Log the earlier time by hand, as sessions of their own.',
    });
  }
}
