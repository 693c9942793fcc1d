const NUMBER_WORDS = 'an a one two three four five six seven eight nine ten eleven twelve'.split(' ');
const VALUES = [1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

const N = `\\d+(?:[.,]\\d+)?|[.,]\\d+|${NUMBER_WORDS.join('|')}`;
const H = 'hours?|hrs?|h';
const M = 'minutes?|mins?|m';
const GAP = '\\s{0,3}';

/** A length of time as people write it; `lengthOf` reads the match. */
export const LENGTH = [
  `(?<half>half${GAP}(?:an?${GAP})?hour|a${GAP}half${GAP}hour)`,
  `(?<quarters>an?|one|three)?${GAP}quarters?${GAP}of${GAP}an${GAP}hour`,
  `(?<andHalf>${N})${GAP}(?:hours?${GAP}and${GAP}a${GAP}half|and${GAP}a${GAP}half${GAP}hours?)`,
  `(?<sign>[-−])?(?<hours>${N})${GAP}(?:${H})(?:(?<tight>\\d{1,2})(?:${M})?|${GAP}(?:and${GAP})?(?<rest>\\d{1,3})${GAP}(?<restUnit>${M}))?`,
  `(?<sign2>[-−])?(?<minutes>${N})${GAP}(?<unit>${M})`,
].join('|');

const WHOLE = new RegExp(`^(?:${LENGTH})$`, 'i');
const PLAIN = /^\d+(?:[.,]\d+)?$/;
const COLON = /^(\d{1,2}):([0-5]\d)$/;

function numberOf(text: string | undefined): number {
  if (text === undefined) return 0;
  const word = NUMBER_WORDS.indexOf(text.toLowerCase());
  return word === -1 ? Number(text.replace(',', '.')) : VALUES[word]!;
}

/**
 * Minutes of a match of LENGTH, negative where it was written so; null where the match is no length
 * after all: "10M tokens" are millions.
 */
export function lengthOf(groups: Record<string, string | undefined>): number | null {
  if (groups['unit'] === 'M' || groups['restUnit'] === 'M') return null;
  if (groups['half']) return 30;
  if (groups['andHalf']) return numberOf(groups['andHalf']) * 60 + 30;
  if (groups['hours']) {
    const minutes = numberOf(groups['hours']) * 60 + numberOf(groups['tight'] ?? groups['rest']);
    return groups['sign'] ? -minutes : minutes;
  }
  if (groups['minutes']) return (groups['sign2'] ? -1 : 1) * numberOf(groups['minutes']);
  return groups['quarters']?.toLowerCase() === 'three' ? 45 : 15;
}

/**
 * Reads a text that is nothing but a length: "45", "45 min", "1:30", "1h30", "1.5 h", "half an hour".
 * A bare number is minutes.
 * @returns minutes, or null when it cannot be read or is below zero
 */
export function readLength(text: string): number | null {
  const given = text.trim();
  if (PLAIN.test(given)) return numberOf(given);
  const colon = COLON.exec(given);
  if (colon) return Number(colon[1]) * 60 + Number(colon[2]);
  const match = given.length < 40 ? WHOLE.exec(given) : null;
  const minutes = match ? lengthOf(match.groups ?? {}) : null;
  return minutes === null || minutes < 0 ? null : minutes;
}
