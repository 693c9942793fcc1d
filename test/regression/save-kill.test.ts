import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MOST_WAITING_PAGES, openDatabase } from '../../electron/server/db/connection.ts';
import { createTestApp, root } from '../support/app.ts';
import { start } from '../integration/host/programs.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'cairn-save-kill-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Logs without end and says which number is saved; the log is carried over by a commit, or in quiet moments. */
const SAVER = `
const { openDatabase } = await import(process.env.DB + '/connection.ts');
const { carryOver } = await import(process.env.DB + '/carry-over.ts');
const { createTestApp } = await import(process.env.APP);
const db = openDatabase(process.env.FILE);
const app = await createTestApp({ db });
for (let n = 0; ; n += 1) {
  app.services.practice.log({ minutes: 1, note: 'number ' + n });
  process.stdout.write(n + '\\n');
  if (process.env.QUIET && n % 97 === 0) carryOver(db);
  if (n % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
}
`;

test('a process killed while it saves and carries over loses nothing that it acknowledged', async () => {
  const file = path.join(folder, 'cairn.db');
  const files = {
    FILE: file,
    DB: path.join(root, 'electron/server/db'),
    APP: path.join(root, 'test/support/app.ts'),
  };
  let saved = 0;
  // The second one goes on with the log that the first left behind.
  for (const [enough, quiet] of [
    [900, ''],
    [450, 'yes'],
  ] as const) {
    const saver = start(['--input-type=module', '-e', SAVER], { env: { ...files, QUIET: quiet } });
    await new Promise<void>((resolve, reject) => {
      saver.child.stdout!.on('data', () => void (saver.stdout().split('\n').length > enough && resolve()));
      void saver.ended.then(({ stderr }) => reject(new Error(stderr)));
    });
    saver.child.kill('SIGKILL');
    const { stdout } = await saver.ended;
    saved += stdout.split('\n').length - 1;
    // So much was waiting that a commit carried it over by itself; the file is cut back to the limit after that.
    if (!quiet) expect(statSync(`${file}-wal`).size).toBeGreaterThanOrEqual(MOST_WAITING_PAGES * 4096);
    const db = openDatabase(file);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    const app = await createTestApp({ db });
    const { sessions } = app.services.practice.sum({});
    // One that was saved may not have been said yet.
    expect([sessions, sessions - 1]).toContain(saved);
    expect(app.services.practice.sum({ text: 'number' }).sessions).toBe(sessions);
    saved = sessions;
    if (quiet) await app.close();
    else db.close();
  }
}, 120_000);
