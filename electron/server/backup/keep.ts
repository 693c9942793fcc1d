import { DAY_MS, weekStart } from '../../shared/time.ts';

export interface Kept {
  name: string;
  /** Epoch milliseconds. */
  at: number;
  /** How much work it holds; 0 for the backup of an empty store. */
  rows: number;
}

const ALL_DAYS = 2;
const DAILY_DAYS = 14;
const WEEKLY_DAYS = 70;
const MONTHLY_DAYS = 366;

/**
 * Chooses which backups stay: all of 2 days, then one a day for 2 weeks, one a week for 10 weeks and one a month
 * for a year. Of each day, week and month (in UTC) the newest stays, but never an empty one instead of one with
 * work in it. The newest, the newest with work and the fullest of all stay whatever their age, so a store that lost
 * its content cannot push out the backups that still have it.
 * @param now epoch milliseconds
 * @returns the names that stay
 */
export function chooseKept(backups: readonly Kept[], now: number): Set<string> {
  const newestFirst = [...backups].sort((a, b) => b.at - a.at || b.name.localeCompare(a.name));
  const withWork = newestFirst.filter((it) => it.rows > 0);
  const fullest = Math.max(...backups.map((it) => it.rows));
  const always = [newestFirst[0], withWork[0], newestFirst.find((it) => it.rows === fullest)];
  const kept = new Set(always.flatMap((it) => (it ? [it.name] : [])));
  const taken = new Set<string>();
  // Those with work come first, and so take the place of their day, week or month.
  for (const it of [...withWork, ...newestFirst.filter((it) => it.rows === 0)]) {
    const place = placeOf(it, now);
    if (place === null || taken.has(place)) continue;
    taken.add(place);
    kept.add(it.name);
  }
  return kept;
}

function placeOf({ name, at }: Kept, now: number): string | null {
  const age = (now - at) / DAY_MS;
  const day = new Date(at).toISOString().slice(0, 10);
  if (age < ALL_DAYS) return name;
  if (age < DAILY_DAYS) return `day ${day}`;
  if (age < WEEKLY_DAYS) return `week ${weekStart(day)}`;
  if (age < MONTHLY_DAYS) return `month ${day.slice(0, 7)}`;
  return null;
}
