import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytesOf, dataFolder, withDb, type Data } from './data.ts';

let store: Data;
beforeEach(() => {
  store = dataFolder();
  mkdirSync(store.data, { recursive: true });
});
afterEach(() => store.remove());

function flip(file: string): void {
  const bytes = readFileSync(file);
  // Past the first page, so that the header still looks right.
  for (let at = 5000; at < bytes.length; at += 311) bytes[at] = bytes[at]! ^ 0xff;
  writeFileSync(file, bytes);
}

function empty(file: string): void {
  truncateSync(file);
  // A file of no bytes that is older than a minute is not one that is being made.
  utimesSync(file, new Date(0), new Date(0));
}

const FAULTS: [name: string, harm: (file: string) => void][] = [
  ['flipped bytes', flip],
  ['a missing end', (file) => truncateSync(file, 60_000)],
  ['an end in the middle of a page', (file) => truncateSync(file, 50_001)],
  ['no bytes', empty],
  ['a text in its place', (file) => writeFileSync(file, 'Shopping: bread, olives, coffee.\n'.repeat(200))],
];

const damagedFolders = (): string[] => readdirSync(store.data).filter((name) => name.startsWith('damaged-'));

describe.each(FAULTS)('a database with %s', (_name, harm) => {
  it('is set aside as it is; Cairn starts, says so, and brings back the same sessions', async () => {
    const count = store.seed(1);
    await store.cairn('backup');
    const before = store.sessions();
    harm(store.file);
    const bytes = readFileSync(store.file).toString('base64');

    const { client } = await store.host();
    const notice = await client.backup.damaged.query();
    expect(notice).toMatchObject({
      kind: 'damaged',
      reason: expect.stringMatching(/\w/) as string,
      best: { counts: { sessions: count } },
    });
    expect(await client.practice.totals.query()).toMatchObject({ all: 0 });
    expect(damagedFolders().map((name) => path.join(store.data, name))).toEqual([notice!.folder]);
    expect(bytesOf(notice!.folder!)['cairn.db']).toBe(bytes);

    const { after, saved } = await client.backup.restore.mutate({ name: notice!.best!.name });
    expect([after.sessions, saved]).toEqual([count, null]);
    expect(store.sessions()).toEqual(before);
    expect((await client.practice.list.query({ limit: 1 })).length).toBe(1);
    expect(await client.backup.damaged.query()).toBeNull();
  });
});

it('a damaged database goes aside together with its log', async () => {
  store.seed(0.2);
  // A log that was never copied into the database: its writer was killed.
  const log = `${store.file}-wal`;
  const kept = withDb(store.file, (db) => {
    db.exec("UPDATE practice_session SET note = 'in the log'");
    return readFileSync(log);
  });
  flip(store.file);
  writeFileSync(log, kept);
  await store.host();
  const [folder] = damagedFolders();
  expect(bytesOf(path.join(store.data, folder!))['cairn.db-wal']).toBe(kept.toString('base64'));
});

it('a database that is gone is noticed, and the backups are offered', async () => {
  const count = store.seed(0.2);
  await store.cairn('backup');
  rmSync(store.file);
  const { client } = await store.host();
  expect(await client.backup.damaged.query()).toMatchObject({
    kind: 'empty',
    folder: null,
    best: { counts: { sessions: count } },
  });
});

it('the first start of all has nothing to say', async () => {
  const { client } = await store.host();
  expect(await client.backup.damaged.query()).toBeNull();
  expect((await client.backup.list.query()).backups).toEqual([]);
  expect(existsSync(store.backups)).toBe(false);
});

describe('the cairn command', () => {
  beforeEach(async () => {
    store.seed(0.5);
    await store.cairn('backup');
  });

  it('refuses a damaged database and leaves it alone', async () => {
    flip(store.file);
    truncateSync(store.file, 40_000);
    const bytes = readFileSync(store.file).toString('base64');
    const { code, stdout, stderr } = await store.cairn('log', '45m');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('cairn restore');
    expect(readFileSync(store.file).toString('base64')).toBe(bytes);
    expect(damagedFolders()).toEqual([]);
  });

  it('restore sets the damaged one aside and says what came back', async () => {
    const before = store.sessions();
    flip(store.file);
    const { code, stdout } = await store.cairn('restore');
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(
        new RegExp(
          `^The damaged database .* is set aside in .*damaged-.*\\nRestored cairn-.*-manual\\.db\\.\\nBefore: nothing yet\\.\\nNow: {4}${before.length} sessions\\.\\n$`,
        ),
      ),
    ]);
    expect(store.sessions()).toEqual(before);
  });
});
