import type { ReadEntries, Report } from '../entry.ts';
import { isRecord } from '../read/table.ts';
import { instantOf, listOf, numberOf, recordOf, textOf } from './fields.ts';
import { joinSittings, type Stretch } from './sittings.ts';

type Json = Record<string, unknown>;

/** Going to another window for less than this does not end a sitting; the time there does not count for it. */
const GAP_MS = 5 * 60_000;
/** Watchers poll; a stretch that goes on within this is the same stretch. */
const POLL_MS = 15_000;
/** A look of less than a minute in one place is not a session. */
const LEAST_MS = 60_000;

/**
 * ActivityWatch's bucket export (web interface, "Raw data"; docs.activitywatch.net, "Buckets and events"):
 * `{ buckets: { ID: { type, hostname, events: [{ timestamp, duration, data }] } } }`. A window ("currentwindow",
 * `data.app`) counts while the same machine's "afkstatus" says "not-afk"; a machine without that watcher counts as
 * present, and one without a window watcher gives its presence alone.
 */
export const looksLikeActivityWatch = (json: unknown): boolean => {
  const buckets = recordOf(json)['buckets'];
  if (!isRecord(buckets)) return false;
  return Object.values(buckets).some((bucket) => isRecord(bucket) && Array.isArray(bucket['events']));
};

export function readActivityWatch(json: unknown, report: Report): ReadEntries {
  const read: ReadEntries = { entries: [], skipped: [] };
  const buckets = Object.values(recordOf(recordOf(json)['buckets'])).map(recordOf);
  const hosts = Map.groupBy(buckets, (bucket) => textOf(bucket['hostname']) || 'unknown');
  const total = buckets.reduce((sum, bucket) => sum + listOf(bucket['events']).length, 0);
  report(0, total);
  for (const [, own] of hosts) {
    const windows = own.filter((it) => typeOf(it) === 'currentwindow').flatMap((it) => stretches(it, read));
    const presence = own.filter((it) => typeOf(it) === 'afkstatus');
    const present = union(
      presence.flatMap((it) => stretches(it, read)).filter((it) => it.what === 'not-afk'),
    );
    const counted =
      presence.length === 0
        ? windows
        : windows.length === 0
          ? present.map((it) => ({ ...it, what: 'At the computer' }))
          : intersect(windows, present);
    for (const entry of joinSittings(counted, GAP_MS)) {
      if (entry.seconds * 1000 >= LEAST_MS) read.entries.push(entry);
      else {
        const detail = `${entry.seconds} s in ${entry.project}: less than a minute is not a session`;
        read.skipped.push({ line: entry.line, reason: 'not-a-row', detail });
      }
    }
    report(total, total);
  }
  read.entries.sort((a, b) => a.start! - b.start!);
  return read;
}

/** Older exports leave the type out; the watcher's name tells it then. */
function typeOf(bucket: Json): string {
  const type = textOf(bucket['type']);
  const id = textOf(bucket['id']);
  if (type === 'afkstatus' || id.startsWith('aw-watcher-afk')) return 'afkstatus';
  if (type === 'currentwindow' || id.startsWith('aw-watcher-window')) return 'currentwindow';
  return 'other';
}

function stretches(bucket: Json, read: ReadEntries): Stretch[] {
  return listOf(bucket['events']).flatMap((item, index) => {
    const event = recordOf(item);
    const start = instantOf(event['timestamp']);
    const duration = numberOf(event['duration']);
    if (start === null || duration === null || duration < 0) {
      const detail = start === null ? 'an event without a timestamp' : 'an event without a duration';
      read.skipped.push({ line: index + 1, reason: start === null ? 'no-start' : 'bad-length', detail });
      return [];
    }
    // Events of no length are marks of the watcher, not time.
    if (duration === 0) return [];
    const data = recordOf(event['data']);
    const what = textOf(data['status']) || textOf(data['app']) || 'Unknown window';
    return [{ start, end: start + Math.round(duration * 1000), what, activity: '', line: index + 1 }];
  });
}

/** Stretches in order, without overlaps; what is at most a poll apart goes on. */
function union(all: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const one of all.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && one.start - last.end <= POLL_MS) last.end = Math.max(last.end, one.end);
    else joined.push({ ...one });
  }
  return joined;
}

/** The parts of windows that lie in times of presence; `present` is in order and without overlaps. */
function intersect(windows: readonly Stretch[], present: readonly Stretch[]): Stretch[] {
  const parts: Stretch[] = [];
  let from = 0;
  for (const window of windows.toSorted((a, b) => a.start - b.start)) {
    while (from < present.length && present[from]!.end <= window.start) from += 1;
    for (let i = from; i < present.length && present[i]!.start < window.end; i += 1) {
      const start = Math.max(window.start, present[i]!.start);
      const end = Math.min(window.end, present[i]!.end);
      if (end > start) parts.push({ ...window, start, end });
    }
  }
  return parts;
}
