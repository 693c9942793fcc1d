import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Thrown inside the reader only, and turned into words at its edge: the bytes cannot be what they claim to be. */
export class Damaged extends Error {}

/** Longer texts than this are in no model's header; a damaged one holds lengths of eighteen digits. */
const MOST_TEXT_BYTES = 16 * 2 ** 20;
const WINDOW_BYTES = 2 ** 20;

export interface Cursor {
  readonly fileBytes: number;
  position(): number;
  u32(): number;
  i32(): number;
  f32(): number;
  /** @throws Damaged when the number is larger than JavaScript can count */
  u64(): number;
  text(): string;
  skip(bytes: number): void;
}

/** Reads a file from its beginning, a window at a time. @throws Damaged when the file ends too early */
export function readWith<T>(file: string, read: (cursor: Cursor) => T): T {
  const handle = openSync(file, 'r');
  try {
    return read(cursorOf(handle, fstatSync(handle).size));
  } finally {
    closeSync(handle);
  }
}

function cursorOf(handle: number, fileBytes: number): Cursor {
  let window = Buffer.alloc(0);
  let windowAt = 0;
  let at = 0;

  /** Moves past `bytes` and gives them. */
  function take(bytes: number): Buffer {
    if (at + bytes > fileBytes) throw new Damaged('the file ends inside of its header');
    if (at < windowAt || at + bytes > windowAt + window.length) {
      window = Buffer.alloc(Math.min(Math.max(bytes, WINDOW_BYTES), fileBytes - at));
      readSync(handle, window, 0, window.length, at);
      windowAt = at;
    }
    const from = at - windowAt;
    at += bytes;
    return window.subarray(from, from + bytes);
  }

  function u64(): number {
    const value = take(8).readBigUInt64LE();
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Damaged('a number in its header is too large');
    return Number(value);
  }

  return {
    fileBytes,
    position: () => at,
    u32: () => take(4).readUInt32LE(),
    i32: () => take(4).readInt32LE(),
    f32: () => take(4).readFloatLE(),
    u64,
    text() {
      const length = u64();
      if (length > MOST_TEXT_BYTES) throw new Damaged('a text in its header is too long');
      return take(length).toString('utf8');
    },
    skip(bytes) {
      if (at + bytes > fileBytes) throw new Damaged('the file ends inside of its header');
      at += bytes;
    },
  };
}
