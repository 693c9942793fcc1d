/** As many as common small trained models have, so that code written for one fits the other. */
export const LEXICAL_DIMENSIONS = 384;

const SEED = 0x9e3779b9;
/** All pieces of a word together weigh as much as the word, so that "retry" and "retries" are no strangers. */
const PIECES_WEIGHT = 1;
/** Words of fewer letters weigh less: without a corpus to count in, length is what tells "a" and "the" from the rest. */
const FULL_WEIGHT_LETTERS = 5;
const PIECE_LENGTHS = [3, 4, 5];
/** No word is longer; a file without a space would be nothing but pieces. */
const MOST_LETTERS = 64;

/**
 * A vector from the words of a text and the pieces of those words, without any training: texts that share words, or
 * parts of words, come out near each other; synonyms do not. Same text, same vector, on every machine.
 *
 * Signed feature hashing (Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", ICML 2009) of words
 * and of the 3- to 5-letter pieces of `<word>` (Bojanowski et al., "Enriching Word Vectors with Subword Information",
 * TACL 2017), with sublinear term frequency 1 + ln(tf) (Manning, Raghavan and Schütze, "Introduction to Information
 * Retrieval", 6.4.1), less of it for short words (Zipf's law of abbreviation: they are the common ones), scaled to
 * length 1. The hash is 32-bit FNV-1a with the final mix of MurmurHash3.
 * @param dimensions how many numbers; fewer make more words share one
 */
export function lexicalEmbedding(text: string, dimensions = LEXICAL_DIMENSIONS): Float32Array {
  const steps = lexicalSteps(text, dimensions);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Words between two pauses: about a millisecond of work. */
const WORDS_A_STEP = 200;

/** The same in small steps, for a caller that has something else to do in between. Gives the vector at the end. */
export function* lexicalSteps(text: string, dimensions: number): Generator<void, Float32Array, void> {
  const vector = new Float64Array(dimensions);
  const counts = yield* countWords(text);
  let done = 0;
  for (const [word, count] of counts) {
    done += 1;
    if (done % WORDS_A_STEP === 0) yield;
    const weight = (1 + Math.log(count)) * Math.min(1, Array.from(word).length / FULL_WEIGHT_LETTERS) ** 2;
    add(vector, `w:${word}`, weight);
    const pieces = piecesOf(word);
    for (const piece of pieces)
      add(vector, `p:${piece}`, (PIECES_WEIGHT / Math.sqrt(pieces.length)) * weight);
  }
  const length = Math.hypot(...vector);
  // Two features can cancel each other out; a vector of length 0 has no direction to compare.
  if (length === 0) vector[0] = 1;
  return Float32Array.from(vector, (value) => value / (length || 1));
}

function* countWords(text: string): Generator<void, Map<string, number>, void> {
  const counts = new Map<string, number>();
  let seen = 0;
  for (const [word] of text
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
    seen += 1;
    if (seen % (WORDS_A_STEP * 10) === 0) yield;
  }
  // A text of signs only is one word, so that it does not look like every other such text.
  return seen === 0 ? new Map([[text.trim(), 1]]) : counts;
}

function piecesOf(word: string): string[] {
  const letters = Array.from(`<${word}>`).slice(0, MOST_LETTERS);
  return PIECE_LENGTHS.flatMap((length) =>
    letters.length <= length
      ? []
      : letters.slice(0, letters.length - length + 1).map((_, at) => letters.slice(at, at + length).join('')),
  );
}

/** The hash's low bits choose the place, one high bit the sign, which keeps collisions from adding up. */
function add(vector: Float64Array, feature: string, weight: number): void {
  const hash = hashOf(feature);
  const at = hash % vector.length;
  vector[at] = vector[at]! + (hash >>> 31 === 0 ? weight : -weight);
}

const utf8 = new TextEncoder();

function hashOf(feature: string): number {
  let hash = 0x811c9dc5 ^ SEED;
  for (const byte of utf8.encode(feature)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
