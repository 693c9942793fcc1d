import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { openDatabase } from '../../electron/server/db/connection.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { startHost } from '../support/host.ts';

let data: string;
let app: TestApp | undefined;
beforeEach(() => void (data = mkdtempSync(path.join(tmpdir(), 'cairn-lost-'))));
afterEach(async () => {
  await app?.close();
  app = undefined;
  rmSync(data, { recursive: true, force: true });
});

async function appOnDisk(): Promise<TestApp> {
  mkdirSync(path.join(data, 'here'));
  return (app = await createTestApp({ data, db: openDatabase(path.join(data, 'here', 'cairn.db')) }));
}

const refusal = (work: Promise<unknown>): Promise<{ code: string; message: string; hint?: string }> =>
  work.then(
    () => ({ code: 'none', message: 'it was accepted' }),
    (error: { data?: { cairn?: { code: string; message: string; hint?: string } } }) => error.data!.cairn!,
  );

describe('a write', () => {
  it('on a full disk says that the disk is full, and works again when there is room', async () => {
    const { db, client } = await appOnDisk();
    await client.practice.log.mutate({ minutes: 5 });
    const pages = db.pragma('page_count', { simple: true });
    db.pragma(`max_page_count = ${String(pages)}`);
    expect(await refusal(client.practice.log.mutate({ minutes: 5, note: 'x'.repeat(20_000) }))).toEqual({
      code: 'storage_failed',
      message: 'This was not saved: the disk is full.',
      hint: 'Free some space and do it again. What was saved before is safe.',
    });
    expect(await client.practice.list.query({})).toHaveLength(1);
    db.pragma('max_page_count = 100000');
    await client.practice.log.mutate({ minutes: 5, note: 'x'.repeat(20_000) });
    expect(await client.practice.list.query({})).toHaveLength(2);
  });

  it.skipIf(process.platform === 'win32')(
    'to a data folder that was moved away is refused, and works again when it is back',
    async () => {
      const { client } = await appOnDisk();
      renameSync(path.join(data, 'here'), path.join(data, 'away'));
      expect(await refusal(client.practice.log.mutate({ minutes: 5 }))).toMatchObject({
        code: 'storage_failed',
        message: expect.stringContaining('was moved or deleted'),
      });
      renameSync(path.join(data, 'away'), path.join(data, 'here'));
      await client.practice.log.mutate({ minutes: 5 });
      expect(await client.practice.list.query({})).toHaveLength(1);
    },
  );

  it.skipIf(process.platform === 'win32')(
    'to a database that another file has replaced is refused',
    async () => {
      const { client } = await appOnDisk();
      renameSync(path.join(data, 'here', 'cairn.db'), path.join(data, 'old.db'));
      writeFileSync(path.join(data, 'here', 'cairn.db'), '');
      expect(await refusal(client.practice.log.mutate({ minutes: 5 }))).toMatchObject({
        code: 'storage_failed',
      });
    },
  );
});

test.each([
  ['a write by GET', 'practice.log', { method: 'GET', type: undefined }],
  ['a body that is not JSON', 'practice.log', { method: 'POST', body: '{', type: 'application/json' }],
  [
    'a form',
    'practice.log',
    { method: 'POST', body: 'minutes=3', type: 'application/x-www-form-urlencoded' },
  ],
])(
  '%s is the sender’s mistake and is not reported as a fault of Cairn',
  async (_, call, { type, ...init }) => {
    app = await createTestApp();
    const response = await app.request(`/trpc/${call}`, {
      ...init,
      headers: type === undefined ? {} : { 'content-type': type },
    });
    const body = (await response.json()) as { error: { data: { cairn: { code: string } } } };
    expect([response.status >= 400 && response.status < 500, body.error.data.cairn.code]).toEqual([
      true,
      'bad_input',
    ]);
  },
);

test('a method that the contract does not have is refused without a word in the log', async () => {
  app = await createTestApp();
  const response = await app.request('/trpc/practice.list', { method: 'DELETE' });
  expect([response.status, app.logged]).toEqual([404, []]);
});

test.each([
  [
    'garbage in instance.lock',
    (dir: string) => writeFileSync(path.join(dir, 'instance.lock'), 'x'.repeat(5000)),
  ],
  ['a folder called instance.json', (dir: string) => mkdirSync(path.join(dir, 'instance.json'))],
  ['a folder called instance.json.new', (dir: string) => mkdirSync(path.join(dir, 'instance.json.new'))],
])(
  '%s does not keep Cairn from starting, and the second start finds the first',
  async (_, spoil) => {
    spoil(data);
    const first = await startHost({ dataDir: data });
    const second = await startHost({ dataDir: data });
    expect(second.url).toBe(first.url);
    await Promise.all([first.stop(), second.stop()]);
  },
  30_000,
);

test.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  'a real full disk costs nothing that was saved, and the terminal says so too',
  async () => {
    const disk = path.join(data, 'disk');
    mkdirSync(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'cairn-test', disk], { stdio: 'ignore' });
    } catch {
      // No right to mount in this container: the limit on pages above covers the wording.
      return;
    }
    try {
      app = await createTestApp({ data, db: openDatabase(path.join(disk, 'cairn.db')) });
      await app.client.practice.log.mutate({ minutes: 5 });
      try {
        writeFileSync(path.join(disk, 'fill'), Buffer.alloc(8_000_000));
      } catch {
        // Full is what it should be.
      }
      const big = { minutes: 5, note: 'x'.repeat(20_000) };
      expect(await refusal(app.client.practice.log.mutate(big))).toMatchObject({ code: 'storage_failed' });
      rmSync(path.join(disk, 'fill'));
      await app.client.practice.log.mutate(big);
      expect(await app.client.practice.list.query({})).toHaveLength(2);
      await app.close();
      app = undefined;
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
  },
);
