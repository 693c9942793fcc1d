import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyDatabase } from '../../../electron/server/backup/copy.ts';
import { openDatabase } from '../../../electron/server/db/connection.ts';
import type { Backup } from '../../../electron/shared/backup.ts';
import { createTestApp, testClock } from '../../support/app.ts';
import { dataFolder, withDb, type Data } from './data.ts';

let store: Data;
beforeEach(() => {
  store = dataFolder();
  mkdirSync(store.data, { recursive: true });
});
afterEach(() => store.remove());

const listed = async (): Promise<Backup[]> =>
  ((await store.json('backup', 'list')) as unknown as { backups: Backup[] }).backups;

it('a backup holds what was there, as one file that only its owner can reach', async () => {
  const count = store.seed(1);
  const { code, stdout, stderr } = await store.cairn('backup');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain(`${count} sessions`);
  const names = store.names();
  expect(names).toEqual([expect.stringMatching(/^cairn-.*-manual\.db$/)]);
  expect(
    withDb(path.join(store.backups, names[0]!), (db) =>
      db.prepare('SELECT count(*) FROM practice_session').pluck().get(),
    ),
  ).toBe(count);
});

it('a backup while Cairn runs and writes is whole', async () => {
  store.seed(3, 8);
  const { client } = await store.host();
  const writing = (async () => {
    for (let n = 0; n < 30; n += 1) await client.practice.log.mutate({ minutes: 1, note: `n${n}` });
  })();
  const made = [await client.backup.make.mutate(), await client.backup.make.mutate()];
  await writing;
  for (const { name, state } of made) {
    expect(state).toBe('ready');
    const file = path.join(store.backups, name);
    expect(withDb(file, (db) => db.pragma('integrity_check', { simple: true }))).toBe('ok');
  }
});

it('a backup that is killed half way leaves no backup and no harm', async () => {
  const count = store.seed(10, 11);
  await store.cairn('backup');
  const [whole] = store.names();
  const making = store.startCairn('backup');
  const unfinished = (): string[] =>
    readdirSync(store.backups).filter((name) => name.includes('.unfinished'));
  // Asked without a pause: the copy takes tens of milliseconds.
  const deadline = performance.now() + 20_000;
  while (unfinished().length === 0 && performance.now() < deadline);
  making.child.kill('SIGKILL');
  await making.ended;
  const [left] = unfinished();
  expect(left).toBeDefined();
  expect((await listed()).map((it) => it.name)).toEqual([whole]);
  expect(store.sessions().length).toBe(count);

  // The next one works, and clears the remains when they are old enough to be nobody's.
  for (const name of unfinished()) utimesSync(path.join(store.backups, name), new Date(0), new Date(0));
  expect((await store.cairn('backup')).code).toBe(0);
  expect(unfinished()).toEqual([]);
  expect((await listed()).map((it) => it.counts?.sessions)).toEqual([count, count]);
});

it('a copy of a damaged database never becomes a backup', async () => {
  store.seed(1);
  await store.cairn('backup');
  const before = store.names();
  const bytes = readFileSync(store.file);
  bytes.fill(0xa5, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 6000);
  writeFileSync(store.file, bytes);
  const { code, stdout, stderr } = await store.cairn('backup');
  expect([code, stdout, stderr]).toEqual([1, '', expect.stringContaining('the database is damaged')]);
  expect(store.names()).toEqual(before);
});

const mounts = process.platform === 'linux' && process.getuid?.() === 0;
const NO_MOUNT = 'Mounting is not allowed here.';
const mount = (size: string): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', store.backups]).status === 0;
it.runIf(mounts)('a full disk costs the backup, says so, and keeps the ones there are', async ({ skip }) => {
  const count = store.seed(1);
  mkdirSync(store.backups);
  skip(!mount('6m'), NO_MOUNT);
  try {
    await store.cairn('backup');
    const before = store.names();
    writeFileSync(path.join(store.backups, 'somebody-else'), Buffer.alloc(4_000_000));
    const { code, stdout, stderr } = await store.cairn('backup');
    expect([code, stdout, stderr]).toEqual([
      1,
      '',
      `No backup was made in ${store.backups}: the disk is full.\nFree some space and try again. Your data is as it was.\n`,
    ]);
    expect(store.names().filter((name) => name !== 'somebody-else')).toEqual(before);
    expect((await listed())[0]?.counts?.sessions).toBe(count);
    expect((await store.cairn('log', '5m')).code).toBe(0);
  } finally {
    spawnSync('umount', [store.backups]);
  }
});

it.runIf(mounts)('a disk that fills up while the copy is written leaves no half copy', async ({ skip }) => {
  store.seed(10, 11);
  mkdirSync(store.backups);
  skip(!mount('1m'), NO_MOUNT);
  try {
    await expect(copyDatabase(store.file, path.join(store.backups, 'copy.db'))).rejects.toMatchObject({
      code: expect.stringMatching(/SQLITE_(FULL|IOERR)/) as string,
    });
    expect(store.names()).not.toContain('copy.db');
  } finally {
    spawnSync('umount', [store.backups]);
  }
});

describe('by itself', () => {
  async function app() {
    const clock = testClock(new Date().toISOString());
    const made = await createTestApp({ data: store.data, db: openDatabase(store.file), clock });
    return { ...made, backup: made.services.backup };
  }

  it('a backup is made once there is work, and again after six hours with a change', async () => {
    const { backup, client, clock, close } = await app();
    const hours = (n: number): void => clock.advance(n * 3_600_000);
    expect(await backup.makeIfDue()).toBeNull();
    await client.practice.log.mutate({ minutes: 30 });
    expect((await backup.makeIfDue())?.counts?.sessions).toBe(1);
    hours(7);
    expect(await backup.makeIfDue()).toBeNull();
    await client.practice.log.mutate({ minutes: 30 });
    expect((await backup.makeIfDue())?.counts?.sessions).toBe(2);
    await client.practice.log.mutate({ minutes: 30 });
    hours(5);
    expect(await backup.makeIfDue()).toBeNull();
    hours(2);
    expect((await backup.makeIfDue())?.reason).toBe('automatic');
    await close();
  });

  it('a backup that cannot be made is shown until one can, and never thrown', async () => {
    const { backup, client, logged, close } = await app();
    await client.practice.log.mutate({ minutes: 30 });
    writeFileSync(store.backups, 'a file where the folder should be');
    expect(await backup.makeIfDue()).toBeNull();
    expect(logged.at(-1)?.message).toBe('automatic backup failed');
    const { lastFailure, backups } = await client.backup.list.query();
    expect([lastFailure?.message, backups]).toEqual([
      `No backup was made in ${store.backups}: a file has the name of the folder.`,
      [],
    ]);
    rmSync(store.backups);
    expect((await backup.makeIfDue())?.counts?.sessions).toBe(1);
    expect(backup.list().lastFailure).toBeNull();
    await close();
  });

  it('the terminal alone makes one too', async () => {
    await store.cairn('log', '45m');
    expect((await listed()).map((it) => [it.reason, it.counts?.sessions])).toEqual([['automatic', 1]]);
  });

  it('backups that cannot be read are shown as such and never removed', async () => {
    mkdirSync(store.backups);
    const name = 'cairn-2020-01-05T10-00-00-000Z-automatic.db';
    writeFileSync(path.join(store.backups, name), 'not a database');
    await store.cairn('log', '45m');
    await store.cairn('backup');
    expect((await listed()).at(-1)).toMatchObject({ name, state: 'unreadable', counts: null });
    expect(existsSync(path.join(store.backups, name))).toBe(true);
  });
});
