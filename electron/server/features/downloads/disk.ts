import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { open, statfs } from 'node:fs/promises';
import path from 'node:path';

/** Room that stays free: a full disk stops every other program too. */
export const SPARE_BYTES = 500 * 2 ** 20;

/** Bytes that this user may still write to the disk of a folder. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

export const sizeOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0);

/** The hexadecimal SHA-256 of a file, read in pieces. */
export async function sha256Of(file: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20, signal })) {
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}

/** Makes sure that a file's bytes are on the disk before its name says that it is whole. */
export async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The last part of an address as a file name on every system, ending in .gguf; null when it does not look like one. */
export function ggufName(url: string): string | null {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  const safe = decoded(last)
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+/, '');
  return /\.gguf$/i.test(safe) && safe.length > 5 ? safe.slice(-120) : null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A name that no file in the folder has: "model.gguf", "model-2.gguf". */
export function freeName(folder: string, name: string, taken: ReadonlySet<string>): string {
  const { name: stem, ext } = path.parse(name);
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? name : `${stem}-${n}${ext}`;
    if (!taken.has(candidate) && !existsSync(path.join(folder, candidate))) return candidate;
  }
}
