import type { ImportFormat, SkipReason, SkippedRow } from '../../../../shared/imports.ts';
import { DAY_MS } from '../../../../shared/time.ts';
import { blankEntry, type Entry, type ReadEntries, type Report } from '../entry.ts';
import { readMoment, type Moment } from '../read/clock-times.ts';
import { readLength } from '../read/lengths.ts';
import type { TextRow } from '../read/delimited.ts';
import type { Table } from '../read/table.ts';
import type { ZoneClock } from '../read/zone-clock.ts';
import { placesOf, readSaid, type Places, type Said } from './said.ts';
import type { Understanding } from './understand.ts';

interface Context {
  at: Places;
  /** The place of the last column that is read. */
  lastRead: number;
  width: number;
  clockOf: (zone: string) => ZoneClock | null;
  zone: string;
  moment: (text: string) => Moment | null;
  /** In seconds. */
  length: (text: string) => number | null;
  tags: (text: string) => readonly string[];
}

export interface TableInputs {
  table: Table;
  format: ImportFormat;
  understanding: Understanding;
  /** The zone of times that say none. */
  zone: string;
  clockOf: (zone: string) => ZoneClock | null;
}

/** Turns the rows of a table into entries; what cannot be read is skipped with its reason. */
export function readTable(inputs: TableInputs, report: Report): ReadEntries {
  const { table } = inputs;
  const context = contextOf(inputs);
  const read: ReadEntries = { entries: [], skipped: [] };
  table.rows.forEach((row, index) => {
    if ((index & 4095) === 0) report(index, table.rows.length);
    const isLast = index === table.rows.length - 1;
    const made =
      row.open || (isLast && table.openEnd && row.width < context.width)
        ? fault(row, 'cut-off', 'the file ends inside this row')
        : readRow(row, context);
    if ('reason' in made) read.skipped.push(made);
    else read.entries.push(made);
  });
  return read;
}

function contextOf({ table, format, understanding, zone, clockOf }: TableInputs): Context {
  const { roles, order, unit } = understanding;
  return {
    at: placesOf(table, roles, format),
    lastRead: Math.max(...Object.values(roles).map((column) => table.columns.indexOf(column))),
    width: table.columns.length,
    clockOf,
    zone,
    moment: remembering((text) => readMoment(text, order.value)),
    length: remembering((text) => readLength(text, unit?.value ?? 'hours')),
    tags: remembering((text) => text.split(/\s*[,;|]\s*/).filter(Boolean)),
  };
}

const MOST_REMEMBERED = 200_000;

/** Days, times, lengths and tags come again and again; each is read once. */
function remembering<T>(read: (text: string) => T): (text: string) => T {
  const memory = new Map<string, T>();
  return (text) => {
    const known = memory.get(text);
    if (known !== undefined || memory.has(text)) return known as T;
    const made = read(text);
    if (memory.size < MOST_REMEMBERED) memory.set(text, made);
    return made;
  };
}

const fault = ({ line }: TextRow, reason: SkipReason, detail: string): SkippedRow => ({
  line,
  reason,
  detail: detail.slice(0, 200),
});

function readRow(row: TextRow, context: Context): Entry | SkippedRow {
  const said = readSaid(row, context.at);
  if (said.date + said.start === '' && /^(?:total|gesamt|summe)\b/i.test(row.cell(0)))
    return fault(row, 'total', 'a line with the total');
  if (isWider(row, context.width))
    return fault(row, 'not-a-row', `it has ${row.width} cells where the heading has ${context.width}`);
  if (row.width < context.width && row.width <= context.lastRead)
    return fault(row, 'cut-off', `it has ${row.width} cells where the heading has ${context.width}`);
  if (said.kind.toLowerCase() === 'break') return fault(row, 'break', 'a break is not practice');
  const clock = context.clockOf(said.zone || context.zone);
  if (!clock) return fault(row, 'no-such-zone', `there is no time zone "${said.zone}"`);
  const entry: Entry = {
    ...blankEntry(row.line),
    id: said.id || null,
    zone: said.zone || null,
    note: cleaned(said.note || said.task),
    project: cleaned(said.project),
    tags: context.tags(said.tags),
    skill: said.skill,
    activity: said.activity,
  };
  return putTimes(entry, { row, said, clock, context });
}

