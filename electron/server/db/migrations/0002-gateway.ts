import type { Migration } from '../migrate.ts';

/** Connected providers and the ledger of model calls. */
export const gateway: Migration = {
  version: 2,
  up: (db) =>
    void db.exec(`
      CREATE TABLE provider (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('anthropic-compatible')),
        title TEXT NOT NULL,
        base_url TEXT NOT NULL,
        server TEXT NOT NULL,
        has_key INTEGER NOT NULL CHECK (has_key IN (0, 1)),
        models TEXT NOT NULL CHECK (json_valid(models)),
        created_at INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE model_call (
        id TEXT PRIMARY KEY,
        run_id TEXT,
        started_at INTEGER NOT NULL,
        provider TEXT NOT NULL,
        model TEXT NOT NULL,
        operation TEXT NOT NULL,
        streamed INTEGER NOT NULL CHECK (streamed IN (0, 1)),
        status INTEGER NOT NULL,
        injected TEXT,
        outcome TEXT NOT NULL,
        error TEXT,
        first_byte_ms REAL,
        total_ms REAL NOT NULL,
        input_tokens INTEGER,
        output_tokens INTEGER,
        cache_read_tokens INTEGER,
        cache_write_tokens INTEGER,
        cost_usd REAL,
        stop_reason TEXT,
        request TEXT,
        response TEXT,
        attributes TEXT NOT NULL CHECK (json_valid(attributes))
      ) STRICT;
      CREATE INDEX model_call_run ON model_call (run_id, started_at);
      CREATE INDEX model_call_time ON model_call (started_at);
    `),
};
