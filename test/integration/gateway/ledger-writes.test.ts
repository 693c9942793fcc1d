import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { openDatabase, type Db } from '../../../electron/server/db/connection.ts';
import { createRedactor } from '../../../electron/server/gateway/index.ts';
import { createTraceStore } from '../../../electron/server/gateway/trace-store.ts';
import { startGateway } from '../../fixtures/gateway/gateway.ts';

const FULL = 2;
const folder = mkdtempSync(path.join(tmpdir(), 'cairn-ledger-'));
let db: Db | undefined;
afterEach(() => {
  db?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A call as a gateway recorded it, and the line of the ledger that it gives. */
async function recorded() {
  const kit = await startGateway();
  const { sdk, runId } = kit.client({ model: null }, [{ kind: 'answer', text: 'Fine.' }]);
  await sdk.messages.create({ model: 'any', max_tokens: 5, messages: [{ role: 'user', content: 'Hi' }] });
  const call = { ...kit.gateway.calls(runId)[0]! };
  const trace = kit.gateway.traces.ofRun(runId)[0]!;
  await kit.close();
  return { call, trace };
}

test('a line of the ledger is in the file at once, and practice data keeps its full durability', async () => {
  const { call, trace } = await recorded();
  const file = path.join(folder, 'cairn.db');
  db = openDatabase(file);
  const failures: unknown[] = [];
  const store = createTraceStore(db, createRedactor(), (error) => failures.push(error));
  store.add(call, trace, 'cairn.scripted');
  store.flush();
  expect(db.pragma('synchronous', { simple: true })).toBe(FULL);
  // Another reader sees it: it is in the operating system's hands, where a killed Cairn cannot lose it.
  const other = new Database(file, { readonly: true });
  expect(other.prepare('SELECT id FROM model_call').all()).toEqual([{ id: trace.id }]);
  other.close();
  db.transaction(() => {
    store.add({ ...call, id: 'second' }, { ...trace, id: 'second' }, 'cairn.scripted');
    store.flush();
  })();
  expect(store.ofRun(call.runId)).toHaveLength(2);
  store.add(call, trace, 'cairn.scripted');
  store.flush();
  expect(failures).toHaveLength(1);
  expect(db.pragma('synchronous', { simple: true })).toBe(FULL);
});
