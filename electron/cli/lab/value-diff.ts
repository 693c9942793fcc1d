import { diffText, type Piece } from '../../shared/diff/text.ts';
import type { Paint } from '../command.ts';

/** A value that is longer than a line of a terminal is compared, not read. */
const LONG = 70;
/** What stands around a change, in characters of one line. */
const AROUND = 24;
const MOST_LINES = 14;

/** Expected and came: side by side where both are short, else with what differs marked. */
export function valueLines(expected: string | undefined, actual: string | undefined, paint: Paint): string[] {
  if (expected !== undefined && actual !== undefined && isLong(expected) && isLong(actual)) {
    const { left, right } = diffText(expected, actual);
    return [
      ...labelled('expected', marked(left, paint.good, expected)),
      ...labelled('came', marked(right, paint.bad, actual)),
    ];
  }
  return [
    ...(expected === undefined ? [] : labelled('expected', expected.split('\n'))),
    ...(actual === undefined ? [] : labelled('came', actual.split('\n'))),
  ];
}

const isLong = (text: string): boolean => text.length > LONG || text.includes('\n');

function labelled(label: string, lines: readonly string[]): string[] {
  const shown = lines.slice(0, MOST_LINES);
  const rest = lines.length - shown.length;
  if (rest > 0) shown.push(`(${rest} more ${rest === 1 ? 'line' : 'lines'})`);
  return shown.map((line, i) => `${(i === 0 ? label : '').padEnd(10)}${line}`);
}

/** The lines with a change in them; in a long line, only what stands around the change. */
function marked(pieces: readonly Piece[], mark: (text: string) => string, whole: string): string[] {
  if (!pieces.some(({ changed }) => changed)) return cut(whole).split('\n');
  const isOneLine = !whole.includes('\n');
  const text = pieces
    .map((piece, at) => {
      if (piece.changed) return piece.text.split('\n').map(bracketed(mark)).join('\n');
      return isOneLine ? near(piece.text, at === 0, at === pieces.length - 1) : piece.text;
    })
    .join('');
  const lines = text.split('\n');
  return isOneLine ? lines : aroundChanges(lines, pieces);
}

/** Brackets as well as colour: a terminal without colour has to show what differs too. */
const bracketed =
  (mark: (text: string) => string) =>
  (text: string): string =>
    text === '' ? '' : mark(`[${cut(text)}]`);

const cut = (text: string): string => (text.length > 400 ? `${text.slice(0, 400)}…` : text);

function near(text: string, isFirst: boolean, isLast: boolean): string {
  if (text.length <= AROUND * 2) return text;
  if (isFirst) return `…${text.slice(-AROUND)}`;
  if (isLast) return `${text.slice(0, AROUND)}…`;
  return `${text.slice(0, AROUND)}…${text.slice(-AROUND)}`;
}

/** Leaves out lines that are further than two from a change. */
function aroundChanges(lines: readonly string[], pieces: readonly Piece[]): string[] {
  const changed = new Set<number>();
  let line = 0;
  for (const piece of pieces) {
    const height = piece.text.split('\n').length - 1;
    if (piece.changed) for (let at = line; at <= line + height; at += 1) changed.add(at);
    line += height;
  }
  const isNear = (at: number): boolean => [-2, -1, 0, 1, 2].some((away) => changed.has(at + away));
  return lines.flatMap((text, at) => {
    if (isNear(at)) return [text];
    return at === 0 || isNear(at - 1) ? ['…'] : [];
  });
}
