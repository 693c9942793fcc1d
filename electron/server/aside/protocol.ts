import { deserialize, serialize } from 'node:v8';
import type { toPublicError } from '../../shared/errors.ts';

/** Why a job could not do its work: in words for a person, and with a stack for the log. */
export interface Refused {
  error: ReturnType<typeof toPublicError>;
  reason: string;
}

/** What a job tells: any number of `progress`, then one of the others. */
export type FromAside<Result, Progress> = { progress: Progress } | { result: Result } | Refused;

/** Bytes of the number that says how long the message after it is. */
const LENGTH_BYTES = 4;

/** One message as bytes: its length, then what V8 makes of it (as structured clones are: bytes stay bytes). */
export function frame(message: unknown): Buffer {
  const body = serialize(message);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(body.length);
  return Buffer.concat([length, body]);
}

/** Puts messages together again. @returns takes bytes as they come, and gives the messages that they complete */
export function createUnframer(): (bytes: Buffer) => unknown[] {
  let pieces: Buffer[] = [];
  let held = 0;
  return (bytes) => {
    pieces.push(bytes);
    held += bytes.length;
    const messages: unknown[] = [];
    for (;;) {
      if (held < LENGTH_BYTES) return messages;
      if (pieces[0]!.length < LENGTH_BYTES) pieces = [Buffer.concat(pieces)];
      const end = LENGTH_BYTES + pieces[0]!.readUInt32LE();
      if (held < end) return messages;
      const whole = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
      messages.push(deserialize(whole.subarray(LENGTH_BYTES, end)));
      pieces = held > end ? [whole.subarray(end)] : [];
      held -= end;
    }
  };
}