/** Whether it has more cells than the heading, with something in them. */
function isWider(row: TextRow, width: number): boolean {
  if (row.width <= width) return false;
  return row
    .cells()
    .slice(width)
    .some((cell) => cell.trim() !== '');
}

interface Times {
  row: TextRow;
  said: Said;
  clock: ZoneClock;
  context: Context;
}

function putTimes(entry: Entry, times: Times): Entry | SkippedRow {
  const { row, said, context } = times;
  const dayCell = said.date;
  let day = dayCell === '' ? null : context.moment(dayCell);
  if (dayCell !== '' && (day === null || day.kind === 'time'))
    return fault(row, 'bad-date', `"${dayCell}" is no day`);
  let startCell = said.start;
  if (day === null && context.moment(startCell)?.kind === 'day') {
    day = context.moment(startCell);
    startCell = '';
  } else if (startCell === '' && day?.kind !== 'day') startCell = dayCell;
  const start = momentAt(startCell, day, times);
  if (start === 'bad') return fault(row, 'bad-time', `"${startCell}" is no time`);
  const lengthCell = said.duration;
  const seconds = lengthCell === '' ? null : context.length(lengthCell);
  if (lengthCell !== '' && seconds === null) return fault(row, 'bad-length', `"${lengthCell}" is no length`);
  if (start === null) {
    if (day?.kind !== 'day') return fault(row, 'no-start', 'it has neither a day nor a start');
    if (seconds === null) return fault(row, 'no-length', 'it has neither an end nor a length');
    entry.day = day.day;
    entry.seconds = seconds;
    return entry;
  }
  entry.start = start;
  const ending = endOf(start, seconds, times);
  if (typeof ending !== 'number') return ending;
  entry.end = ending;
  entry.seconds = seconds ?? Math.round((ending - start) / 1000);
  return entry;
}

/** An end before its start is taken for the next day's only up to this long; beyond, the two were mixed up. */
const LONGEST_NIGHT_MS = 12 * 3_600_000;

/** The end of an entry, or why it has none. */
function endOf(start: number, seconds: number | null, times: Times): number | SkippedRow {
  const { row, said, context, clock } = times;
  const endDay = said.endDate;
  const day = endDay === '' ? null : context.moment(endDay);
  if (endDay !== '' && (day === null || day.kind === 'time'))
    return fault(row, 'bad-date', `"${endDay}" is no day`);
  const startsOn: Moment = { kind: 'day', day: Math.floor(clock.toWall(start) / DAY_MS) * DAY_MS };
  const end = momentAt(said.end, day ?? startsOn, times);
  if (end === 'bad') return fault(row, 'bad-time', `"${said.end}" is no time`);
  if (end === null)
    return seconds === null
      ? fault(row, 'no-length', 'it has neither an end nor a length')
      : start + seconds * 1000;
  // 23:30 to 00:15 without days of their own goes over midnight.
  const overMidnight = end < start && day === null && context.moment(said.end)?.kind === 'time';
  const ended = overMidnight ? clock.toInstant(clock.toWall(end) + DAY_MS) : end;
  return ended < start || (overMidnight && ended - start > LONGEST_NIGHT_MS)
    ? fault(row, 'ends-first', `it ends ${said.end}, before its start`)
    : ended;
}

function momentAt(text: string, day: Moment | null, { clock, context }: Times): number | null | 'bad' {
  if (text === '') return null;
  const moment = context.moment(text);
  if (moment === null) return 'bad';
  if (moment.kind === 'instant') return moment.at;
  if (moment.kind === 'wall') return clock.toInstant(moment.wall);
  if (moment.kind === 'day') return clock.toInstant(moment.day);
  return day?.kind === 'day' ? clock.toInstant(day.day + moment.time) : 'bad';
}

/** NUL becomes U+FFFD; the apostrophe with which spreadsheets disarm a formula goes. */
function cleaned(text: string): string {
  const plain = text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
  return /^'[=+\-@]/.test(plain) ? plain.slice(1) : plain;
}
