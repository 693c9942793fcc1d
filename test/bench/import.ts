import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { openDatabase } from '../../electron/server/db/connection.ts';
import { createTestApp } from '../support/app.ts';
import { togglReport } from '../support/toggl-report.ts';
import { compare, timed, type Comparison } from './pairs.ts';

const IMPORT_ROWS = 100_000;

/**
 * 100,000 rows of a CSV, from the file to the last durable commit (read, decoded, parsed, understood, checked, stored
 * with their keys), against one transaction of bare inserts of the same sessions into the same schema.
 */
export async function benchImport(): Promise<Comparison> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-bench-import-'));
  // As the launcher and the CLI have one; the process that does the import is told of it.
  enableCompileCache(path.join(folder, 'compile-cache'));
  const file = path.join(folder, 'toggl.csv');
  writeFileSync(file, togglReport(IMPORT_ROWS));
  let runs = 0;
  let rows: unknown[][] = [];
  const subject = async (): Promise<number> => {
    const db = openDatabase(path.join(folder, `import-${(runs += 1)}.db`));
    const app = await createTestApp({ db });
    app.clock.set('2026-11-21T10:00:00Z');
    const opened = app.services.imports.open(file);
    const ms = await timed(async () => {
      const record = await app.services.imports.take(opened.file, {}, 'terminal');
      if (record?.sessions !== IMPORT_ROWS) throw new Error(`only ${record?.sessions} rows were imported`);
    });
    if (rows.length === 0) rows = db.prepare<[], unknown[]>(COLUMNS).raw().all();
    await app.close();
    rmSync(path.join(folder, `import-${runs}.db`));
    return ms;
  };
  const baseline = async (): Promise<number> => {
    const name = path.join(folder, `bare-${(runs += 1)}.db`);
    openDatabase(name).close();
    const db = new Database(name);
    db.pragma('synchronous = FULL');
    const insert = db.prepare(INSERT);
    const ms = await timed(() =>
      db.transaction(() => {
        for (const row of rows) insert.run(row);
      })(),
    );
    db.close();
    rmSync(name);
    return ms;
  };
  const result = await compare({
    name: `importing a CSV of ${IMPORT_ROWS} rows`,
    against: 'bare inserts of the same sessions in one transaction',
    subject,
    baseline,
    pairs: 7,
  });
  rmSync(folder, { recursive: true, force: true });
  return { ...result, note: `${Math.round(IMPORT_ROWS / (result.subjectMs / 1000))} rows a second` };
}

const NAMES =
  'id, started_at, ended_at, seconds, zone, local_date, activity, skill_id, note, source, created_at, updated_at';
const COLUMNS = `SELECT ${NAMES} FROM practice_session ORDER BY id`;
const INSERT = `INSERT INTO practice_session (${NAMES}) VALUES (${NAMES.replaceAll(/\w+/g, '?')})`;
