import type { Link } from './citations.ts';
import type { Source } from './sources.ts';

/** Fewer words in a row are in any two English texts. */
const LEAST_WORDS = 4;
/** How many places with the same words are looked at. */
const MOST_PLACES = 24;

interface Word {
  text: string;
  from: number;
  to: number;
}

/** What was looked up for the model says more than what it was told. */
const WEIGHT: Record<Source['kind'], number> = {
  'tool-result': 3,
  document: 3,
  'search-result': 3,
  message: 1,
  system: 0,
};

/**
 * Guesses which passages an answer was made from: its longest runs of words that a source has too and, where a looked
 * up text has the same number, that number. Stretches in `taken` are left alone.
 */
export function sharedSpans(
  answer: string,
  sources: readonly Source[],
  taken: readonly (readonly [number, number])[] = [],
): Link[] {
  const words = wordsOf(answer);
  const indexed = sources.map((source) => ({ source, words: wordsOf(source.text) }));
  const grams = gramsOf(indexed, words);
  const numbers = numbersOf(indexed);
  const links: Link[] = [];
  for (let at = 0; at < words.length;) {
    const { from } = words[at]!;
    const isTaken = taken.some(([start, end]) => from >= start && from < end);
    const best = isTaken ? null : longest(words, at, { indexed, grams });
    const number = best ? undefined : isTaken ? undefined : numbers.get(words[at]!.text);
    if (best) {
      links.push({ ...best.link, answer: [from, words[at + best.length - 1]!.to] });
      at += best.length;
      continue;
    }
    if (number) links.push({ ...number, answer: [from, words[at]!.to] });
    at += 1;
  }
  return links;
}

interface Indexed {
  source: Source;
  words: readonly Word[];
}
type Places = Map<string, [source: number, word: number][]>;

function longest(
  words: readonly Word[],
  at: number,
  { indexed, grams }: { indexed: readonly Indexed[]; grams: Places },
): { length: number; link: Omit<Link, 'answer'> } | null {
  let best: { length: number; link: Omit<Link, 'answer'>; score: number } | null = null;
  for (const [index, start] of grams.get(gramAt(words, at)) ?? []) {
    const { source, words: theirs } = indexed[index]!;
    let length = LEAST_WORDS;
    while (words[at + length] && words[at + length]!.text === theirs[start + length]?.text) length += 1;
    const score = length * 4 + WEIGHT[source.kind];
    if (best && score <= best.score) continue;
    const passage = [theirs[start]!.from, theirs[start + length - 1]!.to] as const;
    best = { length, score, link: { source: source.id, passage, how: 'guess' } };
  }
  return best;
}

const gramAt = (words: readonly Word[], at: number): string =>
  at + LEAST_WORDS > words.length
    ? ''
    : `${words[at]!.text} ${words[at + 1]!.text} ${words[at + 2]!.text} ${words[at + 3]!.text}`;

/** Where each run of words of the answer is in the sources; a source may be a book, the answer is short. */
function gramsOf(indexed: readonly Indexed[], answer: readonly Word[]): Places {
  const grams: Places = new Map(answer.map((_, at) => [gramAt(answer, at), []]));
  const known = new Set(answer.map(({ text }) => text));
  indexed.forEach(({ words }, index) => {
    let inARow = 0;
    words.forEach(({ text }, end) => {
      inARow = known.has(text) ? inARow + 1 : 0;
      if (inARow < LEAST_WORDS) return;
      const at = end - LEAST_WORDS + 1;
      const places = grams.get(gramAt(words, at));
      if (places && places.length < MOST_PLACES) places.push([index, at]);
    });
  });
  return grams;
}

/** Numbers of at least two figures in what was looked up, each where it is first. */
function numbersOf(indexed: readonly Indexed[]): Map<string, Omit<Link, 'answer'>> {
  const numbers = new Map<string, Omit<Link, 'answer'>>();
  for (const { source, words } of indexed) {
    if (WEIGHT[source.kind] < 3) continue;
    for (const { text, from, to } of words) {
      if (/\d.*\d/.test(text) && !numbers.has(text))
        numbers.set(text, { source: source.id, passage: [from, to], how: 'guess' });
    }
  }
  return numbers;
}

/** Words and numbers in lower case, with their places; `1,200.50` and `INV-2041` are one word each. */
function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(/[\p{L}\p{N}]+(?:[-.,:/_'][\p{L}\p{N}]+)*/gu), (match) => ({
    text: match[0].toLowerCase(),
    from: match.index,
    to: match.index + match[0].length,
  }));
}
