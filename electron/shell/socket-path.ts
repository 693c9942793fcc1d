import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface SocketPaths {
  /** A new name for each start: a killed server leaves its socket file behind. */
  next(): string;
  remove(): void;
}

/** Names for unix sockets in a folder that only this person can enter, or for named pipes on Windows. */
export function createSocketPaths(platform: NodeJS.Platform): SocketPaths {
  if (platform === 'win32') return { next: () => `\\\\.\\pipe\\cairn-${randomUUID()}`, remove: () => {} };
  // Made by mkdtemp with mode 0700; short, because a socket's path may hold about 100 bytes.
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-'));
  let count = 0;
  return {
    next: () => path.join(folder, `${(count += 1)}.sock`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
