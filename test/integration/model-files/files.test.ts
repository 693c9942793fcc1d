import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { modelServer } from '../../fixtures/gateway/model-server.ts';
import { TINY_TEMPLATE, tinyGguf } from '../../fixtures/gateway/tiny-gguf.ts';
import { createTestApp, type TestApp } from '../../support/app.ts';

let kit: TestApp;
let folder: string;
const closers: (() => Promise<void>)[] = [];
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'cairn-gguf-files-'))));
afterEach(async () => {
  await kit.close();
  for (const close of closers.splice(0)) await close();
  rmSync(folder, { recursive: true, force: true });
});

const TINY = tinyGguf(2048, { name: 'Tiny chat', chatTemplate: TINY_TEMPLATE });

function put(name: string, bytes: Uint8Array = TINY, under = folder): string {
  const file = path.join(under, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return file;
}

const ownFolder = (): string => path.join(kit.services.deps.paths.data, 'models');

async function refusal(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => null,
    (reason: unknown) => (reason as { data: { cairn: unknown } }).data.cairn,
  );
}

test('a file is added by its path, read where it lies, and taken off the list without being deleted', async () => {
  kit = await createTestApp();
  const file = put('Tiny chat (Q8).gguf');
  await kit.client.modelFiles.add.mutate({ path: ` "${file}" ` });
  const { items } = await kit.client.modelFiles.list.query();
  expect(items).toMatchObject([
    {
      ref: 'gguf/Tiny-chat-Q8-',
      title: 'Tiny chat',
      path: file,
      source: 'added',
      bytes: TINY.length,
      facts: { architecture: 'llama', contextTokens: 2048, quantization: 'F32', hasChatTemplate: true },
      problem: null,
      isLoaded: false,
    },
  ]);
  expect(existsSync(path.join(ownFolder(), 'Tiny chat (Q8).gguf'))).toBe(false);
  const providers = await kit.client.models.providers.query();
  expect(providers.find(({ id }) => id === 'gguf')).toMatchObject({
    title: 'On this machine',
    state: 'ready',
    keySource: 'none-needed',
    models: [{ ref: 'gguf/Tiny-chat-Q8-', title: 'Tiny chat' }],
  });
  await kit.client.models.setDefault.mutate({ model: 'gguf/Tiny-chat-Q8-' });
  await kit.client.modelFiles.remove.mutate({ id: 'Tiny-chat-Q8-' });
  expect((await kit.client.modelFiles.list.query()).items).toEqual([]);
  expect(existsSync(file)).toBe(true);
  expect(await kit.client.models.default.query()).toBe('builtin/cairn-practice');
  expect((await kit.client.models.providers.query()).some(({ id }) => id === 'gguf')).toBe(false);
});

test('files in the models folder are there by themselves; one taken off stays away until it is added again', async () => {
  kit = await createTestApp();
  const [, kept] = [put('a.gguf', TINY, ownFolder()), put('deeper/a.gguf', TINY, ownFolder())];
  put('half.gguf.part', TINY, ownFolder());
  const ids = async () => (await kit.client.modelFiles.list.query()).items.map(({ id }) => id).toSorted();
  expect(await ids()).toEqual(['a', 'a-2']);
  const { items } = await kit.client.modelFiles.list.query();
  const deeper = items.find((one) => one.path === kept)!;
  await kit.client.modelFiles.remove.mutate({ id: deeper.id });
  expect(await ids()).toHaveLength(1);
  expect(existsSync(kept)).toBe(true);
  await kit.client.modelFiles.add.mutate({ path: kept });
  expect(await ids()).toHaveLength(2);
});

test.each([
  {
    what: 'a file of something else',
    name: 'page.gguf',
    bytes: Buffer.from('<html>a page that was saved as a model</html>'),
    said: 'not a GGUF model',
  },
  { what: 'a file that was cut short', name: 'cut.gguf', bytes: TINY.subarray(0, -5000), said: 'cut short' },
  {
    what: 'an unknown architecture',
    name: 'sd.gguf',
    bytes: tinyGguf(256, { architecture: 'sdxl' }),
    said: '"sdxl" is not one',
  },
])('$what is refused with the reason and what to do', async ({ name, bytes, said }) => {
  kit = await createTestApp();
  const file = put(name, bytes);
  expect(await refusal(kit.client.modelFiles.add.mutate({ path: file }))).toMatchObject({
    code: 'bad_input',
    message: expect.stringContaining(said),
    hint: expect.any(String),
  });
});

