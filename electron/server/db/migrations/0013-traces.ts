import type { Migration } from '../migrate.ts';

/** What a trace needs beside the ledger's line: its spans, its conversation, its bodies, and what is yet to export. */
export const traces: Migration = {
  version: 13,
  up: (db) =>
    void db.exec(`
      ALTER TABLE model_call ADD COLUMN wire TEXT NOT NULL DEFAULT 'anthropic';
      ALTER TABLE model_call ADD COLUMN call_index INTEGER;
      ALTER TABLE model_call ADD COLUMN label TEXT;
      ALTER TABLE model_call ADD COLUMN lab_id TEXT;
      ALTER TABLE model_call ADD COLUMN conversation_id TEXT;
      ALTER TABLE model_call ADD COLUMN answered_by TEXT;
      ALTER TABLE model_call ADD COLUMN error_class TEXT;
      ALTER TABLE model_call ADD COLUMN otel_name TEXT;
      ALTER TABLE model_call ADD COLUMN requested_model TEXT;
      ALTER TABLE model_call ADD COLUMN trace_parent TEXT;
      ALTER TABLE model_call ADD COLUMN queue_ms REAL;
      ALTER TABLE model_call ADD COLUMN connect_ms REAL;
      CREATE INDEX model_call_conversation ON model_call (conversation_id, started_at)
        WHERE conversation_id IS NOT NULL;
      CREATE INDEX model_call_lab ON model_call (lab_id, started_at) WHERE lab_id IS NOT NULL;

      CREATE TABLE model_call_body (
        call_id TEXT PRIMARY KEY REFERENCES model_call (id) ON DELETE CASCADE,
        encoding TEXT NOT NULL CHECK (encoding IN ('plain', 'zstd')),
        request BLOB,
        response BLOB,
        bytes INTEGER NOT NULL,
        kept_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX model_call_body_plain ON model_call_body (kept_at) WHERE encoding = 'plain' AND bytes > 1024;
      CREATE INDEX model_call_body_age ON model_call_body (kept_at, bytes);
      INSERT INTO model_call_body (call_id, encoding, request, response, bytes, kept_at)
        SELECT id, 'plain', CAST(request AS BLOB), CAST(response AS BLOB),
          COALESCE(LENGTH(CAST(request AS BLOB)), 0) + COALESCE(LENGTH(CAST(response AS BLOB)), 0), started_at
        FROM model_call WHERE request IS NOT NULL OR response IS NOT NULL;
      UPDATE model_call SET request = NULL, response = NULL WHERE request IS NOT NULL OR response IS NOT NULL;

      CREATE TABLE trace_outbox (
        call_id TEXT PRIMARY KEY,
        claimed_at INTEGER NOT NULL DEFAULT 0
      ) STRICT;
    `),
};
