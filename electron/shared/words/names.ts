import { editDistance } from '../nearest.ts';
import type { Named } from './types.ts';

const SMALL = new Set('a an and at by first for from in into of on or the to with'.split(' '));
/** Words that begin many a note; alone they name no skill, with a second word or as a tag they do. */
const COMMON = new Set(
  'client cost data design engineering equivalent fine function injection latency multi output scratch server serving system tool training tuning'.split(
    ' ',
  ),
);

/** Lower case, without the plural's s, so that "eval" finds "evals". */
const stem = (word: string): string => (word.length > 2 && word.endsWith('s') ? word.slice(0, -1) : word);

/** The words of a phrase, an id or a title that can name something. */
export function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => !SMALL.has(word)).map(stem);
}

const nameWords = (thing: Named): Set<string> => new Set([...wordsOf(thing.id), ...wordsOf(thing.title)]);

const isExactly = (thing: Named, words: readonly string[]): boolean =>
  words.join(' ') === wordsOf(thing.id).join(' ') || words.join(' ') === wordsOf(thing.title).join(' ');

/** Everything of which all the words are part of the name; the one whose whole name they are stands alone. */
export function withAllWords<T extends Named>(things: readonly T[], words: readonly string[]): T[] {
  if (words.length === 0) return [];
  const exact = things.filter((thing) => isExactly(thing, words));
  if (exact.length > 0) return exact.slice(0, 1);
  return things.filter((thing) => {
    const names = nameWords(thing);
    return words.every((word) => names.has(word));
  });
}

const cleaned = (word: string): string => word.replace(/[,;:.]+$/, '');

/**
 * What the first words of a note name, and how many words that takes. A whole name comes first; else as few words
 * as tell one thing from all others, with those that follow in its id: "vector databases", but of "mcp servers"
 * only "mcp". Several found: the words fit each of them.
 */
export function leadingName<T extends Named>(
  things: readonly T[],
  text: readonly string[],
): { found: T[]; count: number } {
  const words = text.slice(0, 6).map(cleaned);
  const isWord = words.map((word) => wordsOf(word).length > 0);
  const none = { found: [], count: 0 };
  if (!isWord[0]) return none;
  for (let count = words.length; count > 0; count -= 1) {
    const names = wordsOf(words.slice(0, count).join(' '));
    const exact = isWord[count - 1] ? things.find((thing) => isExactly(thing, names)) : undefined;
    if (exact) return { found: [exact], count };
  }
  let several: { found: T[]; count: number } = none;
  for (let count = 1; count <= words.length && isWord[count - 1]; count += 1) {
    const names = wordsOf(words.slice(0, count).join(' '));
    const found = withAllWords(things, names);
    if (found.length === 0) break;
    if (names.length === 1 && COMMON.has(names[0]!)) continue;
    if (found.length === 1) return { found, count: withIdWords(found[0]!, words, count) };
    several = { found, count };
  }
  return several;
}

/** Goes on while the words belong to the id. */
function withIdWords(thing: Named, words: readonly string[], count: number): number {
  const id = new Set(wordsOf(thing.id));
  let end = count;
  while (
    end < words.length &&
    wordsOf(words[end]!).length > 0 &&
    wordsOf(words[end]!).every((word) => id.has(word))
  )
    end += 1;
  return end;
}

/** What a tag names: whole words first, then beginnings of words or of the id. */
export function named<T extends Named>(things: readonly T[], tag: string): T[] {
  const whole = withAllWords(things, wordsOf(tag));
  if (whole.length > 0) return whole;
  if (tag.length < 2) return [];
  return things.filter(
    (thing) => thing.id.startsWith(tag) || [...nameWords(thing)].some((word) => word.startsWith(tag)),
  );
}

/** The ids closest to a tag that names nothing, best first. */
export function nearestIds(things: readonly Named[], tag: string): string[] {
  const asked = tag.slice(0, 40);
  const distance = (thing: Named): number => {
    const parts = [thing.id, ...nameWords(thing)];
    return Math.min(...parts.map((part) => editDistance(asked, part) / Math.max(asked.length, part.length)));
  };
  return things
    .map((thing) => ({ id: thing.id, far: distance(thing) }))
    .filter(({ far }) => far <= 0.5)
    .toSorted((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ id }) => id);
}
