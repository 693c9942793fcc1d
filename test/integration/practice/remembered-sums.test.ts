import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../../../electron/server/db/connection.ts';
import { createTestApp, type TestApp } from '../../support/app.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cairn-sums-'));
let app: TestApp;
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('sums follow what is logged, deleted, rolled back, and written by another process', async () => {
  const file = path.join(folder, 'cairn.db');
  const db = openDatabase(file);
  app = await createTestApp({ db });
  const { practice } = app.services;
  const all = () => [
    practice.totals().all,
    practice.sum({ text: 'chunk' }).sessions,
    practice.bySkill().length,
  ];
  expect(all()).toEqual([0, 0, 0]);
  const { session } = practice.log({ minutes: 10, note: 'chunk sizes', skillId: 'mcp' });
  expect(all()).toEqual([600, 1, 1]);

  expect(() =>
    db.transaction(() => {
      practice.log({ minutes: 20, note: 'chunk overlap', skillId: 'rag-architectures' });
      expect(practice.totals().all).toBe(1800);
      throw new Error('rolled back');
    })(),
  ).toThrow('rolled back');
  expect(all()).toEqual([600, 1, 1]);

  const other = openDatabase(file);
  other.prepare('UPDATE practice_session SET seconds = 300').run();
  other.close();
  expect(all()).toEqual([300, 1, 1]);

  practice.remove(session.id);
  expect(all()).toEqual([0, 0, 0]);
});
