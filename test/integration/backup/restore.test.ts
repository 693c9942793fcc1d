import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyDatabase } from '../../../electron/server/backup/copy.ts';
import { openDatabase } from '../../../electron/server/db/connection.ts';
import { migrate, SCHEMA_VERSION } from '../../../electron/server/db/migrate.ts';
import { dataFolder, withDb, type Data } from './data.ts';

let store: Data;
beforeEach(() => {
  store = dataFolder();
  mkdirSync(store.data, { recursive: true });
});
afterEach(() => store.remove());

const leftovers = (): string[] => readdirSync(store.data).filter((name) => name.startsWith('restoring-'));

describe('while Cairn runs', () => {
  it('a restore shows in the open server at once, and what was there can be restored again', async () => {
    const count = store.seed(0.5);
    const { client } = await store.host();
    const made = await client.backup.make.mutate();
    const before = store.sessions();
    await client.practice.log.mutate({ minutes: 45, note: 'after the backup' });
    const later = store.sessions();

    const first = await client.backup.restore.mutate({ name: made.name });
    expect([first.before.sessions, first.after.sessions]).toEqual([count + 1, count]);
    expect(store.sessions()).toEqual(before);
    expect((await client.practice.list.query({ limit: 1 }))[0]?.note).not.toBe('after the backup');
    // The statements that were prepared before still write.
    await client.practice.log.mutate({ minutes: 5, note: 'after the restore' });
    expect((await client.practice.list.query({ limit: 1 }))[0]?.note).toBe('after the restore');

    await client.backup.restore.mutate({ name: first.saved!.name });
    expect(store.sessions()).toEqual(later);
    expect(leftovers()).toEqual([]);
  });

  it('the terminal is told to restore in the window, and changes nothing', async () => {
    store.seed(0.2);
    await store.cairn('backup');
    await store.host();
    const before = store.sessions();
    const { code, stdout, stderr } = await store.cairn('restore');
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringContaining('Cairn is running on')]);
    expect(store.sessions()).toEqual(before);
  });

  it('a running timer keeps its time: the restore waits for the person', async () => {
    store.seed(0.2);
    const { client } = await store.host();
    const { name } = await client.backup.make.mutate();
    await client.timer.start.mutate({ note: 'deep in it' });
    await expect(client.backup.restore.mutate({ name })).rejects.toThrow('A timer is running');
    expect(await client.timer.status.query()).toMatchObject({ note: 'deep in it' });
  });

  it('a timer that ran when the backup was made comes back as interrupted, without a second more', async () => {
    store.seed(0.2);
    const { client } = await store.host();
    await client.timer.start.mutate({ note: 'then' });
    await sleep(1200);
    const { name, at } = await client.backup.make.mutate();
    await client.timer.discard.mutate();
    await sleep(2500);
    await client.backup.restore.mutate({ name });
    const timer = await client.timer.status.query();
    expect(timer).toMatchObject({ note: 'then', interrupted: true });
    expect(timer!.seconds).toBeLessThanOrEqual(Math.ceil((at - timer!.startedAt) / 1000));
  });

  it('a name that is a path is no backup', async () => {
    const { client } = await store.host();
    await expect(client.backup.restore.mutate({ name: '../data/cairn.db' })).rejects.toThrow(
      'There is no backup "../data/cairn.db".',
    );
  });
});

describe('a backup', () => {
  it('that was damaged on the disk is refused, and the data stays', async () => {
    store.seed(1);
    const { backup } = (await store.json('backup')) as unknown as { backup: { name: string } };
    const file = path.join(store.backups, backup.name);
    const bytes = readFileSync(file);
    bytes.fill(0xa5, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 6000);
    writeFileSync(file, bytes);
    await store.cairn('log', '45m');
    const before = store.sessions();
    const { code, stderr } = await store.cairn('restore', backup.name);
    expect([code, stderr]).toEqual([
      1,
      `The backup ${backup.name} is damaged.\nChoose another backup. Nothing was changed.\n`,
    ]);
    expect(store.sessions()).toEqual(before);
    expect(leftovers()).toEqual([]);
  });

  it('of an older schema is brought up to date; of a newer one it is refused', async () => {
    mkdirSync(store.backups);
    const write = (name: string, change: (db: Database.Database) => void): void => {
      const db = new Database(path.join(store.backups, name));
      change(db);
      db.close();
    };
    const old = 'cairn-2026-01-05T10-00-00-000Z-automatic.db';
    write(old, (db) => {
      migrate(db, 1);
      db.exec(
        `INSERT INTO target_state (target_id, status, done_on, changed_at) VALUES ('t', 'done', '2026-01-04', 1)`,
      );
    });
    const newer = 'cairn-2026-01-06T10-00-00-000Z-automatic.db';
    write(newer, (db) => {
      migrate(db);
      db.pragma(`user_version = ${SCHEMA_VERSION + 1}`);
    });
    expect((await store.cairn('restore', newer)).stderr).toContain('newer Cairn');
    expect((await store.cairn('restore', old)).code).toBe(0);
    expect(
      withDb(store.file, (db) => [
        db.pragma('user_version', { simple: true }),
        db.pragma('journal_mode', { simple: true }),
        db.prepare('SELECT target_id FROM target_state').pluck().all(),
      ]),
    ).toEqual([SCHEMA_VERSION, 'wal', ['t']]);
  });
});

