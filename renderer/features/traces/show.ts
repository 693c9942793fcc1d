import type { TraceTotals } from '../../../electron/shared/traces.ts';
import type { TraceSummary } from '../../../electron/shared/models.ts';
import { formatDuration } from '../../../electron/shared/time.ts';
import { duration, money } from '../models/amounts.ts';

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const dayAndClock = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const withYear = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** An instant to the second: "14:05:09" today, "20 Nov, 14:05:09" this year, else with its year. */
export function showInstant(at: number): string {
  const [then, now] = [new Date(at), new Date()];
  if (then.toDateString() === now.toDateString()) return clock.format(at);
  return (then.getFullYear() === now.getFullYear() ? dayAndClock : withYear).format(at);
}

/** The cost of many calls: "$1.20", "at least $1.20" when some are unknown, "unknown" when all are. */
export function showCost({ costUsd, unknownCosts }: Pick<TraceTotals, 'costUsd' | 'unknownCosts'>): string {
  if (unknownCosts === 0) return money(costUsd);
  return costUsd === 0 ? 'unknown' : `at least ${money(costUsd)}`;
}

/** What one call cost; a dash when no model was reached, so that there was nothing to pay. */
export const showCallCost = ({ costUsd, outputTokens }: TraceSummary): string =>
  costUsd === null && outputTokens === null ? '–' : money(costUsd);

/** A time that may be hours: "1.2 s", "7 h 36 min". */
export const showLength = (ms: number): string => (ms < 60_000 ? duration(ms) : formatDuration(ms / 1000));

/** "1 call", "2,000 calls". */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** Sizes for people: "812 characters", "1.2 million characters". */
export function showSize(characters: number): string {
  if (characters < 1_000_000) return plural(characters, 'character');
  return `${(characters / 1_000_000).toFixed(1)} million characters`;
}
