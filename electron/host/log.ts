import { appendFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Clock, Logger } from '../server/deps.ts';

const MAX_BYTES = 1_000_000;
const KEPT = 3;

/** What must never reach a log: API keys, bearer and launch tokens. A second net; callers pass none anyway. */
const SECRET = /\b(sk-[A-Za-z0-9_-]{8,}|Bearer\s+\S+|(?:launch|token|key|session)=[^&\s"]+)/gi;

/**
 * Writes one JSON object a line to `<dir>/cairn.log`; the file is set aside at 1 MB and three are kept.
 * @param dir the folder, which exists
 */
export function createFileLogger(dir: string, clock: Clock): Logger {
  const file = path.join(dir, 'cairn.log');

  function write(level: string, message: string, facts: Record<string, unknown> = {}): void {
    const entry = { at: new Date(clock.now()).toISOString(), level, message, ...facts };
    const line = JSON.stringify(entry, describeErrors).replace(SECRET, '[removed]');
    try {
      rotate(file);
      appendFileSync(file, `${line}\n`, { mode: 0o600 });
    } catch {
      // A full disk must not take the app down because of its log; the action itself reports the disk.
    }
  }

  return {
    info: (message, facts) => write('info', message, facts),
    error: (message, facts) => write('error', message, facts),
  };
}

function describeErrors(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return { name: value.name, message: value.message, stack: value.stack, cause: value.cause };
}

function rotate(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < MAX_BYTES) return;
  rmSync(`${file}.${KEPT}`, { force: true });
  for (let n = KEPT - 1; n >= 1; n -= 1) {
    if (statSync(`${file}.${n}`, { throwIfNoEntry: false })) renameSync(`${file}.${n}`, `${file}.${n + 1}`);
  }
  renameSync(file, `${file}.1`);
}
