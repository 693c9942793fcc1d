/** A record of a table. */
export interface TextRow {
  /** The line on which it begins, from 1. */
  readonly line: number;
  /** How many cells it has. */
  readonly width: number;
  /** A quote that opened here was still open at the end of the file. */
  readonly open: boolean;
  /** One cell, from 0; empty behind the last. */
  cell(at: number): string;
  cells(): string[];
}

const QUOTE = 34;
const LF = 10;
const CR = 13;
const SEPARATORS = [',', ';', '\t', '|'];

/**
 * Reads delimited text (RFC 4180): quoted cells, doubled quotes, line breaks inside quotes, CRLF, LF or CR. Empty
 * lines are left out. A quote in the middle of an unquoted cell is a character like any other.
 * @param separator one character
 * @param most rows to read; all when left out
 */
export function readDelimited(text: string, separator: string, most = Infinity): TextRow[] {
  const rows: TextRow[] = [];
  const cells = new Cells(text);
  const cursor: Cursor = { text, separator: separator.charCodeAt(0), at: 0, line: 1, open: false };
  while (cursor.at < text.length && rows.length < most) {
    const { line } = cursor;
    const first = cells.count;
    do cells.add(cursor.at, toCellEnd(cursor));
    while (overEnd(cursor));
    const row = new DelimitedRow(cells, { first, line, open: cursor.open });
    if (row.width > 1 || row.cell(0) !== '') rows.push(row);
  }
  return rows;
}

/**
 * Where all cells of a text begin and end. A cell becomes a string when it is asked for: a million strings of which
 * most are never looked at would keep the collector busy for longer than the reading takes.
 */
class Cells {
  readonly text: string;
  count = 0;
  #bounds = new Uint32Array(1024);

  constructor(text: string) {
    this.text = text;
  }

  add(from: number, to: number): void {
    const at = this.count * 2;
    if (at === this.#bounds.length) {
      const more = new Uint32Array(at * 2);
      more.set(this.#bounds);
      this.#bounds = more;
    }
    this.#bounds[at] = from;
    this.#bounds[at + 1] = to;
    this.count += 1;
  }

  read(index: number): string {
    const cell = this.text.slice(this.#bounds[index * 2], this.#bounds[index * 2 + 1]);
    return cell.charCodeAt(0) === QUOTE ? unquoted(cell) : cell;
  }
}

class DelimitedRow implements TextRow {
  readonly line: number;
  readonly width: number;
  readonly open: boolean;
  readonly #all: Cells;
  readonly #first: number;

  /** A row of the cells from `first` up to the last that was added. */
  constructor(all: Cells, { first, line, open }: { first: number; line: number; open: boolean }) {
    this.line = line;
    this.width = all.count - first;
    this.open = open;
    this.#all = all;
    this.#first = first;
  }

  cell(at: number): string {
    return at < this.width ? this.#all.read(this.#first + at) : '';
  }

  cells(): string[] {
    return Array.from({ length: this.width }, (_, at) => this.cell(at));
  }
}

/** Where a reader is in its text. */
interface Cursor {
  readonly text: string;
  readonly separator: number;
  at: number;
  line: number;
  open: boolean;
}

/** Goes to the separator or the line break that ends the cell at the cursor, or to the end of the text. */
function toCellEnd(cursor: Cursor): number {
  const { text, separator } = cursor;
  let at = text.charCodeAt(cursor.at) === QUOTE ? behindQuotes(cursor) : cursor.at;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === separator || code === LF || code === CR) break;
  }
  cursor.at = at;
  return at;
}

/** Goes over what ends a cell. @returns whether another cell of the row follows */
function overEnd(cursor: Cursor): boolean {
  const { text, separator } = cursor;
  const end = text.charCodeAt(cursor.at);
  if (end === CR && text.charCodeAt(cursor.at + 1) === LF) cursor.at += 1;
  cursor.at += 1;
  if (end === separator) return true;
  cursor.line += 1;
  return false;
}

/** The place behind the quote that closes the one at the cursor. */
function behindQuotes(cursor: Cursor): number {
  const { text } = cursor;
  const from = cursor.at + 1;
  let end = text.indexOf('"', from);
  while (end !== -1 && text.charCodeAt(end + 1) === QUOTE) end = text.indexOf('"', end + 2);
  if (end === -1) {
    cursor.open = true;
    end = text.length;
  }
  const inside = text.slice(from, end);
  if (inside.includes('\n') || inside.includes('\r')) cursor.line += inside.split(/\r\n|\r|\n/).length - 1;
  return Math.min(end + 1, text.length);
}

function unquoted(cell: string): string {
  let end = cell.indexOf('"', 1);
  let doubled = false;
  while (end !== -1 && cell.charCodeAt(end + 1) === QUOTE) {
    doubled = true;
    end = cell.indexOf('"', end + 2);
  }
  if (end === -1) end = cell.length;
  const inner = cell.slice(1, end);
  // What stands between the closing quote and the next separator is kept, as spreadsheets keep it.
  return (doubled ? inner.replaceAll('""', '"') : inner) + cell.slice(end + 1).trimEnd();
}

/** The separator that gives the first rows the same number of cells, and the most of them; null for no table. */
export function findSeparator(text: string): string | null {
  const head = text.slice(0, 64 * 1024);
  let best: { separator: string; score: number } | null = null;
  for (const separator of SEPARATORS) {
    const rows = readDelimited(head, separator, 21).filter((row) => !row.open);
    const width = rows[0]?.width ?? 0;
    if (width < 2) continue;
    const even = rows.filter((row) => row.width === width).length / rows.length;
    const score = even * 100 + Math.min(width, 50);
    if (!best || score > best.score) best = { separator, score };
  }
  return best?.separator ?? null;
}
