import { newId } from '../../../shared/ids.ts';

const TAIL_DIGITS = 12;
const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
/** Ids that follow each other differ in these; to look them up is less work than to write the number. */
const LAST_DIGITS = Array.from({ length: 16 ** 3 }, (_, value) => hex(value, 3));

/**
 * Ids for the sessions of one import: a UUID of version 7, and those that follow when its last 48 bits count up. The
 * random bits before them are the import's own, so no other session has an id between its first and its last.
 */
export function idsFrom(now: number): (index: number) => string {
  const first = newId(now);
  const head = first.slice(0, -TAIL_DIGITS);
  // Half of the range is left for counting.
  const tail = Number.parseInt(first.slice(-TAIL_DIGITS), 16) % 2 ** 47;
  let [front, frontIs] = ['', -1];
  return (index) => {
    const rest = Math.floor((tail + index) / LAST_DIGITS.length);
    if (rest !== frontIs) [front, frontIs] = [head + hex(rest, TAIL_DIGITS - 3), rest];
    return front + LAST_DIGITS[(tail + index) % LAST_DIGITS.length]!;
  };
}

const tailOf = (id: string): number => Number.parseInt(id.slice(-TAIL_DIGITS), 16);

/** Which of an import's sessions an id is, from 0. */
export const indexOfId = (id: string, first: string): number => tailOf(id) - tailOf(first);

/** Keys as they are stored: 8 bytes each, an IEEE 754 double, the lowest byte first. */
export function packKeys(keys: readonly number[]): Buffer {
  const bytes = Buffer.alloc(keys.length * 8);
  keys.forEach((key, index) => bytes.writeDoubleLE(key, index * 8));
  return bytes;
}

export function unpackKeys(bytes: Buffer): number[] {
  return Array.from({ length: Math.floor(bytes.length / 8) }, (_, index) => bytes.readDoubleLE(index * 8));
}
