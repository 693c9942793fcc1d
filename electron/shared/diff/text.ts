import { diffSequence } from './sequence.ts';

/** A piece of one side; a changed one is not in the other. */
export interface Piece {
  text: string;
  changed: boolean;
}

export interface TextDiff {
  isSame: boolean;
  left: readonly Piece[];
  right: readonly Piece[];
}

/** Longer changes are marked whole: nobody reads a word-by-word comparison of two books. */
const MOST_WORDS = 20_000;

/** Compares two texts line by line, and word by word where lines differ. */
export function diffText(a: string, b: string): TextDiff {
  if (a === b) return { isSame: true, left: whole(a, false), right: whole(b, false) };
  const [linesA, linesB] = [linesOf(a), linesOf(b)];
  const left: Piece[] = [];
  const right: Piece[] = [];
  const stretches = diffSequence(linesA, linesB);
  stretches.forEach((stretch, at) => {
    const textA = linesA.slice(...stretch.a).join('');
    const textB = linesB.slice(...stretch.b).join('');
    if (stretch.kind === 'same') {
      add(left, textA, false);
      add(right, textB, false);
      return;
    }
    const next = stretches[at + 1];
    if (stretch.kind === 'removed' && next?.kind === 'added') {
      diffWords(textA, linesB.slice(...next.b).join(''), { left, right });
    } else if (stretch.kind === 'removed') add(left, textA, true);
    else if (stretches[at - 1]?.kind !== 'removed') add(right, textB, true);
  });
  return { isSame: false, left, right };
}

function diffWords(a: string, b: string, { left, right }: { left: Piece[]; right: Piece[] }): void {
  const [wordsA, wordsB] = [wordsOf(a), wordsOf(b)];
  if (wordsA.length + wordsB.length > MOST_WORDS) {
    add(left, a, true);
    add(right, b, true);
    return;
  }
  const stretches = diffSequence(wordsA, wordsB);
  stretches.forEach(({ kind, a: inA, b: inB }, at) => {
    const same = wordsA.slice(...inA).join('');
    // A lone space between two changes would only tear them apart.
    const isGlue = kind === 'same' && /^\s+$/.test(same) && at > 0 && at < stretches.length - 1;
    if (kind !== 'added') add(left, same, kind === 'removed' || isGlue);
    if (kind !== 'removed') add(right, wordsB.slice(...inB).join(''), kind === 'added' || isGlue);
  });
}

const whole = (text: string, changed: boolean): Piece[] => (text === '' ? [] : [{ text, changed }]);
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [];

function add(pieces: Piece[], text: string, changed: boolean): void {
  if (text === '') return;
  const last = pieces.at(-1);
  if (last?.changed === changed) last.text += text;
  else pieces.push({ text, changed });
}
