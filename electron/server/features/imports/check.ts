import { NOTE_MAX, type ImportFormat, type SkippedRow, type SkipReason } from '../../../shared/imports.ts';
import type { Activity } from '../../../shared/practice.ts';
import { formatDuration } from '../../../shared/time.ts';
import { LONGEST_S, type Entry, type Report } from './entry.ts';
import { OVERLAP_SLACK_MS, type Here } from './here.ts';
import type { Names } from './names.ts';
import { createPlacer } from './place.ts';
import type { ZoneClock } from './read/zone-clock.ts';
import { sourceKey } from './source-key.ts';

/** An entry that can be logged. */
export interface Accepted {
  line: number;
  key: number;
  startedAt: number;
  endedAt: number;
  seconds: number;
  zone: string;
  localDate: string;
  timeKnown: boolean;
  skillId: string | null;
  activity: Activity;
  note: string;
  from: string;
}

export interface CheckInputs {
  format: ImportFormat;
  here: Here;
  names: Names;
  zone: string;
  clockOf: (zone: string) => ZoneClock | null;
  now: number;
  dayStartHour: number;
  duplicates: 'skip' | 'add';
  overlaps: 'skip' | 'add';
}

export interface Checked {
  accepted: Accepted[];
  skipped: SkippedRow[];
  found: { importedBefore: number; twiceInFile: number; overlaps: number; overlapSeconds: number };
  overlapInFile: number;
}

/** How many rows a preview shows. */
export const SHOWN_ROWS = 12;
const CLOCK_SLACK_MS = 5 * 60_000;
const EARLIEST = Date.UTC(2000, 0, 1);
/** A length that was rounded up to the minute may be this much more than lies between start and end. */
const ROUNDING_S = 60;

/** Sorts entries into what can be logged and what cannot, each with its reason. Nothing is written. */
export function checkEntries(entries: readonly Entry[], inputs: CheckInputs, report: Report): Checked {
  const checked: Checked = {
    accepted: [],
    skipped: [],
    found: { importedBefore: 0, twiceInFile: 0, overlaps: 0, overlapSeconds: 0 },
    overlapInFile: 0,
  };
  const place = createPlacer(inputs);
  const keys = Float64Array.from(entries, (entry) => sourceKey(inputs.format, entry));
  const repeated = repeatedIn(keys);
  entries.forEach((entry, index) => {
    if ((index & 4095) === 0) report(index, entries.length);
    const meaning = inputs.names.meaningOf(entry);
    const fault: Fault | null =
      faultOf(entry, inputs) ?? (meaning.leaveOut ? ['left-out', leftOut(entry)] : null);
    const key = keys[index]!;
    const skip = fault ?? refuseAgain(entry, { key, repeated, inputs, found: checked.found });
    if (skip) {
      checked.skipped.push({ line: entry.line, reason: skip[0], detail: skip[1] });
      return;
    }
    const { startedAt, endedAt, zone, localDate, timeKnown } = place(entry);
    checked.accepted.push({
      line: entry.line,
      key,
      startedAt,
      endedAt,
      seconds: entry.seconds,
      zone,
      localDate,
      timeKnown,
      skillId: meaning.skillId,
      activity: meaning.activity,
      note: meaning.note,
      from: checked.accepted.length < SHOWN_ROWS ? originOf(entry) : '',
    });
  });
  checked.overlapInFile = countOverlaps(checked.accepted, inputs.format);
  return checked;
}

/** The project and the tags as the file has them; only the rows that are shown need it. */
const originOf = ({ project, tags }: Entry): string =>
  [project, ...tags.map((tag) => `#${tag}`)].filter(Boolean).join(' ').slice(0, 300);

type Fault = readonly [reason: SkipReason, detail: string];

const leftOut = (entry: Entry): string => entry.project || entry.tags.join(', ');

/** What is wrong with an entry by itself. */
function faultOf({ start, end, day, seconds, note }: Entry, { now }: CheckInputs): Fault | null {
  if (seconds <= 0) return ['not-positive', `it counts ${seconds} s`];
  if (seconds > LONGEST_S)
    return ['too-long', `it counts ${formatDuration(seconds)}; a session has at most 24 hours`];
  const begins = start ?? day!;
  if (begins < EARLIEST)
    return ['too-old', `it is from ${dateText(begins)}; Cairn logs from the year 2000 on`];
  // A day is not over before its last hour, wherever on earth that is.
  const ends = end ?? day! - 14 * 3_600_000;
  if (ends > now + CLOCK_SLACK_MS) return ['future', `it ends on ${dateText(end ?? day!)}, which is to come`];
  if (note.length > NOTE_MAX)
    return ['note-too-long', `the note has ${note.length} characters; a session keeps up to ${NOTE_MAX}`];
  if (start !== null && end !== null && seconds > (end - start) / 1000 + ROUNDING_S)
    return ['bad-length', `it counts ${formatDuration(seconds)}, more than lies between its start and end`];
  return null;
}

function dateText(at: number): string {
  return Math.abs(at) < 8.64e15 ? new Date(at).toISOString().slice(0, 10) : 'a time beyond all calendars';
}

/** The keys that come more than once. Few or none do, so that they are sorted and not all kept in a map. */
function repeatedIn(keys: Float64Array): Map<number, number | null> {
  const sorted = keys.toSorted();
  const repeated = new Map<number, number | null>();
  for (let at = 1; at < sorted.length; at += 1)
    if (sorted[at] === sorted[at - 1]) repeated.set(sorted[at]!, null);
  return repeated;
}

interface Again {
  key: number;
  /** The lines of rows that come again, each with its first line once that was seen. */
  repeated: Map<number, number | null>;
  inputs: CheckInputs;
  found: Checked['found'];
}

/** Whether an entry is here already: imported before, twice in the file, or over time that is logged otherwise. */
function refuseAgain(entry: Entry, { key, repeated, inputs, found }: Again): Fault | null {
  const { here, duplicates, overlaps } = inputs;
  const first = repeated.get(key);
  if (first === null) repeated.set(key, entry.line);
  if (here.keys.has(key)) {
    found.importedBefore += 1;
    return duplicates === 'skip' ? ['imported-before', 'an earlier import brought this row'] : null;
  }
  if (typeof first === 'number') {
    found.twiceInFile += 1;
    return duplicates === 'skip' ? ['twice-in-file', `the same row is on line ${first}`] : null;
  }
  if (entry.start === null) return null;
  const shared = here.overlap(entry.start, entry.end!);
  if (shared === 0) return null;
  found.overlaps += 1;
  found.overlapSeconds += shared;
  return overlaps === 'skip'
    ? ['overlaps', `${formatDuration(shared)} of it is in a session that is logged already`]
    : null;
}

/** Sittings of several programs interleave, and count only their own time: those do not overlap. */
function countOverlaps(accepted: readonly Accepted[], format: ImportFormat): number {
  if (format === 'activitywatch' || format === 'wakatime') return 0;
  let count = 0;
  let latest = -Infinity;
  for (const { startedAt, endedAt } of accepted
    .filter((one) => one.timeKnown)
    .toSorted((a, b) => a.startedAt - b.startedAt)) {
    if (latest - startedAt > OVERLAP_SLACK_MS) count += 1;
    latest = Math.max(latest, endedAt);
  }
  return count;
}
