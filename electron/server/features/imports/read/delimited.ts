/** A record of a delimited file: its cells, and the line on which it begins (from 1). */
export interface TextRow {
  line: number;
  cells: string[];
  /** A quote that opened here was still open at the end of the file. */
  open?: boolean;
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
  const state = { at: 0, line: 1 };
  while (state.at < text.length && rows.length < most) {
    const row = readRow(text, separator.charCodeAt(0), state);
    if (row.cells.length > 1 || row.cells[0] !== '') rows.push(row);
  }
  return rows;
}

interface State {
  at: number;
  line: number;
}

function readRow(text: string, separator: number, state: State): TextRow {
  const row: TextRow = { line: state.line, cells: [] };
  for (;;) {
    if (text.charCodeAt(state.at) === QUOTE) readQuoted(text, state, { row, separator });
    else row.cells.push(readPlain(text, separator, state));
    const next = text.charCodeAt(state.at);
    if (next === separator) {
      state.at += 1;
      continue;
    }
    if (next === CR && text.charCodeAt(state.at + 1) === LF) state.at += 1;
    state.at += 1;
    state.line += 1;
    return row;
  }
}

function readPlain(text: string, separator: number, state: State): string {
  const from = state.at;
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === separator || code === LF || code === CR) break;
  }
  state.at = at;
  return text.slice(from, at);
}

/** Pushes the cell that starts with a quote at the cursor, and goes behind it. */
function readQuoted(
  text: string,
  state: State,
  { row, separator }: { row: TextRow; separator: number },
): void {
  const from = state.at + 1;
  let end = text.indexOf('"', from);
  let doubled = false;
  while (end !== -1 && text.charCodeAt(end + 1) === QUOTE) {
    doubled = true;
    end = text.indexOf('"', end + 2);
  }
  if (end === -1) {
    row.open = true;
    end = text.length;
  }
  let cell = text.slice(from, end);
  if (cell.includes('\n') || cell.includes('\r')) state.line += cell.split(/\r\n|\r|\n/).length - 1;
  if (doubled) cell = cell.replaceAll('""', '"');
  state.at = Math.min(end + 1, text.length);
  // What stands between the closing quote and the next separator is kept, as spreadsheets keep it.
  row.cells.push(cell + readPlain(text, separator, state).trimEnd());
}

/** The separator that gives the first rows the same number of cells, and the most of them; null for no table. */
export function findSeparator(text: string): string | null {
  const head = text.slice(0, 64 * 1024);
  let best: { separator: string; score: number } | null = null;
  for (const separator of SEPARATORS) {
    const rows = readDelimited(head, separator, 21).filter((row) => !row.open);
    const width = rows[0]?.cells.length ?? 0;
    if (width < 2) continue;
    const even = rows.filter((row) => row.cells.length === width).length / rows.length;
    const score = even * 100 + Math.min(width, 50);
    if (!best || score > best.score) best = { separator, score };
  }
  return best?.separator ?? null;
}
