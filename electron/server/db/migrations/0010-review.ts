import type { Migration } from '../migrate.ts';

/** The person's own words about a week or a month. */
export const review: Migration = {
  version: 10,
  up: (db) =>
    void db.exec(`
      CREATE TABLE review (
        period TEXT PRIMARY KEY,
        body TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `),
};
