import path from 'node:path';
import Database from 'better-sqlite3';
import type { Db } from '../../db/connection.ts';
import { createJournal, recoverJournals } from './journal.ts';
import type { LedgerRow } from './row.ts';
import { unsynced } from './unsynced.ts';

/** How long lines wait in the journal, and how many of them go to the database without a pause between. */
const WAIT_MS = 50;
const SLICE = 50;
/** What is above this while the database cannot be written is in the journal only, until the next start. */
const MOST_WAITING = 10_000;

export interface LedgerWriter {
  /** The line survives the death of Cairn when this returns. It never fails: what cannot be kept goes to `onError`. */
  write(row: LedgerRow): void;
  /** Commits what waits, now. */
  flush(): void;
  close(): void;
}

interface Options {
  db: Db;
  /** Whether the row is to be exported; then its id is noted in the same transaction. */
  isExported: () => boolean;
  onError: (error: unknown) => void;
}

/**
 * Writes the lines of the ledger: each to a journal at once, and to the database a little later, many in one commit
 * (see docs/decisions/0010). A database in memory has no journal: nothing of it survives anyway.
 */
export function createLedgerWriter({ db, isExported, onError }: Options): LedgerWriter {
  const folder = path.dirname(db.name);
  const journal = db.memory ? null : createJournal(folder);
  const tell = createTeller(onError);
  const commit = createCommit({ db, isExported, tell });
  let waiting: LedgerRow[] = [];
  let timer: NodeJS.Timeout | null = null;

  /** @returns whether all is in the database */
  function drain(most: number, canWait: boolean): boolean {
    const rows = waiting.slice(0, most);
    if (rows.length === 0 || !db.open) return true;
    try {
      commit(rows, canWait);
    } catch (error) {
      // Another process writes, or the disk is full. The lines are safe in the journal until it goes on.
      if (!isBusy(error)) tell(error);
      if (waiting.length > MOST_WAITING) waiting = waiting.slice(-MOST_WAITING);
      return false;
    }
    waiting = waiting.slice(rows.length);
    if (waiting.length > 0) return false;
    journal?.clear();
    return true;
  }

  function tick(): void {
    timer = null;
    const before = waiting.length;
    if (drain(SLICE, true)) return;
    // Something was written: the rest comes in the next turn, so that answers can go out between.
    schedule(waiting.length < before ? 0 : WAIT_MS);
  }

  function schedule(ms: number): void {
    timer ??= setTimeout(tick, ms).unref();
  }

  try {
    if (journal) recoverJournals(folder, (rows) => commit(rows, false));
  } catch (error) {
    tell(error);
  }

  return {
    write(row) {
      waiting.push(row);
      try {
        journal?.append(row);
      } catch (error) {
        tell(error);
        drain(waiting.length, true);
      }
      schedule(WAIT_MS);
    },
    flush: () => void drain(waiting.length, false),
    close() {
      // What is not in the database stays in the file, for the next start.
      if (drain(waiting.length, false)) journal?.close();
    },
  };
}

/** Says what is wrong; a database that stays broken is told of once. */
function createTeller(onError: (error: unknown) => void): (error: unknown) => void {
  let last = '';
  return (error) => {
    const code = isOfDatabase(error) ? codeOf(error) : '';
    if (code !== '' && code === last) return;
    last = code;
    onError(error);
  };
}

interface Committing extends Pick<Options, 'db' | 'isExported'> {
  tell: (error: unknown) => void;
}

/**
 * Writes lines in one commit.
 * @throws what is wrong with the database. A line that is wrong itself is told, and takes no other with it.
 */
function createCommit({
  db,
  isExported,
  tell,
}: Committing): (rows: readonly LedgerRow[], canWait: boolean) => void {
  const insert = insertStatements(db);
  const commit = db.transaction((rows: readonly LedgerRow[]) => {
    const exported = isExported();
    for (const row of rows) {
      // A line that came to the database before its process died is still in the journal.
      if (insert.line.run(row.line).changes === 0) continue;
      if (row.body) insert.body.run(row.body);
      if (exported) insert.outbox.run(row.line.id);
    }
  });

  function commitEach(rows: readonly LedgerRow[]): void {
    for (const row of rows) {
      try {
        commit([row]);
      } catch (error) {
        if (isOfDatabase(error)) throw error;
        tell(error);
      }
    }
  }

  return (rows, canWait) =>
    unsynced(db, { canWait }, () => {
      try {
        commit(rows);
      } catch (error) {
        if (isOfDatabase(error)) throw error;
        commitEach(rows);
      }
    });
}

const codeOf = (error: unknown): string => (error instanceof Database.SqliteError ? error.code : '');
const isBusy = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_BUSY');
const isOfDatabase = (error: unknown): boolean =>
  /^SQLITE_(?!CONSTRAINT|MISMATCH|TOOBIG)/.test(codeOf(error));

function insertStatements(db: Db) {
  return {
    line: db.prepare(`INSERT INTO model_call (id, run_id, started_at, provider, model, operation, streamed, status,
      injected, outcome, error, first_byte_ms, total_ms, input_tokens, output_tokens, cache_read_tokens,
      cache_write_tokens, cost_usd, stop_reason, attributes, wire, call_index, label, lab_id, conversation_id,
      answered_by, error_class, otel_name, requested_model, trace_parent, queue_ms, connect_ms)
      VALUES (@id, @runId, @startedAt, @provider, @model, @operation, @streamed, @status, @injected, @outcome, @error,
      @firstByteMs, @totalMs, @inputTokens, @outputTokens, @cacheReadTokens, @cacheWriteTokens, @costUsd, @stopReason,
      '{}', @wire, @callIndex, @label, @labId, @conversationId, @answeredBy, @errorClass, @otelName, @requestedModel,
      @traceParent, @queueMs, @connectMs) ON CONFLICT (id) DO NOTHING`),
    body: db.prepare(`INSERT INTO model_call_body (call_id, encoding, request, response, bytes, kept_at)
      VALUES (@id, 'plain', @request, @response, @bytes, @keptAt)`),
    outbox: db.prepare('INSERT INTO trace_outbox (call_id) VALUES (?)'),
  };
}
