/** A piece of text; `link` is the number of the mark on it, or null. */
export interface MarkedPiece {
  text: string;
  from: number;
  link: number | null;
}

/** A part of a source around its marks. */
export interface Excerpt {
  from: number;
  pieces: readonly MarkedPiece[];
  isCutBefore: boolean;
  isCutAfter: boolean;
}

/** Characters that are shown around a mark. */
const AROUND = 160;

/** Cuts a text at the ends of its marks. Of marks that overlap, the first is shown. */
export function piecesOf(
  text: string,
  marks: readonly (readonly [from: number, to: number])[],
  { numbers, from = 0, to = text.length }: { numbers?: readonly number[]; from?: number; to?: number } = {},
): MarkedPiece[] {
  const pieces: MarkedPiece[] = [];
  let at = from;
  const ordered = marks.map((mark, index) => ({ mark, link: numbers?.[index] ?? index }));
  for (const { mark, link } of ordered.toSorted((a, b) => a.mark[0] - b.mark[0])) {
    const start = Math.max(mark[0], at);
    const end = Math.min(mark[1], to);
    if (start >= end || mark[0] < at) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), from: at, link: null });
    pieces.push({ text: text.slice(start, end), from: start, link });
    at = end;
  }
  if (at < to) pieces.push({ text: text.slice(at, to), from: at, link: null });
  return pieces;
}

/** The parts of a text that have marks, each with some words around it; neighbours are one. */
export function excerptsOf(
  text: string,
  links: readonly { index: number; passage: readonly [from: number, to: number] }[],
): Excerpt[] {
  const ranges: [number, number][] = [];
  for (const { passage } of links.toSorted((a, b) => a.passage[0] - b.passage[0])) {
    const from = Math.max(0, passage[0] - AROUND);
    const to = Math.min(text.length, passage[1] + AROUND);
    const last = ranges.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else ranges.push([from, to]);
  }
  return ranges.map(([from, to]) => {
    const inside = links.filter(({ passage }) => passage[0] >= from && passage[1] <= to);
    return {
      from,
      isCutBefore: from > 0,
      isCutAfter: to < text.length,
      pieces: piecesOf(
        text,
        inside.map(({ passage }) => passage),
        { numbers: inside.map(({ index }) => index), from, to },
      ),
    };
  });
}
