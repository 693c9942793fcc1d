import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Db } from '../../db/connection.ts';
import type { Clock } from '../../deps.ts';
import type { Redactor } from '../redact.ts';
import type { ReplayStore } from './store.ts';

/** Compressed answers up to this many bytes are kept; beyond it those that were not used for longest go. */
const MOST_BYTES = 64 * 1024 * 1024;

export interface ReplayCache extends ReplayStore {
  size(): { answers: number; bytes: number };
  /** @returns how many answers were forgotten */
  clear(): number;
}

interface CacheDeps {
  db: Db;
  clock: Clock;
  redactor: Redactor;
  /** For tests. */
  mostBytes?: number;
}

/** Recorded answers in the database: redacted, compressed, and not without end. */
export function createReplayCache({ db, clock, redactor, mostBytes = MOST_BYTES }: CacheDeps): ReplayCache {
  const one = db.prepare<[string], { contentType: string; chunks: Buffer }>(
    'SELECT content_type AS contentType, chunks FROM replay_answer WHERE key = ?',
  );
  const touch = db.prepare<[number, string]>('UPDATE replay_answer SET used_at = ? WHERE key = ?');
  const put =
    db.prepare(`INSERT INTO replay_answer (key, provider, model, operation, content_type, chunks, bytes,
    created_at, used_at) VALUES (@key, @provider, @model, @operation, @contentType, @chunks, @bytes, @now, @now)
    ON CONFLICT (key) DO UPDATE SET content_type = excluded.content_type, chunks = excluded.chunks,
      bytes = excluded.bytes, created_at = excluded.created_at, used_at = excluded.used_at`);
  // Everything older than the newest answers that fit together.
  const evict = db.prepare<[number]>(`DELETE FROM replay_answer WHERE key IN (
    SELECT key FROM (SELECT key, SUM(bytes) OVER (ORDER BY used_at DESC, rowid DESC) AS upTo FROM replay_answer)
    WHERE upTo > ?)`);
  const sum = db.prepare<[], { answers: number; bytes: number }>(
    'SELECT COUNT(*) AS answers, COALESCE(SUM(bytes), 0) AS bytes FROM replay_answer',
  );
  const forget = db.prepare('DELETE FROM replay_answer');

  const save = db.transaction((row: Record<string, unknown>) => {
    put.run(row);
    evict.run(mostBytes);
  });

  return {
    find(key) {
      const row = one.get(key);
      if (!row) return null;
      touch.run(clock.now(), key);
      const chunks = JSON.parse(zstdDecompressSync(row.chunks).toString('utf8')) as string[];
      return { contentType: row.contentType, chunks };
    },
    add({ key, provider, model, operation }, { contentType, chunks }) {
      const packed = zstdCompressSync(JSON.stringify(chunks.map((chunk) => redactor.text(chunk))));
      const row = { key, provider, model, operation, contentType, chunks: packed, bytes: packed.length };
      save({ ...row, now: clock.now() });
    },
    size: () => sum.get()!,
    clear: () => forget.run().changes,
  };
}
