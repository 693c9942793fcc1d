import { FORMAT_TITLES } from '../../../../shared/import-words.ts';
import { AppError } from '../../../../shared/errors.ts';
import { EXPORT_FORMAT } from '../../../../shared/export-format.ts';
import { type ImportFormat } from '../../../../shared/imports.ts';
import type { ReadEntries, Report } from '../entry.ts';
import { decodeText } from '../read/decode.ts';
import { isRecord, readObjectTable, readTextTable, type Table } from '../read/table.ts';
import { looksLikeActivityWatch, readActivityWatch } from './activitywatch.ts';
import { formatOfTable } from './columns.ts';
import { looksLikeSuperProductivity, readSuperProductivity } from './super-productivity.ts';
import { looksLikeToggl, readToggl } from './toggl-json.ts';
import { looksLikeWakaTime, readWakaTime } from './wakatime.ts';

/** A file that was recognised: a table whose columns are to be understood, or entries that are read as they are. */
export type Identified = { format: ImportFormat; encoding: string } & (
  | { table: Table }
  | { read: (report: Report) => ReadEntries }
);

const JSON_FORMATS = [
  ['activitywatch', looksLikeActivityWatch, readActivityWatch],
  ['super-productivity', looksLikeSuperProductivity, readSuperProductivity],
  ['wakatime', looksLikeWakaTime, readWakaTime],
  ['toggl-json', looksLikeToggl, readToggl],
] as const;

/**
 * Says what a file is, by its content and never by its name.
 * @param wanted what it should be; a file that is something else is refused
 * @throws AppError `bad_input` that says what the file is instead
 */
export function identify(bytes: Uint8Array, wanted?: ImportFormat): Identified {
  const { text, encoding } = decodeText(bytes);
  const head = text.trimStart().slice(0, 200);
  if (head === '') throw refusal('That file is empty.', 'Choose the file that the tracker exported.');
  if (/^<(?:!doctype|html|\?xml)/i.test(head))
    throw refusal('That file is a web page, not an export.', 'Download it again while you are signed in.');
  if (head.startsWith('BEGIN:VCALENDAR'))
    throw refusal('That file is a calendar.', 'Export the times as CSV or JSON instead.');
  const found = /^[[{]/.test(head) ? ofJson(text, wanted) : ofText(text, wanted);
  if (wanted !== undefined && wanted !== found.format)
    throw refusal(
      `That file is not from ${FORMAT_TITLES[wanted]}; it looks like: ${FORMAT_TITLES[found.format]}.`,
      'Choose another file, or let Cairn find out what it is.',
    );
  return { ...found, encoding };
}

type Found = { format: ImportFormat } & ({ table: Table } | { read: (report: Report) => ReadEntries });

function ofText(text: string, wanted: ImportFormat | undefined): Found {
  const table = readTextTable(text);
  const found = formatOfTable(table.columns);
  // Any table can be read by hand, also one that was recognised.
  return { format: wanted === 'table' ? 'table' : found, table };
}

function ofJson(text: string, wanted: ImportFormat | undefined): Found {
  const json = parse(text);
  if (isRecord(json) && json['format'] === EXPORT_FORMAT)
    throw refusal(
      'That file is an export of Cairn itself.',
      'Import it in Settings, or with `cairn import FILE`: it holds more than times.',
    );
  const known = JSON_FORMATS.find(([, looksLike]) => looksLike(json));
  if (known && wanted !== 'table') {
    const [format, , read] = known;
    return { format, read: (report) => read(json, report) };
  }
  const items = itemsOf(json);
  if (items === null)
    throw refusal(
      'That JSON file is from no tracker that Cairn knows, and holds no list of entries.',
      'A list of objects can be imported, like [{"start": …, "end": …, "note": …}].',
    );
  return { format: 'table', table: readObjectTable(items, 'JSON') };
}

/** JSON, or one JSON object a line. */
function parse(text: string): unknown {
  const start = text.trimStart();
  try {
    return JSON.parse(start);
  } catch (error) {
    const lines = start.split(/\r?\n/).filter((line) => line.trim() !== '');
    const parsed = lines.length > 1 && isJson(lines[0]!) ? lines.map(ofLine) : null;
    if (parsed) return parsed;
    const cut = !/[\]}]\s*$/.test(text);
    throw refusal(
      cut ? 'That file ends too early.' : 'That file begins like JSON and is none.',
      cut ? 'It was probably cut off while it was copied: copy or export it again.' : 'Export it again.',
      error,
    );
  }
}

function isJson(line: string): boolean {
  try {
    return isRecord(JSON.parse(line));
  } catch {
    return false;
  }
}

/** A broken line of many is a row that is skipped, not a file that is refused. */
function ofLine(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return null;
  }
}

/** The list in a JSON file: itself, or the longest list of objects that it holds. */
function itemsOf(json: unknown): unknown[] | null {
  if (Array.isArray(json)) return json.some(isRecord) ? json : null;
  if (!isRecord(json)) return null;
  const lists = Object.values(json).filter(
    (value): value is unknown[] => Array.isArray(value) && value.some(isRecord),
  );
  return lists.toSorted((a, b) => b.length - a.length)[0] ?? null;
}

function refusal(message: string, hint: string, cause?: unknown): AppError {
  return new AppError('bad_input', message, { hint: `Nothing was imported. ${hint}`, cause });
}
