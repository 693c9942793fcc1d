import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../electron/server/db/connection.ts';
import { createTestApp, type TestApp } from '../../support/app.ts';
import { togglReport } from '../../support/toggl-report.ts';
import { start } from '../host/programs.ts';

const ROWS = 30_000;
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cairn-interrupted-'));
  file = path.join(folder, 'toggl.csv');
  writeFileSync(file, togglReport(ROWS));
});
afterEach(() => {
  for (const end of ['', '-backups']) rmSync(`${folder}${end}`, { recursive: true, force: true });
});

interface Counts {
  sessions: number;
  imports: number;
  intact: unknown;
}

function counts(name: string): Counts {
  const db = openDatabase(name);
  const count = (table: string): number =>
    db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!;
  // One look: a job that was told to end may still commit, all of it.
  const look = db.transaction(() => ({
    sessions: count('practice_session'),
    imports: count('import_batch'),
    intact: db.pragma('integrity_check', { simple: true }),
  }));
  const found = look();
  db.close();
  return found;
}

test('a SIGKILL at any moment leaves the whole import or none of it', async () => {
  const seen = new Set<number>();
  for (let at = 10; at <= 60_000 && !seen.has(ROWS); at = Math.ceil(at * 1.35)) {
    const data = path.join(folder, `data-${at}`);
    const { child, ended } = start(['electron/cli/bin.js', 'import', file, '--data-dir', data]);
    const name = path.join(data, 'cairn.db');
    // Counted from where the work begins: how long the start before it takes says nothing.
    while (!existsSync(name) && child.exitCode === null) await sleep(5);
    await Promise.race([ended, sleep(at)]);
    child.kill('SIGKILL');
    await ended;
    const found = await openable(name);
    if (!found) continue;
    seen.add(found.sessions);
    expect([found.intact, [0, ROWS]]).toEqual(['ok', expect.arrayContaining([found.sessions])]);
    expect(found.imports).toBe(found.sessions === 0 ? 0 : 1);
  }
  // Else the kills came too late or too early to show anything.
  expect([...seen].toSorted((a, b) => a - b)[0]).toBe(0);
});

/** Null when the kill came before there was a database. */
async function openable(name: string): Promise<Counts | null> {
  try {
    return counts(name);
  } catch {
    return null;
  }
}

async function appOnDisk(): Promise<TestApp> {
  return createTestApp({ db: openDatabase(path.join(folder, 'cairn.db')), data: folder });
}

test('a cancel while it is read, checked or written leaves nothing, and the file can be imported after', async () => {
  const app = await appOnDisk();
  const opened = app.services.imports.open(file);
  for (const phase of ['reading', 'checking', 'writing'] as const) {
    const reached = Promise.withResolvers<void>();
    const stop = app.services.events.subscribe((event) => {
      if (event.type !== 'import' || event.outcome.status !== 'running') return;
      if (event.outcome.progress.phase === phase) reached.resolve();
    });
    await app.client.imports.start.mutate({ file: opened.file });
    await reached.promise;
    expect(await app.client.imports.cancel.mutate({ file: opened.file })).toEqual({ status: 'cancelled' });
    stop();
    expect([await app.client.practice.list.query({}), await app.client.imports.list.query()]).toEqual([
      [],
      [],
    ]);
  }
  expect(await app.services.imports.take(opened.file, {}, 'hand')).toMatchObject({ sessions: ROWS });
  await app.close();
});

/** The processes that this one has started, and that are there now. */
const children = (): number[] =>
  readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .map(Number);

test.skipIf(process.platform !== 'linux')(
  'a fault of the work on a file is told, nothing is left of it, and it can be imported after',
  async () => {
    const app = await appOnDisk();
    const opened = app.services.imports.open(file);
    const writing = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<unknown>();
    const stop = app.services.events.subscribe((event) => {
      if (event.type !== 'import') return;
      const { outcome } = event;
      if (outcome.status !== 'running') ended.resolve(outcome);
      else if (outcome.progress.phase === 'writing') writing.resolve();
    });
    const before = new Set(children());
    await app.client.imports.start.mutate({ file: opened.file });
    const jobs = children().filter((pid) => !before.has(pid));
    await writing.promise;
    for (const pid of jobs) process.kill(pid, 'SIGSEGV');
    expect(await ended.promise).toMatchObject({
      status: 'failed',
      message: 'The work stopped before it was done.',
      hint: expect.stringContaining('Try again'),
    });
    stop();
    expect(counts(path.join(folder, 'cairn.db'))).toMatchObject({ sessions: 0, imports: 0, intact: 'ok' });
    expect(await app.services.imports.take(opened.file, {}, 'hand')).toMatchObject({ sessions: ROWS });
    await app.close();
  },
);

test('while an import runs, practice is logged and read as ever', async () => {
  const app = await appOnDisk();
  const opened = app.services.imports.open(file);
  await app.client.imports.start.mutate({ file: opened.file });
  let logged = 0;
  while ((await app.client.imports.outcome.query({ file: opened.file })).status === 'running') {
    await app.client.practice.log.mutate({ minutes: 1 });
    await app.client.practice.totals.query();
    logged += 1;
    // Calls inside one process never leave the turn of the event loop in which a job's news would come.
    await nextTurn();
  }
  expect(await app.client.imports.outcome.query({ file: opened.file })).toMatchObject({
    status: 'done',
    record: { sessions: ROWS },
  });
  expect(logged).toBeGreaterThan(2);
  expect(counts(path.join(folder, 'cairn.db'))).toMatchObject({ sessions: ROWS + logged, imports: 1 });
  await app.close();
});

test('a database that fails half way keeps nothing and says why', async () => {
  const app = await appOnDisk();
  app.db.exec(`CREATE TRIGGER full BEFORE INSERT ON practice_session WHEN new.note LIKE 'Entry 20000:%'
    BEGIN SELECT RAISE(ABORT, 'no room'); END`);
  const opened = app.services.imports.open(file);
  await expect(app.services.imports.take(opened.file, {}, 'hand')).rejects.toThrow();
  expect(counts(path.join(folder, 'cairn.db'))).toMatchObject({ sessions: 0, imports: 0 });
  await app.close();
});
