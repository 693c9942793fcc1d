import type { Migration } from '../migrate.ts';

/** A connected server may speak OpenAI's API: SQLite changes a CHECK only by writing the table anew. */
export const providerKinds: Migration = {
  version: 11,
  up: (db) =>
    void db.exec(`
      CREATE TABLE provider_new (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('anthropic-compatible', 'openai-compatible')),
        title TEXT NOT NULL,
        base_url TEXT NOT NULL,
        server TEXT NOT NULL,
        has_key INTEGER NOT NULL CHECK (has_key IN (0, 1)),
        models TEXT NOT NULL CHECK (json_valid(models)),
        created_at INTEGER NOT NULL
      ) STRICT;
      INSERT INTO provider_new (id, kind, title, base_url, server, has_key, models, created_at)
        SELECT id, 'anthropic-compatible', title, base_url, server, has_key, models, created_at FROM provider;
      DROP TABLE provider;
      ALTER TABLE provider_new RENAME TO provider;
    `),
};
