import { AppError } from '../../../../shared/errors.ts';
import { findSeparator, readDelimited, type TextRow } from './delimited.ts';

/** Rows under headings, from text or from JSON. */
export interface Table {
  /** For people: "separated by semicolons". */
  how: string;
  columns: string[];
  rows: TextRow[];
  /** The last row does not end with a line break, so it may be cut off. */
  openEnd: boolean;
}

const SEPARATOR_NAMES: Record<string, string> = {
  ',': 'separated by commas',
  ';': 'separated by semicolons',
  '\t': 'separated by tabs',
  '|': 'separated by bars',
};

/** A quote that is never closed swallows the rest of a file; more than a note's worth of lines is a broken file. */
const MOST_SWALLOWED_LINES = 200;

/** @throws AppError `bad_input` for text that is no table */
export function readTextTable(text: string): Table {
  const separator = findSeparator(text);
  if (separator === null) {
    throw new AppError(
      'bad_input',
      'That file is not a table: no separator divides its lines into columns.',
      {
        hint: 'Nothing was imported. Choose a CSV or JSON export of your tracker.',
      },
    );
  }
  const rows = readDelimited(text, separator);
  const head = rows.shift()!;
  assertClosed(rows.at(-1), text);
  return {
    how: SEPARATOR_NAMES[separator]!,
    columns: headings(head.cells()),
    rows,
    openEnd: !/[\r\n]$/.test(text),
  };
}

function assertClosed(last: TextRow | undefined, text: string): void {
  if (!last?.open) return;
  const lines = text.split(/\r\n|\r|\n/).length - last.line;
  if (lines < MOST_SWALLOWED_LINES) return;
  throw new AppError('bad_input', `A quotation mark on line ${last.line} is never closed.`, {
    hint: 'Nothing was imported. Mend that line, or export the file again.',
  });
}

/** Headings, each with a name of its own. */
function headings(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, index) => {
    const name = cell.trim().slice(0, 250) || `Column ${index + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

const MOST_COLUMNS = 200;

/** Objects as rows: a nested object gives columns such as "project.name"; a list becomes text with commas. */
export function readObjectTable(items: readonly unknown[], how: string): Table {
  const columns = new Map<string, number>();
  const all = items.map((item) => {
    const cells: string[] = [];
    if (isRecord(item))
      put(item, '', (name, value) => {
        let at = columns.get(name);
        if (at === undefined) {
          if (columns.size >= MOST_COLUMNS) return;
          columns.set(name, (at = columns.size));
        }
        cells[at] = value;
      });
    return cells;
  });
  const names = [...columns.keys()];
  const rows = all.map((cells, index): TextRow => {
    const cell = (at: number): string => cells[at] ?? '';
    const width = names.length;
    return { line: index + 1, width, open: false, cell, cells: () => names.map((_, at) => cell(at)) };
  });
  return { how, columns: names, rows, openEnd: false };
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Put = (name: string, value: string) => void;

function put(item: Record<string, unknown>, prefix: string, add: Put): void {
  for (const [key, value] of Object.entries(item)) {
    const name = prefix + key;
    if (isRecord(value)) {
      if (prefix === '') put(value, `${name}.`, add);
    } else if (Array.isArray(value)) add(name, value.map(wordOf).filter(Boolean).join(', '));
    else if (typeof value === 'string') add(name, value);
    else if (typeof value === 'number' || typeof value === 'boolean') add(name, String(value));
  }
}

const wordOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : isRecord(value) && typeof value['name'] === 'string'
      ? value['name']
      : '';
