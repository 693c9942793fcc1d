import { createWriteStream, rmSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { once } from 'node:events';
import { AppError } from '../../../shared/errors.ts';
import { freeBytes, sizeOf, SPARE_BYTES } from './disk.ts';
import { requestFrom, type Answer } from './request.ts';

const LOOK_AT_DISK_EVERY = 64 * 2 ** 20;
/** Nothing for this long is a dead connection, not a slow one. */
const SILENCE_MS = 60_000;

export interface TransferInput {
  url: string;
  part: string;
  folder: string;
  validator: string | null;
  /** The size of the whole file, as far as it was said before. */
  total: number | null;
  signal: AbortSignal;
  /** Told once, as soon as the server has answered. */
  onAnswer: (answer: Answer) => void;
  onBytes: (received: number) => void;
}

/**
 * Brings a file's bytes to its part file, from where that ends.
 * @throws AppError with what stands in the way; the part stays, so that it can go on
 */
export async function transfer(input: TransferInput): Promise<void> {
  const { url, part, validator, signal } = input;
  // Whole already: only the last look at it was cut off.
  if (input.total !== null && input.total > 0 && sizeOf(part) === input.total) return;
  const stalled = new AbortController();
  const answer = await requestFrom(
    url,
    { from: sizeOf(part), validator },
    AbortSignal.any([signal, stalled.signal]),
  );
  if (answer.start === 0) rmSync(part, { force: true });
  input.onAnswer(answer);
  await assertRoom(input, answer.total === null ? 0 : answer.total - answer.start);
  await write(input, answer, stalled);
  const received = sizeOf(part);
  if (answer.total !== null && received < answer.total) {
    throw new AppError('unavailable', 'The connection ended before the file did.', { hint: 'Resume it.' });
  }
}

async function write(
  { part, folder, signal, onBytes }: TransferInput,
  answer: Answer,
  stalled: AbortController,
): Promise<void> {
  const file = createWriteStream(part, { flags: 'a' });
  const failed = new Promise<never>((_, reject) => file.once('error', reject));
  failed.catch(() => {});
  let received = answer.start;
  let lookAt = received + LOOK_AT_DISK_EVERY;
  const silence = setTimeout(() => stalled.abort(), SILENCE_MS);
  try {
    for await (const chunk of answer.body) {
      silence.refresh();
      if (received === 0) assertGguf(chunk);
      received += chunk.length;
      if (!file.write(chunk)) await Promise.race([once(file, 'drain'), failed]);
      onBytes(received);
      if (received >= lookAt) {
        lookAt = received + LOOK_AT_DISK_EVERY;
        await assertRoom({ folder }, 0);
      }
    }
  } catch (error) {
    throw signal.aborted ? error : wordsFor(error, stalled.signal);
  } finally {
    clearTimeout(silence);
    file.end();
    await finished(file).catch(() => {});
  }
}

async function assertRoom({ folder }: { folder: string }, needed: number): Promise<void> {
  const free = await freeBytes(folder);
  if (free >= needed + SPARE_BYTES) return;
  const gib = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  throw new AppError(
    'storage_failed',
    `There is not enough room: ${gib(needed + SPARE_BYTES)} needed, ${gib(free)} free.`,
    { hint: 'Free some space, then resume.' },
  );
}

/** The first four bytes say what a file is; a name does not. */
function assertGguf(chunk: Uint8Array): void {
  if (Buffer.from(chunk.subarray(0, 4)).toString('latin1') === 'GGUF') return;
  throw new AppError('bad_input', 'This is not a GGUF file.', {
    hint: 'Copy the address of the .gguf file itself.',
  });
}

function wordsFor(error: unknown, stalled: AbortSignal): unknown {
  if (error instanceof AppError) return error;
  if (stalled.aborted) {
    return new AppError('unavailable', 'Nothing came for a minute.', { hint: 'Resume it.' });
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC') {
    return new AppError('storage_failed', 'The disk is full.', { hint: 'Free some space, then resume.' });
  }
  if (code.startsWith('E')) {
    return new AppError('storage_failed', `The file cannot be written (${code}).`, {
      hint: 'Check the folder, then resume.',
    });
  }
  return new AppError('unavailable', 'The connection was cut.', { hint: 'Resume it.' });
}
