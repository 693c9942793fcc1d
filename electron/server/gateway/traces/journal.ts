import { randomBytes } from 'node:crypto';
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import type { LedgerRow } from './row.ts';

/** Where lines wait until they are in the database, beside it. */
export const JOURNAL_FOLDER = 'ledger';

export interface Journal {
  /** Hands a line to the operating system: from here on it survives the death of this process. */
  append(row: LedgerRow): void;
  /** All that was appended is in the database now. */
  clear(): void;
  /** Takes the file away; a later line begins another. */
  close(): void;
}

/**
 * A file of lines, one process's own. An append costs a tenth of a commit, so a call can be safe before the end of
 * its answer goes out, and the database gets many at once.
 */
export function createJournal(dataFolder: string): Journal {
  const folder = path.join(dataFolder, JOURNAL_FOLDER);
  let file = '';
  let fd: number | null = null;

  function open(): number {
    mkdirSync(folder, { recursive: true });
    file = path.join(folder, `${ownMark()}-${randomBytes(4).toString('hex')}.journal`);
    return openSync(file, 'ax', 0o600);
  }

  return {
    append(row) {
      fd ??= open();
      const { line, body } = row;
      const text = body && {
        ...body,
        request: body.request?.toString('utf8') ?? null,
        response: body.response?.toString('utf8') ?? null,
      };
      writeAll(fd, Buffer.from(`${JSON.stringify({ line, body: text })}\n`));
    },
    clear() {
      if (fd !== null) ftruncateSync(fd, 0);
    },
    close() {
      if (fd === null) return;
      closeSync(fd);
      fd = null;
      rmSync(file, { force: true });
    },
  };
}

/** A disk that fills up takes a part of a write. */
function writeAll(fd: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
}

/**
 * Hands over what processes that died left behind, and takes their files away once `keep` has returned. A last line
 * without its end was never acknowledged. Files of living processes stay.
 * @returns how many lines came
 */
export function recoverJournals(dataFolder: string, keep: (rows: LedgerRow[]) => void): number {
  const folder = path.join(dataFolder, JOURNAL_FOLDER);
  let count = 0;
  for (const name of namesIn(folder)) {
    if (!name.endsWith('.journal') || isAlive(name)) continue;
    const mine = path.join(folder, `${ownMark()}-${randomBytes(4).toString('hex')}.journal`);
    try {
      // Two that start at once must not both take it.
      renameSync(path.join(folder, name), mine);
    } catch {
      continue;
    }
    const rows = readFileSync(mine, 'utf8').split('\n').slice(0, -1).flatMap(parsed);
    keep(rows);
    rmSync(mine, { force: true });
    count += rows.length;
  }
  return count;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A process and its beginning: a later process may get the same number. */
const ownMark = (): string => `${process.pid}-${Math.round(performance.timeOrigin)}`;

function isAlive(name: string): boolean {
  if (name.startsWith(`${ownMark()}-`)) return true;
  const pid = Number.parseInt(name, 10);
  if (!Number.isSafeInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

type Stored = Pick<LedgerRow, 'line'> & {
  body:
    | (Omit<NonNullable<LedgerRow['body']>, 'request' | 'response'> &
        Record<'request' | 'response', string | null>)
    | null;
};

function parsed(text: string): LedgerRow[] {
  try {
    const { line, body } = JSON.parse(text) as Stored;
    const bytes = (value: string | null): Buffer | null => (value === null ? null : Buffer.from(value));
    return [
      { line, body: body && { ...body, request: bytes(body.request), response: bytes(body.response) } },
    ];
  } catch {
    return [];
  }
}
