import { promisify } from 'node:util';
import { zstdCompress, zstdDecompressSync } from 'node:zlib';
import type { Db } from '../../db/connection.ts';
import { unsynced } from './unsynced.ts';

const DAY_MS = 86_400_000;
const MEGABYTE = 1024 * 1024;
/** How many bodies are compressed in one commit, and the pause between two. */
const BATCH = 50;
const PAUSE_MS = 200;

/** How long, and how much of, requests and answers are kept. Their lines in the ledger stay. */
export interface Retention {
  /** 0 keeps no bodies at all. */
  days: number;
  megabytes: number;
}

interface BodyRow {
  callId: string;
  encoding: 'plain' | 'zstd';
  request: Buffer | null;
  response: Buffer | null;
}

export interface BodyKeeper {
  find(callId: string): { request: string | null; response: string | null };
  /** Compresses what is plain and larger than a kilobyte, a few at a time, off the thread. */
  compress(): Promise<number>;
  /** Drops what is too old or too much, the oldest first. @returns how many calls lost their bodies */
  prune(now: number): number;
}

const zstd = promisify(zstdCompress);
const squeezed = async (body: Buffer | null): Promise<Buffer | null> => (body === null ? null : zstd(body));
const textOf = ({ encoding }: BodyRow, body: Buffer | null): string | null =>
  body === null ? null : (encoding === 'zstd' ? zstdDecompressSync(body) : body).toString('utf8');

/** The bodies of requests and answers, apart from the ledger's lines, which stay small to search through. */
export function createBodyKeeper(db: Db, retention: () => Retention): BodyKeeper {
  const columns = 'call_id AS callId, encoding, request, response';
  const one = db.prepare<[string], BodyRow>(`SELECT ${columns} FROM model_call_body WHERE call_id = ?`);
  const plain = db.prepare<[number], BodyRow>(
    `SELECT ${columns} FROM model_call_body WHERE encoding = 'plain' AND bytes > 1024 ORDER BY kept_at LIMIT ?`,
  );
  const replace = db.prepare<[Buffer | null, Buffer | null, string]>(
    "UPDATE model_call_body SET encoding = 'zstd', request = ?, response = ? WHERE call_id = ? AND encoding = 'plain'",
  );
  const old = db.prepare<[number]>('DELETE FROM model_call_body WHERE kept_at < ?');
  const total = db
    .prepare<[], number>(
      'SELECT COALESCE(SUM(COALESCE(LENGTH(request), 0) + COALESCE(LENGTH(response), 0)), 0) FROM model_call_body',
    )
    .pluck();
  const oldest = db.prepare<[number]>(
    'DELETE FROM model_call_body WHERE call_id IN (SELECT call_id FROM model_call_body ORDER BY kept_at LIMIT ?)',
  );

  const replaceAll = db.transaction((rows: readonly BodyRow[]) => {
    for (const row of rows) replace.run(row.request, row.response, row.callId);
  });

  async function batch(): Promise<number> {
    const rows = await Promise.all(
      plain.all(BATCH).map(async (row) => ({
        ...row,
        request: await squeezed(row.request),
        response: await squeezed(row.response),
      })),
    );
    // The database may have been closed meanwhile.
    if (rows.length > 0 && db.open) unsynced(db, { canWait: false }, () => replaceAll.immediate(rows));
    return rows.length;
  }

  return {
    find(callId) {
      const row = one.get(callId);
      if (!row) return { request: null, response: null };
      return { request: textOf(row, row.request), response: textOf(row, row.response) };
    },
    async compress() {
      let done = 0;
      while (db.open) {
        const count = await batch();
        done += count;
        if (count < BATCH) break;
        await new Promise((go) => setTimeout(go, PAUSE_MS).unref());
      }
      return done;
    },
    prune(now) {
      const { days, megabytes } = retention();
      let dropped = old.run(now - days * DAY_MS).changes;
      while (total.get()! > megabytes * MEGABYTE) {
        const { changes } = oldest.run(BATCH);
        if (changes === 0) break;
        dropped += changes;
      }
      return dropped;
    },
  };
}
