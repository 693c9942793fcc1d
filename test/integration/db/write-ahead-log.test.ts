import Database from 'better-sqlite3';
import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startBackground } from '../../../electron/server/background.ts';
import { carryOver } from '../../../electron/server/db/carry-over.ts';
import { MOST_WAITING_PAGES, openDatabase, type Db } from '../../../electron/server/db/connection.ts';
import { createTestApp, type TestApp } from '../../support/app.ts';

const FRAME_BYTES = 4096 + 24;
const MOST_BYTES = MOST_WAITING_PAGES * FRAME_BYTES;

let folder: string;
let file: string;
let db: Db;
let app: TestApp;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cairn-log-'));
  file = path.join(folder, 'cairn.db');
  db = openDatabase(file);
  app = await createTestApp({ data: folder, db });
  carryOver(db);
});
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const logBytes = (): number => statSync(`${file}-wal`).size;
const log = (note: string): unknown => app.services.practice.log({ minutes: 1, note });

/** How many sessions the file alone holds, as somebody would find them who has nothing but it. */
function inFileAlone(): number {
  const copy = path.join(folder, 'alone.db');
  copyFileSync(file, copy);
  const alone = new Database(copy);
  const count = alone.prepare('SELECT count(*) FROM practice_session').pluck().get() as number;
  alone.close();
  rmSync(copy);
  return count;
}

describe('the write-ahead log', () => {
  test('stays bounded however much is saved', () => {
    for (let n = 0; n < 800; n += 1) log(`${n} ${'x'.repeat(2000)}`);
    // A commit finds the limit passed only when its own pages are in.
    expect(logBytes()).toBeLessThan(MOST_BYTES + 200 * FRAME_BYTES);
    expect(app.services.practice.sum({}).sessions).toBe(800);
  });

  test('is small again after a large import', () => {
    const big = db.prepare('INSERT INTO setting VALUES (?, ?, 1)');
    db.transaction(() => {
      for (let n = 0; n < 6000; n += 1) big.run(`test ${n}`, JSON.stringify('x'.repeat(4000)));
    })();
    expect(logBytes()).toBeGreaterThan(MOST_BYTES);
    log('one more');
    expect(logBytes()).toBeLessThanOrEqual(MOST_BYTES);
    expect(app.services.practice.sum({}).sessions).toBe(1);
  });

  test('is carried over while the server has a quiet moment', async () => {
    const stop = startBackground(app.services);
    try {
      log('kept');
      expect(inFileAlone()).toBe(0);
      await vi.waitFor(() => expect(inFileAlone()).toBe(1), { timeout: 20_000, interval: 100 });
    } finally {
      stop();
    }
  });

  test('is carried over without waiting for a reader, who goes on seeing what he saw', () => {
    log('before');
    const reader = openDatabase(file);
    reader.exec('BEGIN');
    const seen = (): unknown => reader.prepare('SELECT count(*) FROM practice_session').pluck().get();
    expect(seen()).toBe(1);
    log('after');
    carryOver(db);
    expect([seen(), app.services.practice.sum({}).sessions]).toEqual([1, 2]);
    reader.exec('COMMIT');
    carryOver(db);
    expect([seen(), inFileAlone()]).toEqual([2, 2]);
    reader.close();
  });
});
