/** The names closest to a misspelled one, by edit distance; names that share nothing with it are left out. */
export function nearest(name: string, known: readonly string[], most = 3): string[] {
  const short = name.slice(0, 100).toLowerCase();
  return known
    .map((candidate) => ({ candidate, distance: distanceBetween(short, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(short.length, candidate.length) * 0.7)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** Levenshtein's distance, one row at a time. */
function distanceBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
