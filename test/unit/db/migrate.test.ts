import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../../electron/server/db/connection.ts';
import { migrate, SCHEMA_VERSION } from '../../../electron/server/db/migrate.ts';
import { migrations } from '../../../electron/server/db/migrations/index.ts';

const schemaOf = (db: Database.Database): unknown =>
  db
    .prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name")
    .all();

/** Tables that hold rows of their own: not the search index, which SQLite lets nobody write by hand. */
const tablesOf = (db: Database.Database): string[] =>
  db
    .prepare(
      "SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name DESC",
    )
    .pluck()
    .all() as string[];

/** SQLite checks the rows of a table again when a migration adds a column to it. */
const FITTING: Record<string, string> = {
  'practice_change.kind': "'update'",
  'target_state.status': "'open'",
  'evidence.kind': "'note'",
};

/** One row in every table that exists, so that a migration meets data. */
function fill(db: Database.Database): void {
  const tables = tablesOf(db).filter((name) => !name.startsWith('practice_note'));
  db.pragma('ignore_check_constraints = ON');
  db.pragma('foreign_keys = OFF');
  for (const table of tables) {
    const columns = db.pragma(`table_info(${table})`) as { name: string; type: string }[];
    const values = columns.map(
      (c) => FITTING[`${table}.${c.name}`] ?? (c.type === 'TEXT' ? "'1'" : c.type === 'BLOB' ? "x'01'" : '1'),
    );
    db.exec(`INSERT INTO ${table} (${columns.map((c) => c.name).join()}) VALUES (${values.join()})`);
  }
  db.pragma('ignore_check_constraints = OFF');
}

describe('migrations', () => {
  test('are numbered one by one from 1', () => {
    expect(migrations.map((m) => m.version)).toEqual(migrations.map((_, index) => index + 1));
  });

  test.each(migrations.map((m) => m.version))(
    'bring a database of version %i with data to the newest schema',
    (version) => {
      const old = new Database(':memory:');
      migrate(old, version);
      fill(old);
      const before = tablesOf(old);
      migrate(old);
      expect(old.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
      expect(schemaOf(old)).toEqual(schemaOf(openDatabase(':memory:')));
      for (const name of before.filter((table) => !table.startsWith('practice_note'))) {
        expect(old.prepare(`SELECT count(*) FROM ${name}`).pluck().get(), name).toBe(1);
      }
    },
  );

  test('refuse a database from the future and leave it alone', () => {
    const future = new Database(':memory:');
    future.pragma(`user_version = ${SCHEMA_VERSION + 1}`);
    expect(() => migrate(future)).toThrow(/newer Cairn/);
    expect(schemaOf(future)).toEqual([]);
  });

  test('roll a failed step back whole', () => {
    const db = new Database(':memory:');
    db.exec('CREATE TABLE timer (x)');
    expect(() => migrate(db)).toThrow(/timer already exists/);
    expect([db.pragma('user_version', { simple: true }), (schemaOf(db) as unknown[]).length]).toEqual([0, 1]);
  });

  test('keep every table strict', () => {
    const loose = openDatabase(':memory:')
      .prepare(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
      )
      .all();
    expect(loose).toEqual([]);
  });
});
