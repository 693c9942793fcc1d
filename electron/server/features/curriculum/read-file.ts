import { closeSync, constants, fstatSync, openSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A curriculum file of this size is a mistake or an attack; the largest that ships is under 50 kB. */
const MAX_BYTES = 1024 * 1024;

export type ReadResult = { text: string } | { reason: string };

const REASONS: Record<string, string> = {
  ENOENT: 'This file is missing.',
  ELOOP: 'This is a symbolic link; put the file itself here.',
  EACCES: 'Cairn may not read this file; check its permissions.',
  EPERM: 'Cairn may not read this file; check its permissions.',
  EISDIR: 'This is a folder, not a file.',
};

/** Reads a text file of at most 1 MB without following a link. Says why it could not, instead of throwing. */
export function readSmallFile(file: string): ReadResult {
  let handle: number;
  try {
    // O_NONBLOCK keeps a named pipe from holding up the start; both flags are absent on Windows.
    handle = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    return { reason: REASONS[code] ?? `This file cannot be read (${code}).` };
  }
  try {
    const stats = fstatSync(handle);
    if (!stats.isFile()) return { reason: 'This is not an ordinary file.' };
    if (stats.size > MAX_BYTES) return { reason: 'This file is larger than 1 MB.' };
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(handle)) };
  } catch (error) {
    if (error instanceof TypeError) return { reason: 'This file is not UTF-8 text.' };
    throw error;
  } finally {
    closeSync(handle);
  }
}

/** The `.yaml` files of a folder by name; none when there is no such folder. */
export function yamlFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.'))
      .toSorted()
      .map((name) => join(folder, name));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}
