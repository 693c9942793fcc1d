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
  /** The items in another order. */
  shuffle<T>(items: readonly T[]): T[];
  /** That many of the items, none twice, in another order. */
  sample<T>(items: readonly T[], count: number): T[];
  /** True with a probability of `p`. */
  chance(p: number): boolean;
  /** A day of 2020 to 2029, like 2024-05-17. */
  date(): string;
  /** A made-up proper name. */
  name(): string;
  city(): string;
}

/** The same, with a memory of whether it was needed. */
export interface SeededRandom extends Random {
  /** For values that are taken from the seed in another way. */
  noteSeed(): void;
  /** Whether anything depended on the seed since `forget`. */
  wasUsed(): boolean;
  forget(): void;
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
export function createRandom(seed: number, name = ''): SeededRandom {
  let mixed = seed >>> 0;
  for (const char of name) mixed = Math.imul(mixed ^ char.charCodeAt(0), 16777619) >>> 0;
  const draw = seeded(mixed);
  let isUsed = false;
  const next = (): number => {
    isUsed = true;
    return draw();
  };
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
  const shuffle = <T>(items: readonly T[]): T[] => {
    const mixed = [...items];
    for (let i = mixed.length - 1; i > 0; i -= 1) {
      const j = int(0, i);
      [mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
    }
    return mixed;
  };
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    noteSeed: () => void (isUsed = true),
    wasUsed: () => isUsed,
    forget: () => void (isUsed = false),
    int,
    pick,
    word,
    sentence,
    text: (sentences) => Array.from({ length: sentences }, sentence).join(' '),
    shuffle,
    sample: (items, count) => shuffle(items).slice(0, count),
    chance: (p) => next() < p,
    date: () => `${int(2020, 2029)}-${two(int(1, 12))}-${two(int(1, 28))}`,
    name: properName,
    city: () => pick(PLACES),
  };
}
