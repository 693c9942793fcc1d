import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../electron/server/db/connection.ts';
import { createTestApp } from '../../support/app.ts';

/** An export with many sessions, as another Cairn would have written it. */
function largeExport(sessions: number): Uint8Array {
  const rows = Array.from({ length: sessions }, (_, n) => {
    const startedAt = Date.UTC(2020, 0, 1) + n * 3_600_000;
    return {
      id: `01a1fc22-680f-70a0-bba2-${String(n).padStart(12, '0')}`,
      startedAt,
      endedAt: startedAt + 1_800_000,
      seconds: 1800,
      zone: 'UTC',
      localDate: new Date(startedAt).toISOString().slice(0, 10),
      activity: 'building',
      skillId: null,
      labId: null,
      targetId: null,
      note: `Session ${n}`,
      source: 'hand',
      createdAt: startedAt,
      updatedAt: startedAt,
      deletedAt: null,
    };
  });
  const file = { format: 'cairn-export', formatVersion: 1, writtenBy: 'Cairn test', sessions: rows };
  return new TextEncoder().encode(JSON.stringify(file));
}

test('while a large export comes in the server goes on answering, and then all of it is there', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-aside-'));
  const app = await createTestApp({ db: openDatabase(path.join(folder, 'cairn.db')), data: folder });
  const bytes = largeExport(8000);
  const state = { done: false };
  const importing = app.services.exports
    .read(bytes, { dryRun: false })
    .finally(() => void (state.done = true));
  let answered = 0;
  while (!state.done) {
    await app.client.practice.totals.query();
    if (!state.done) answered += 1;
    await nextTurn();
  }
  // Work on the server's own thread would leave room for an answer or two between its steps.
  expect(answered).toBeGreaterThan(20);
  expect((await importing).sections).toContainEqual({
    section: 'sessions',
    added: 8000,
    same: 0,
    updated: 0,
    kept: 0,
  });
  expect((await app.client.practice.totals.query()).all).toBe(8000 * 1800);
  await app.close();
  for (const end of ['', '-backups']) rmSync(`${folder}${end}`, { recursive: true, force: true });
});
