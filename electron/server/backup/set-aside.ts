import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { fileStamp } from './names.ts';

/**
 * Moves a damaged database with its log and index, as they are, into a folder of their own beside it.
 * @param file the database, absolute; nobody else may be about to open it
 * @returns the folder
 */
export function setAside(file: string, now: number): string {
  const folder = path.join(path.dirname(file), `damaged-${fileStamp(now)}`);
  mkdirSync(folder, { mode: 0o700 });
  for (const end of ['', '-wal', '-shm', '-journal']) {
    const part = `${file}${end}`;
    if (existsSync(part)) renameSync(part, path.join(folder, path.basename(part)));
  }
  return folder;
}
