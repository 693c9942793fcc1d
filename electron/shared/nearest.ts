/** Edits (insert, delete, replace) that turn one word into the other (Levenshtein 1966). */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replace = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replace, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/** The known name that was probably meant: one it begins, else one that differs in at most a third of its letters. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const begun = word.length > 1 && known.find((name) => name.startsWith(word.toLowerCase()));
  if (begun) return begun;
  const ranked = known
    .map((name) => ({ name, edits: editDistance(word.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best && best.edits <= Math.max(1, Math.ceil(best.name.length / 3)) ? best.name : undefined;
}

/** The names closest to a misspelled one, best first; names that share nothing with it are left out. */
export function nearestFew(word: string, known: readonly string[], most = 3): string[] {
  const short = word.slice(0, 100).toLowerCase();
  return known
    .map((name) => ({ name, edits: editDistance(short, name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= Math.max(short.length, name.length) * 0.7)
    .toSorted((a, b) => a.edits - b.edits)
    .slice(0, most)
    .map(({ name }) => name);
}