it('a restore that is killed while it writes leaves the old content, whole', async () => {
  const full = store.seed(10, 11);
  await store.cairn('backup');
  const [name] = store.names();
  const drop = "DELETE FROM practice_session WHERE note <> ''";
  withDb(store.file, (db) => db.exec(drop));
  const left = store.sessions().length;
  const outcomes: number[] = [];
  for (const megabytes of [0, 0.5, 1, 2, 3, 4]) {
    const restoring = store.startCairn('restore', name!);
    // Asked without a pause: the pages reach the log in a few milliseconds.
    const deadline = performance.now() + 5000;
    const written = (): number => statSync(`${store.file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    while (written() <= megabytes * 1e6 && restoring.child.exitCode === null && performance.now() < deadline);
    restoring.child.kill('SIGKILL');
    await restoring.ended;
    const now = store.sessions().length;
    expect([full, left]).toContain(now);
    expect(withDb(store.file, (db) => db.pragma('integrity_check', { simple: true }))).toBe('ok');
    outcomes.push(now);
    if (now === full) withDb(store.file, (db) => db.exec(drop));
  }
  expect(outcomes).toContain(left);
  expect((await store.cairn('restore', name!)).code).toBe(0);
  expect([store.sessions().length, leftovers()]).toEqual([full, []]);
});

it('a copy waits for a writer that has the database, and is not taken for done meanwhile', async () => {
  const count = store.seed(0.5);
  const copy = path.join(store.data, 'copy.db');
  await copyDatabase(store.file, copy);
  const writer = openDatabase(store.file);
  writer.exec('DELETE FROM practice_session');
  writer.exec('BEGIN IMMEDIATE');
  let isDone = false;
  const copying = copyDatabase(copy, store.file).then(() => (isDone = true));
  await sleep(300);
  expect(isDone).toBe(false);
  writer.exec('COMMIT');
  await copying;
  writer.close();
  expect(store.sessions().length).toBe(count);
});

const mounts = process.platform === 'linux' && process.getuid?.() === 0;
it.runIf(mounts)(
  'a full disk under the database refuses the restore and changes nothing',
  async ({ skip }) => {
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=9m', 'tmpfs', store.data]);
    skip(status !== 0, 'Mounting is not allowed here.');
    try {
      store.seed(1);
      await store.cairn('backup');
      await store.cairn('log', '45m');
      const before = store.sessions();
      writeFileSync(path.join(store.data, 'somebody-else'), Buffer.alloc(5_000_000));
      const { code, stderr } = await store.cairn('restore');
      expect([code, stderr]).toEqual([1, expect.stringContaining('the disk is full')]);
      expect([store.sessions(), leftovers()]).toEqual([before, []]);
    } finally {
      spawnSync('umount', [store.data]);
    }
  },
);

it('an older database is backed up before it is brought up to date', async () => {
  const db = new Database(store.file);
  migrate(db, 1);
  db.exec(
    `INSERT INTO target_state (target_id, status, done_on, changed_at) VALUES ('t', 'done', '2026-01-04', 1)`,
  );
  db.close();
  await store.cairn('status');
  const [name] = store.names().filter((it) => it.endsWith('-migration.db'));
  const copy = new Database(path.join(store.backups, name!), { readonly: true });
  expect([
    copy.pragma('user_version', { simple: true }),
    copy.prepare('SELECT target_id FROM target_state').pluck().all(),
    withDb(store.file, (now) => now.pragma('user_version', { simple: true })),
  ]).toEqual([1, ['t'], SCHEMA_VERSION]);
  copy.close();
});
