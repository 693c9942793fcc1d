import type {
  ColumnRole,
  DateOrder,
  DurationUnit,
  ImportFormat,
  SkipReason,
  SkippedRow,
} from '../../../../shared/imports.ts';
import { DAY_MS } from '../../../../shared/time.ts';
import { blankEntry, type Entry, type ReadEntries, type Report } from '../entry.ts';
import { readMoment, type Moment } from '../read/clock-times.ts';
import { readLength } from '../read/lengths.ts';
import type { TextRow } from '../read/delimited.ts';
import type { Table } from '../read/table.ts';
import type { ZoneClock } from '../read/zone-clock.ts';
import { plain } from './columns.ts';
import type { Understanding } from './understand.ts';

interface Context {
  at: Partial<Record<ColumnRole, number>>;
  /** Columns that matter to one tracker only. */
  task: number;
  kind: number;
  order: DateOrder;
  unit: DurationUnit;
  format: ImportFormat;
  width: number;
  clockOf: (zone: string) => ZoneClock | null;
  zone: string;
  moment: (text: string) => Moment | null;
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
      row.open || (isLast && table.openEnd && row.cells.length < context.width)
        ? fault(row, 'cut-off', 'the file ends inside this row')
        : readRow(row, context);
    if ('reason' in made) read.skipped.push(made);
    else read.entries.push(made);
  });
  return read;
}

function contextOf({ table, format, understanding, zone, clockOf }: TableInputs): Context {
  const { roles, order, unit } = understanding;
  const find = (name: string): number => table.columns.findIndex((column) => plain(column) === name);
  const known = format === 'table' ? () => -1 : find;
  const memory = new Map<string, Moment | null>();
  return {
    at: Object.fromEntries(
      Object.entries(roles).map(([role, column]) => [role, table.columns.indexOf(column)]),
    ),
    task: known('task'),
    kind: known('type'),
    order: order.value,
    unit: unit?.value ?? 'hours',
    format,
    width: table.columns.length,
    clockOf,
    zone,
    // Days and times come again and again; reading each once is half of the speed.
    moment(text) {
      let moment = memory.get(text);
      if (moment === undefined) {
        moment = readMoment(text, order.value);
        if (memory.size < 200_000) memory.set(text, moment);
      }
      return moment;
    },
  };
}

const fault = ({ line }: TextRow, reason: SkipReason, detail: string): SkippedRow => ({
  line,
  reason,
  detail: detail.slice(0, 200),
});

function readRow(row: TextRow, context: Context): Entry | SkippedRow {
  const { cells } = row;
  const cell = (role: ColumnRole): string => {
    const at = context.at[role];
    return at === undefined ? '' : (cells[at] ?? '').trim();
  };
  if (/^(?:total|gesamt|summe)\b/i.test(cells[0] ?? '') && cell('date') + cell('start') === '')
    return fault(row, 'total', 'a line with the total');
  if (cells.length > context.width) {
    const spare = cells.slice(context.width).some((one) => one.trim() !== '');
    if (spare)
      return fault(row, 'not-a-row', `it has ${cells.length} cells where the heading has ${context.width}`);
  }
  if (cells.length < context.width && cells.length <= Math.max(...Object.values(context.at)))
    return fault(row, 'cut-off', `it has ${cells.length} cells where the heading has ${context.width}`);
  if (context.kind >= 0 && /^break$/i.test((cells[context.kind] ?? '').trim()))
    return fault(row, 'break', 'a break is not practice');
  const entry = blankEntry(row.line);
  const zone = cell('zone');
  const clock = context.clockOf(zone === '' ? context.zone : zone);
  if (!clock) return fault(row, 'no-such-zone', `there is no time zone "${zone}"`);
  if (zone !== '') entry.zone = zone;
  entry.id = cell('id') || null;
  entry.note = cleaned(cell('note') || (cells[context.task] ?? '').trim());
  entry.project = cleaned(cell('project'));
  entry.skill = cell('skill');
  entry.activity = cell('activity');
  const tags = cell('tags');
  if (tags !== '') entry.tags = tags.split(/\s*[,;|]\s*/).filter(Boolean);
  return putTimes(entry, { row, cell, clock, context });
}

interface Times {
  row: TextRow;
  cell: (role: ColumnRole) => string;
  clock: ZoneClock;
  context: Context;
}

function putTimes(entry: Entry, times: Times): Entry | SkippedRow {
  const { row, cell, context } = times;
  const dayCell = cell('date');
  let day = dayCell === '' ? null : context.moment(dayCell);
  if (dayCell !== '' && (day === null || day.kind === 'time'))
    return fault(row, 'bad-date', `"${dayCell}" is no day`);
  let startCell = cell('start');
  if (day === null && context.moment(startCell)?.kind === 'day') {
    day = context.moment(startCell);
    startCell = '';
  } else if (startCell === '' && day?.kind !== 'day') startCell = dayCell;
  const start = momentAt(startCell, day, times);
  if (start === 'bad') return fault(row, 'bad-time', `"${startCell}" is no time`);
  const lengthCell = cell('duration');
  const seconds = lengthCell === '' ? null : readLength(lengthCell, context.unit);
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
  const { row, cell, context, clock } = times;
  const endDay = cell('endDate');
  const day = endDay === '' ? null : context.moment(endDay);
  if (endDay !== '' && (day === null || day.kind === 'time'))
    return fault(row, 'bad-date', `"${endDay}" is no day`);
  const startsOn: Moment = { kind: 'day', day: Math.floor(clock.toWall(start) / DAY_MS) * DAY_MS };
  const end = momentAt(cell('end'), day ?? startsOn, times);
  if (end === 'bad') return fault(row, 'bad-time', `"${cell('end')}" is no time`);
  if (end === null)
    return seconds === null
      ? fault(row, 'no-length', 'it has neither an end nor a length')
      : start + seconds * 1000;
  // 23:30 to 00:15 without days of their own goes over midnight.
  const overMidnight = end < start && day === null && context.moment(cell('end'))?.kind === 'time';
  const ended = overMidnight ? clock.toInstant(clock.toWall(end) + DAY_MS) : end;
  return ended < start || (overMidnight && ended - start > LONGEST_NIGHT_MS)
    ? fault(row, 'ends-first', `it ends ${cell('end')}, before its start`)
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