test('a path that is no path, leads nowhere, or is on the list already is refused', async () => {
  kit = await createTestApp();
  const file = put('a.gguf');
  const add = (where: string) => kit.client.modelFiles.add.mutate({ path: where });
  expect(await refusal(add('a.gguf'))).toMatchObject({ message: 'That is not a whole path.' });
  expect(await refusal(add(`${file}.none`))).toMatchObject({
    message: expect.stringContaining('no such file'),
  });
  await add(file);
  expect(await refusal(add(file))).toMatchObject({ code: 'conflict', hint: 'Use it as gguf/a.' });
});

test('a file that goes away or is cut after it was added says so in the list, and is no model any more', async () => {
  kit = await createTestApp();
  const file = put('a.gguf');
  await kit.client.modelFiles.add.mutate({ path: file });
  truncateSync(file, 2000);
  const [cut] = (await kit.client.modelFiles.list.query()).items;
  expect(cut).toMatchObject({
    facts: null,
    problem: expect.stringContaining('damaged'),
    hint: 'Download it again.',
  });
  rmSync(file);
  const [gone] = (await kit.client.modelFiles.list.query()).items;
  expect(gone).toMatchObject({ problem: 'the file is not there any more' });
  expect((await kit.client.models.providers.query()).some(({ id }) => id === 'gguf')).toBe(false);
});

test('a model that does not fit into the memory says so before anyone loads it', async () => {
  kit = await createTestApp();
  put('a.gguf', TINY, ownFolder());
  await kit.client.settings.set.mutate({ modelMemoryMib: 256 });
  const list = await kit.client.modelFiles.list.query();
  expect(list).toMatchObject({ limitBytes: 256 * 2 ** 20, isLimitSet: true });
  expect(list.items[0]!.memoryProblem).toMatch(/^It needs about .* and may take 256 MiB now/);
  await kit.client.settings.set.mutate({ modelMemoryMib: 1024 });
  expect((await kit.client.modelFiles.list.query()).items[0]!.memoryProblem).toBeNull();
});

test('a finished download is a model by itself', async () => {
  kit = await createTestApp();
  const server = createServer((_, response) => response.end(TINY)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(async () => void server.close());
  const { port } = server.address() as AddressInfo;
  await kit.client.downloads.start.mutate({ url: `http://127.0.0.1:${port}/fetched.gguf` });
  await expect
    .poll(
      async () => (await kit.client.models.providers.query()).find(({ id }) => id === 'gguf')?.models[0]?.ref,
    )
    .toBe('gguf/fetched');
});

test('keys of other providers, and model files of other programs, are offered and not used', async () => {
  const home = path.join(folder, 'home');
  put('.lmstudio/models/owner/repo/studio.gguf', TINY, home);
  put('.cache/llama.cpp/cached.gguf', TINY, home);
  put('.cache/llama.cpp/broken.gguf', TINY.subarray(0, 3000), home);
  const blob = put('.cache/huggingface/hub/models--o--n/blobs/0123abcd', TINY, home);
  const snapshot = path.join(home, '.cache/huggingface/hub/models--o--n/snapshots/c0ffee');
  mkdirSync(snapshot, { recursive: true });
  symlinkSync(blob, path.join(snapshot, 'hub.gguf'));
  kit = await createTestApp({ env: { HOME: home, OPENAI_API_KEY: 'sk-canary-openai-1' } });
  const found = await kit.client.models.discover.query();
  expect(found.filter((one) => one.path).map((one) => path.basename(one.path!))).toEqual([
    'studio.gguf',
    'cached.gguf',
    'hub.gguf',
  ]);
  expect(found.find(({ id }) => id === 'openai')).toMatchObject({
    kind: 'openai-compatible',
    baseUrl: 'https://api.openai.com/v1',
    variable: 'OPENAI_API_KEY',
  });
  expect(JSON.stringify(found)).not.toContain('canary');
  const before = await kit.client.models.providers.query();
  expect(before.map(({ id }) => id)).toEqual(['builtin', 'anthropic']);
  // A yes to a file: it is used from where it lies, and is not offered again.
  await kit.client.modelFiles.add.mutate({ path: path.join(snapshot, 'hub.gguf') });
  expect((await kit.client.modelFiles.list.query()).items).toMatchObject([{ ref: 'gguf/hub' }]);
  const after = await kit.client.models.discover.query();
  expect(after.filter((one) => one.path)).toHaveLength(2);
});

test('a server that speaks only Chat Completions is offered as what it is', async () => {
  const server = await modelServer('openai');
  closers.push(() => server.close());
  kit = await createTestApp({ env: { OLLAMA_HOST: new URL(server.url).host } });
  const found = await kit.client.models.discover.query();
  expect(found.find(({ id }) => id === 'ollama')).toMatchObject({
    kind: 'openai-compatible',
    baseUrl: `${server.url}/v1`,
  });
});
