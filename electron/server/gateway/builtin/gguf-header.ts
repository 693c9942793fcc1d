import { openSync, readSync, closeSync } from 'node:fs';

const HEADER_BYTES = 24;
/** Far above any real model; a damaged header holds numbers of eighteen digits. */
const MOST_ENTRIES = 1_000_000n;

/**
 * Says why a file cannot be a GGUF model, or null. The library's own reader takes the counts in a header at their
 * word and fills the memory with what is not there.
 */
export function headerProblem(file: string): string | null {
  const header = Buffer.alloc(HEADER_BYTES);
  const handle = openSync(file, 'r');
  try {
    const read = readSync(handle, header, 0, HEADER_BYTES, 0);
    if (read < HEADER_BYTES || header.toString('latin1', 0, 4) !== 'GGUF')
      return 'the file is not a GGUF model';
  } finally {
    closeSync(handle);
  }
  const version = header.readUInt32LE(4);
  if (version !== 2 && version !== 3) return `the file has GGUF version ${version}, not 2 or 3`;
  const isSane = header.readBigUInt64LE(8) <= MOST_ENTRIES && header.readBigUInt64LE(16) <= MOST_ENTRIES;
  return isSane ? null : 'the file is damaged';
}
