import { z } from 'zod';

/** A curriculum id: lower-case words joined by hyphens. It never changes once published; titles may. */
export const slug = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens, like "rag-architectures"');

/** A row id: UUID version 7, so that ids sort by the time they were made (RFC 9562, section 5.7). */
export const rowId = z.uuid();

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * Makes a UUIDv7.
 * @param now milliseconds since the epoch
 * @param random 10 random bytes, injected by tests; otherwise those of a UUIDv4, which the runtime draws in stock
 */
export function newId(now: number, random?: Uint8Array): string {
  const time = now.toString(16).padStart(12, '0');
  const head = `${time.slice(0, 8)}-${time.slice(8)}-7`;
  // From its version on, a UUIDv4 is a UUIDv7: the same variant, and random otherwise.
  if (!random) return head + crypto.randomUUID().slice(15);
  const hex = Array.from(random, (byte, i) => HEX[i === 2 ? (byte & 0x3f) | 0x80 : byte]).join('');
  return `${head}${hex.slice(1, 4)}-${hex.slice(4, 8)}-${hex.slice(8)}`;
}

/** When a UUIDv7 was made, in milliseconds since the epoch. */
export function timeOfId(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}
