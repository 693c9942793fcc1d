import type { Piece } from '../../../../electron/shared/diff/text.ts';

/** Characters of unchanged text that are kept beside a change. */
const AROUND = 200;
/** A change that is longer is shown by its beginning. */
const MOST = 3000;
/** Characters after which the rest is only counted. */
const ENOUGH = 12_000;

export interface Shortened {
  pieces: readonly Piece[];
  /** Changes that are not among them. */
  left: number;
}

/** Shortens what is the same, and after many changes the rest, so that what differs in two long texts is seen. */
export function aroundChanges(pieces: readonly Piece[]): Shortened {
  const shown: Piece[] = [];
  let length = 0;
  for (const [at, { text, changed }] of pieces.entries()) {
    if (length > ENOUGH) {
      return { pieces: shown, left: pieces.slice(at).filter((piece) => piece.changed).length };
    }
    const piece = { changed, text: changed ? begun(text) : ends(text, at === 0, at === pieces.length - 1) };
    shown.push(piece);
    length += piece.text.length;
  }
  return { pieces: shown, left: 0 };
}

const begun = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST)} …` : text);

function ends(text: string, isFirst: boolean, isLast: boolean): string {
  const head = isFirst ? '' : text.slice(0, AROUND);
  const tail = isLast ? '' : text.slice(-AROUND);
  return text.length <= head.length + tail.length + 40 ? text : `${head} … ${tail}`;
}
