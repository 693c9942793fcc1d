import { seeded } from '../../shared/seeded.ts';

/** Seeded random values: the same seed gives the same inputs, so that a verdict can be reproduced. */
export interface Random {
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  pick<T>(items: readonly T[]): T;
  /** Lower-case letters. */
  word(letters?: number): string;
  /** A sentence about made-up names, in the plain style that small models know. */
  sentence(): string;
  /** A text of that many sentences. */
  text(sentences: number): string;
}

const SYLLABLES = [
  'ba',
  'ko',
  'lin',
  'mar',
  'zan',
  'tor',
  'vi',
  'ser',
  'pol',
  'den',
  'ra',
  'mu',
  'fel',
  'os',
  'ti',
  'gra',
];
const PLACES = ['Oslo', 'Berlin', 'Warsaw', 'Lisbon', 'Madrid', 'Vienna', 'Dublin', 'Prague'];
const EVENTS = [
  'opened an office in',
  'moved its team to',
  'hired ten people in',
  'closed its office in',
  'held a meeting in',
];

/** @param name keeps the values of two checks apart under one seed */
export function createRandom(seed: number, name = ''): Random {
  let mixed = seed >>> 0;
  for (const char of name) mixed = Math.imul(mixed ^ char.charCodeAt(0), 16777619) >>> 0;
  const next = seeded(mixed);
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(items: readonly T[]): T => items[int(0, items.length - 1)]!;
  const word = (letters = 6): string => {
    let made = '';
    while (made.length < letters) made += pick(SYLLABLES);
    return made.slice(0, letters);
  };
  const properName = (): string => {
    const made = word(int(5, 7));
    return made[0]!.toUpperCase() + made.slice(1);
  };
  const sentence = (): string => `${properName()} ${pick(EVENTS)} ${pick(PLACES)}.`;
  return {
    int,
    pick,
    word,
    sentence,
    text: (sentences) => Array.from({ length: sentences }, sentence).join(' '),
  };
}
