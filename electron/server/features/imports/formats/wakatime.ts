import type { SkippedRow } from '../../../../shared/imports.ts';
import { blankEntry, type Entry, type ReadEntries, type Report } from '../entry.ts';
import { isRecord } from '../read/table.ts';
import { dayOf, listOf, numberOf, recordOf, textOf } from './fields.ts';
import { joinSittings, type Stretch } from './sittings.ts';

type Json = Record<string, unknown>;

/** WakaTime's own rule: up to 15 minutes without a heartbeat still count (wakatime.com/faq, "keystroke timeout"). */
const TIMEOUT_MS = 15 * 60_000;
/** Durations of one project that touch, but for the seconds of a rounding, are one sitting. */
const TOUCHING_MS = 2 * 60_000;

const ACTIVITIES: Record<string, string> = {
  'code reviewing': 'reviewing',
  learning: 'reading',
  researching: 'reading',
  browsing: 'reading',
  'writing docs': 'teaching',
  planning: 'planning',
  designing: 'planning',
};

/**
 * WakaTime's data dump (Settings, "Export my data"): `{ user, range, days: [...] }`. A day of a "heartbeats" dump has
 * `heartbeats: [{ time, project, category }]`, of a "daily totals" dump `projects: [{ name, grand_total }]`
 * (github.com/wakatime/wakadump, tests/samples/input.json); the API's durations are `data: [{ time, duration, project }]`
 * (wakatime.com/developers). Totals tell the day only.
 */
export function looksLikeWakaTime(json: unknown): boolean {
  const root = recordOf(json);
  const [day] = listOf(root['days']);
  if (isRecord(day))
    return ['grand_total', 'heartbeats', 'projects', 'durations'].some((name) => name in day);
  if (Array.isArray(root['days']) && ('user' in root || 'range' in root)) return true;
  return durationsOf(root).length > 0;
}

const durationsOf = (root: Json): Json[] =>
  [...listOf(root['data']), ...listOf(root['durations'])]
    .filter(isRecord)
    .filter((one) => numberOf(one['time']) !== null && ('duration' in one || 'entity' in one));

export function readWakaTime(json: unknown, report: Report): ReadEntries {
  const root = recordOf(json);
  const read: ReadEntries = { entries: [], skipped: [] };
  const beats: Json[] = [];
  const durations: Json[] = durationsOf(root).filter((one) => 'duration' in one);
  beats.push(...durationsOf(root).filter((one) => !('duration' in one)));
  const days = listOf(root['days']);
  days.forEach((item, index) => {
    report(index, days.length);
    const day = recordOf(item);
    const [ownBeats, ownDurations] = [listOf(day['heartbeats']), listOf(day['durations'])];
    if (ownBeats.length > 0) for (const beat of ownBeats) beats.push(recordOf(beat));
    else if (ownDurations.length > 0) for (const one of ownDurations) durations.push(recordOf(one));
    else readTotals(day, index + 1, read);
  });
  const counted = durations.map((one, index) => stretchOf(one, index + 1, read.skipped));
  read.entries.push(
    ...joinSittings(
      counted.filter((one) => one !== null),
      TOUCHING_MS,
    ),
  );
  read.entries.push(...joinSittings(fromHeartbeats(beats, read.skipped), TOUCHING_MS));
  return read;
}

function stretchOf(one: Json, line: number, skipped: SkippedRow[]): Stretch | null {
  const [time, duration] = [numberOf(one['time']), numberOf(one['duration'])];
  if (time === null || duration === null || duration <= 0) {
    skipped.push({ line, reason: 'no-length', detail: 'a duration without time' });
    return null;
  }
  const start = Math.round(time * 1000);
  return { start, end: start + Math.round(duration * 1000), line, ...whatOf(one) };
}

const whatOf = (one: Json): Pick<Stretch, 'what' | 'activity'> => ({
  what: textOf(one['project']) || textOf(recordOf(one['project'])['name']) || 'Unknown project',
  activity: ACTIVITIES[textOf(one['category']).toLowerCase()] ?? '',
});

/** The time from one heartbeat to the next belongs to the project of the first, up to the timeout. */
function fromHeartbeats(beats: readonly Json[], skipped: SkippedRow[]): Stretch[] {
  const timed = beats.flatMap((beat, index) => {
    const time = numberOf(beat['time']);
    if (time !== null) return [{ at: Math.round(time * 1000), beat, line: index + 1 }];
    skipped.push({ line: index + 1, reason: 'no-start', detail: 'a heartbeat without a time' });
    return [];
  });
  timed.sort((a, b) => a.at - b.at);
  return timed.flatMap(({ at, beat, line }, index) => {
    const next = timed[index + 1];
    if (!next || next.at - at > TIMEOUT_MS || next.at === at) return [];
    return [{ start: at, end: next.at, line, ...whatOf(beat) }];
  });
}

function readTotals(day: Json, line: number, read: ReadEntries): void {
  const at = dayOf(day['date']);
  if (at === null) {
    read.skipped.push({
      line,
      reason: 'bad-date',
      detail: `"${textOf(day['date']).slice(0, 40)}" is no day`,
    });
    return;
  }
  const projects = listOf(day['projects']).map(recordOf);
  const totals: Entry[] = projects.flatMap((project) => {
    const seconds = secondsOf(project);
    return seconds > 0 ? [totalOf({ line, at, seconds, what: textOf(project['name']) })] : [];
  });
  const whole = secondsOf(day);
  if (projects.length === 0 && whole > 0) totals.push(totalOf({ line, at, seconds: whole, what: '' }));
  read.entries.push(...totals);
}

const secondsOf = (it: Json): number =>
  Math.round(numberOf(recordOf(it['grand_total'])['total_seconds']) ?? numberOf(it['total_seconds']) ?? 0);

function totalOf({
  line,
  at,
  seconds,
  what,
}: {
  line: number;
  at: number;
  seconds: number;
  what: string;
}): Entry {
  return { ...blankEntry(line), day: at, seconds, project: what || 'Unknown project', id: `${at} ${what}` };
}
