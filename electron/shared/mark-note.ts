/** A piece of a note; `hit` where it is what was searched for. */
export interface MarkedPiece {
  text: string;
  hit: boolean;
}

const COMBINING = /\p{M}/u;
const WORD = /[\p{L}\p{N}]/u;

/** Lower case without accents, with the place in the text of each character: the index compares notes like this. */
function fold(text: string): { folded: string; places: number[] } {
  let folded = '';
  const places: number[] = [];
  let at = 0;
  for (const char of text) {
    for (const part of char.normalize('NFD').toLowerCase()) {
      if (COMBINING.test(part)) continue;
      folded += part;
      for (let i = 0; i < part.length; i += 1) places.push(at);
    }
    at += char.length;
  }
  places.push(text.length);
  return { folded, places };
}

/** The terms of a search as they are compared: quoted phrases whole, the rest word by word. */
function termsOf(search: string): string[] {
  return [...search.matchAll(/"([^"]*)"?|[^\s"]+/g)]
    .map(([whole, quoted]) => fold((quoted ?? whole).trim()).folded)
    .filter((term) => term !== '');
}

/**
 * Cuts a note into what was searched for and the rest, for showing. A word is marked where a word of the note begins
 * with it; text in scripts without spaces and signs wherever they stand.
 */
export function markNote(note: string, search: string): MarkedPiece[] {
  const terms = termsOf(search);
  if (terms.length === 0) return [{ text: note, hit: false }];
  const { folded, places } = fold(note);
  const hits: { from: number; to: number }[] = [];
  for (const term of terms) {
    const startsWord = /^[a-z0-9]/.test(term);
    for (let from = folded.indexOf(term); from >= 0; from = folded.indexOf(term, from + 1)) {
      if (startsWord && from > 0 && WORD.test(folded[from - 1]!)) continue;
      hits.push({ from: places[from]!, to: places[from + term.length]! });
    }
  }
  return pieces(note, hits);
}

function pieces(note: string, hits: { from: number; to: number }[]): MarkedPiece[] {
  const found: MarkedPiece[] = [];
  let at = 0;
  for (const { from, to } of hits.toSorted((a, b) => a.from - b.from)) {
    if (to <= at) continue;
    if (from > at) found.push({ text: note.slice(at, from), hit: false });
    found.push({ text: note.slice(Math.max(from, at), to), hit: true });
    at = to;
  }
  if (at < note.length || found.length === 0) found.push({ text: note.slice(at), hit: false });
  return found;
}
