import type { ImportFormat } from '../../../shared/imports.ts';
import type { Entry } from './entry.ts';

/**
 * What stays the same when a tracker exports the same entry again: its own id, else all that it says. A day's total
 * is known by its day and subject, so that it is found again after it grew.
 * @returns a whole number of 53 bits; two of a million different entries meet with a chance of 1 in 18,000
 */
export function sourceKey(format: ImportFormat, entry: Entry): number {
  // In a table from anywhere an id may be a row number, which means nothing without its time.
  if (entry.id !== null)
    return hash(`${format}|id|${entry.id}|${format === 'table' ? (entry.start ?? entry.day) : ''}`);
  const what = `${entry.project}|${entry.note}|${entry.tags.join(',')}`;
  if (entry.start === null) return hash(`${format}|day|${entry.day}|${entry.seconds}|${what}`);
  return hash(`${format}|${entry.start}|${entry.end}|${entry.seconds}|${what}`);
}

/** 53 bits from two 32-bit multiply-xor mixes (the finalizer of MurmurHash3, public domain). */
function hash(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x85ebca6b);
    b = Math.imul(b ^ code, 0xc2b2ae35);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return (b & 0x1fffff) * 0x100000000 + (a >>> 0);
}
