import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Download } from '../../../electron/shared/downloads.ts';
import { FILE, FILE_SHA256, startFileServer } from '../../fixtures/gateway/file-server.ts';
import { createTestApp, type TestApp } from '../../support/app.ts';

let server: Awaited<ReturnType<typeof startFileServer>>;
let cairn: TestApp;
let data: string;

beforeAll(async () => {
  server = await startFileServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  data = mkdtempSync(path.join(tmpdir(), 'cairn-downloads-'));
  cairn = await createTestApp({ data });
});
afterEach(async () => {
  await cairn.close();
  rmSync(data, { recursive: true, force: true });
});

const models = (name: string): string => path.join(data, 'models', name);
const start = (name: string, sha256: string | null = null) =>
  cairn.client.downloads.start.mutate({ url: `${server.url}/${name}`, sha256 });
const one = async (): Promise<Download> => (await cairn.client.downloads.list.query()).items[0]!;

async function settled(): Promise<Download> {
  await expect.poll(async () => (await one()).status).not.toMatch(/running|checking/);
  return one();
}

test('a file arrives whole, with its checksum, and only then has its name', async () => {
  await start('good.gguf');
  const done = await settled();
  expect({ ...done, id: '', createdAt: 0, url: '' }).toEqual({
    id: '',
    url: '',
    createdAt: 0,
    fileName: 'good.gguf',
    status: 'done',
    received: FILE.length,
    total: FILE.length,
    bytesPerSecond: null,
    expectedSha256: null,
    sha256: FILE_SHA256,
    problem: null,
  });
  expect(readFileSync(models('good.gguf')).equals(FILE)).toBe(true);
  expect(readdirSync(models(''))).toEqual(['good.gguf']);
});

test('a cut connection keeps what came, and resuming asks only for the rest', async () => {
  await start('cut.gguf');
  const cut = await settled();
  expect(cut.status).toBe('paused');
  expect(cut.problem).toContain('Resume');
  expect(existsSync(models('cut.gguf'))).toBe(false);
  await cairn.client.downloads.resume.mutate({ id: cut.id });
  expect(await settled()).toMatchObject({ status: 'done', sha256: FILE_SHA256 });
  const last = server.asked.at(-1)!;
  expect(last).toEqual({ path: '/cut.gguf', range: `bytes=${cut.received}-`, ifRange: '"v1"' });
});

test('a file that changed on the server meanwhile is fetched anew, never sewn together', async () => {
  const { id } = await start('changed.gguf');
  await settled();
  await cairn.client.downloads.resume.mutate({ id });
  expect(await settled()).toMatchObject({ status: 'done', sha256: FILE_SHA256 });
});

test('the checksum that a model hub names is held against the file', async () => {
  await start('hub.gguf');
  expect(await settled()).toMatchObject({ status: 'done', expectedSha256: FILE_SHA256, sha256: FILE_SHA256 });
});

test('a wrong checksum sets the file aside and says so', async () => {
  await start('good.gguf', '0'.repeat(64));
  const failed = await settled();
  expect(failed.status).toBe('failed');
  expect(failed.problem).toContain('checksum');
  expect(readdirSync(models(''))).toEqual(['good.gguf.wrong-checksum']);
});

test.each([
  ['page.gguf', 'web page'],
  ['login.gguf', 'asks for a login'],
  ['loop.gguf', 'leads on more than'],
  ['missing.gguf', 'HTTP 404'],
  ['huge.gguf', 'not enough room'],
])('%s stops with words for what is wrong', async (name, words) => {
  await start(name);
  const stopped = await settled();
  expect(stopped.status).toBe('paused');
  expect(stopped.problem).toContain(words);
  expect(existsSync(models(name))).toBe(false);
});

test('what is no GGUF file is refused at its first bytes and leaves nothing behind', async () => {
  await start('other.gguf');
  expect(await settled()).toMatchObject({ status: 'failed', received: 0 });
  expect(readdirSync(models(''))).toEqual([]);
});

test('pausing keeps the part, removing takes it away', async () => {
  const { id } = await start('slow.gguf');
  await expect.poll(async () => (await one()).received).toBeGreaterThan(200_000);
  const paused = await cairn.client.downloads.pause.mutate({ id });
  expect(paused.status).toBe('paused');
  expect(paused.received).toBeGreaterThan(200_000);
  await cairn.client.downloads.remove.mutate({ id });
  expect(readdirSync(models(''))).toEqual([]);
  expect((await cairn.client.downloads.list.query()).items).toEqual([]);
});

test('addresses that cannot be a model file are refused before anything is fetched', async () => {
  const tried = server.asked.length;
  await expect(start('readme.md')).rejects.toThrow('does not end in .gguf');
  await expect(
    cairn.client.downloads.start.mutate({ url: 'file:///etc/passwd.gguf', sha256: null }),
  ).rejects.toThrow('https://');
  await expect(start('..%2f..%2fevil.gguf')).resolves.toMatchObject({ fileName: 'evil.gguf' });
  await expect(start('100%25%zz.gguf')).resolves.toMatchObject({ fileName: '100-25-zz.gguf' });
  expect(server.asked.length - tried).toBeLessThanOrEqual(2);
});

test('the same address is not fetched twice at once', async () => {
  await start('slow.gguf');
  await expect(start('slow.gguf')).rejects.toThrow('in the list already');
});
