import { appendFileSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDatabase, type Db } from '../../../electron/server/db/connection.ts';
import { createRedactor } from '../../../electron/server/gateway/index.ts';
import { openCall, type OpenCall } from '../../../electron/server/gateway/record.ts';
import { createRuns } from '../../../electron/server/gateway/runs.ts';
import { createTraceStore, type TraceStore } from '../../../electron/server/gateway/trace-store.ts';

const FULL = 2;
const clock = { now: () => Date.now(), zone: () => 'UTC' };
let folder: string;
let file: string;
let db: Db;
let store: TraceStore;
let failures: unknown[];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cairn-ledger-'));
  file = path.join(folder, 'cairn.db');
  db = openDatabase(file);
  failures = [];
  store = createTraceStore({ db, redactor: createRedactor(), onError: (error) => failures.push(error) });
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const runs = createRuns(clock);
const { run } = runs.start({ model: null });

/** A call that has ended well. */
function ended(): OpenCall {
  const request = new Request('http://127.0.0.1/v1/messages', { method: 'POST' });
  const call = openCall(run, request, { operation: 'messages', wire: 'anthropic', clock });
  Object.assign(call.record, { outcome: 'answered', status: 200, totalMs: 1 });
  return call;
}

const idsOnDisk = (): unknown[] => {
  const other = new Database(file, { readonly: true });
  const ids = other.prepare('SELECT id FROM model_call ORDER BY id').pluck().all();
  other.close();
  return ids;
};

/** What a start on this folder finds, whatever became of the store. */
function afterRestart(): unknown[] {
  const left = new Database(file);
  // As after a kill: what is not in the database now is in the journal only.
  for (const name of readdirSync(path.join(folder, 'ledger')))
    renameSync(path.join(folder, 'ledger', name), path.join(folder, 'ledger', `999999999-${name}`));
  left.close();
  const again = openDatabase(file);
  const ids = createTraceStore({
    db: again,
    redactor: createRedactor(),
    onError: (error) => failures.push(error),
  })
    .ofRun(run.id)
    .map(({ id }) => id);
  again.close();
  return ids.toSorted();
}

test('a line survives the death of the process as soon as it is added, and comes back once', () => {
  const [first, ...rest] = [ended(), ended(), ended()];
  store.add(first, {} as never);
  store.flush();
  for (const call of rest) store.add(call, {} as never);
  expect(idsOnDisk()).toEqual([first.record.id]);
  const all = [first, ...rest].map(({ record }) => record.id).toSorted();
  expect(afterRestart()).toEqual(all);
  expect(afterRestart()).toEqual(all);
  expect(failures).toEqual([]);
});

test('a line that was cut off in the journal is dropped, and no other with it', () => {
  const call = ended();
  store.add(call, {} as never);
  const journal = path.join(folder, 'ledger', readdirSync(path.join(folder, 'ledger'))[0]!);
  appendFileSync(journal, '{"line":{"id":"half');
  expect(afterRestart()).toEqual([call.record.id]);
});

test('lines come to the database together, and practice data keeps its full durability', () => {
  const calls = [ended(), ended(), ended()];
  for (const call of calls) store.add(call, {} as never);
  store.flush();
  expect(idsOnDisk()).toEqual(calls.map(({ record }) => record.id).toSorted());
  expect(db.pragma('synchronous', { simple: true })).toBe(FULL);
  expect(db.pragma('busy_timeout', { simple: true })).toBe(5000);
});

test('a question sees a call that ended a moment ago, inside a transaction too', () => {
  db.transaction(() => {
    const call = ended();
    store.add(call, {} as never);
    expect(store.ofRun(run.id).map(({ id }) => id)).toContain(call.record.id);
  })();
});

test('a line that cannot be written is told, and takes no other with it', () => {
  const bad = ended();
  bad.record.startedAt = 0.5;
  const good = ended();
  store.add(bad, {} as never);
  store.add(good, {} as never);
  store.flush();
  expect(failures).toHaveLength(1);
  expect(idsOnDisk()).toEqual([good.record.id]);
  expect(db.pragma('synchronous', { simple: true })).toBe(FULL);
});

test('a line waits for another process that holds the database, and lets everything else go on', async () => {
  const other = new Database(file);
  other.exec('BEGIN IMMEDIATE');
  store.add(ended(), {} as never);
  // Were the wait a blocking one, these turns of the event loop would take seconds and end in an error.
  for (let turn = 0; turn < 20; turn += 1) await new Promise((go) => setTimeout(go, 5));
  other.exec('COMMIT');
  expect(idsOnDisk()).toEqual([]);
  await vi.waitFor(() => expect(idsOnDisk()).toHaveLength(1));
  expect(failures).toEqual([]);
  other.close();
});
