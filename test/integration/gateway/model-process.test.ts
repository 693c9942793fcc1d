import { fork, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { BUILTIN, startGateway, type TestGateway } from '../../fixtures/gateway/gateway.ts';
import { tinyGguf } from '../../fixtures/gateway/tiny-gguf.ts';

const SHIPPED = path.resolve(import.meta.dirname, '../../../resources/models');
const ASK = { model: 'any', max_tokens: 5, messages: [{ role: 'user' as const, content: 'Hi' }] };

let kit: TestGateway | undefined;
const folders: string[] = [];
afterEach(async () => {
  await kit?.close();
  kit = undefined;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder with the shipped card and, if given, another model file under its name. */
function modelFolder(file?: Buffer): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-models-'));
  folders.push(folder);
  cpSync(path.join(SHIPPED, 'cairn-practice.json'), path.join(folder, 'cairn-practice.json'));
  if (file) writeFileSync(path.join(folder, 'cairn-practice.gguf'), file);
  return folder;
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !holds(); i += 1) await new Promise((resolve) => setTimeout(resolve, 25));
  expect(holds()).toBe(true);
}

test('another model file under the same name takes the same path', async () => {
  kit = await startGateway({ models: modelFolder(tinyGguf(1024)) });
  const message = await kit.client().sdk.messages.create(ASK);
  expect(message.usage.output_tokens).toBeLessThanOrEqual(5);
  expect(message.usage.input_tokens).toBeGreaterThan(3);
});

test('without the file the provider says so, and a call gets a clear error', async () => {
  kit = await startGateway({ models: modelFolder() });
  expect(await kit.providers.get('builtin')!.status()).toMatchObject({
    state: 'missing-file',
    detail: expect.stringContaining('No built-in model is present'),
  });
  // The built-in embeddings need no file.
  expect(kit.providers.get('builtin')!.models()).toMatchObject([{ purpose: 'embeddings' }]);
  await expect(kit.client().sdk.messages.create(ASK)).rejects.toMatchObject({
    status: 404,
    apiMessage: expect.stringContaining('No built-in model is present'),
  });
});

test('a broken card counts as no model, and the log names it', async () => {
  const folder = modelFolder(tinyGguf(1024));
  writeFileSync(path.join(folder, 'cairn-practice.json'), '{"id":');
  kit = await startGateway({ models: folder });
  expect(await kit.providers.get('builtin')!.status()).toMatchObject({ state: 'missing-file' });
  expect(JSON.stringify(kit.logged)).toContain('cairn-practice.json');
});

test.each([
  ['a file of something else', () => Buffer.from('<html>not a model, whatever its name says</html>')],
  [
    'a file with a damaged header',
    () => Buffer.from('GGUF\x03\0\0\0 but what follows is not a header at all'),
  ],
  ['a file that was cut short', () => tinyGguf(1024).subarray(0, 9000)],
])('%s is one clear error, not a crash of the server', async (_, file) => {
  kit = await startGateway({ models: modelFolder(file()) });
  await expect(kit.client().sdk.messages.create(ASK)).rejects.toMatchObject({
    status: 500,
    apiMessage: expect.stringContaining('The practice model could not be loaded'),
  });
});

test('the model is loaded at the first call and unloaded when idle', async () => {
  kit = await startGateway({ idleMs: 150 });
  expect(kit.providers.builtinPid()).toBeNull();
  const { sdk } = kit.client();
  await sdk.messages.create(ASK);
  const pid = kit.providers.builtinPid()!;
  expect(isAlive(pid)).toBe(true);
  await until(() => kit!.providers.builtinPid() === null && !isAlive(pid));
  expect((await sdk.messages.create(ASK)).type).toBe('message');
});

test('a warmed model is there before the first call, and takes that call', async () => {
  kit = await startGateway();
  kit.gateway.warm('anthropic/anything');
  expect(kit.providers.builtinPid()).toBeNull();
  kit.gateway.warm(BUILTIN);
  const pid = kit.providers.builtinPid()!;
  kit.gateway.warm(BUILTIN);
  await kit.client().sdk.messages.create(ASK);
  expect(kit.providers.builtinPid()).toBe(pid);
});

test('a warmed model that nobody asks is unloaded like an idle one', async () => {
  kit = await startGateway({ idleMs: 150 });
  kit.gateway.warm(BUILTIN);
  const pid = kit.providers.builtinPid()!;
  await until(() => kit!.providers.builtinPid() === null && !isAlive(pid));
  expect(kit.logged).toEqual([]);
});

test('closing while a model is being warmed ends it without an error in the log', async () => {
  kit = await startGateway();
  kit.gateway.warm(BUILTIN);
  const pid = kit.providers.builtinPid()!;
  await kit.close();
  expect({ alive: isAlive(pid), logged: kit.logged }).toEqual({ alive: false, logged: [] });
  kit = undefined;
});

test('closing the gateway leaves no process behind', async () => {
  kit = await startGateway();
  await kit.client().sdk.messages.create(ASK);
  const pid = kit.providers.builtinPid()!;
  await kit.close();
  kit = undefined;
  expect(isAlive(pid)).toBe(false);
});

test('the model process dies with a parent that is killed', async () => {
  const parent = fork(path.resolve(import.meta.dirname, '../../fixtures/gateway/model-parent.ts'), [], {
    stdio: 'ignore',
  });
  const pid = await new Promise<number>((resolve) =>
    parent.once('message', (message) => resolve(message as number)),
  );
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await until(() => !isAlive(pid));
});

test.each([
  ['an idle model does not keep a finished program from ending', 'end'],
  ['closing waits for the end of an idle model', 'close'],
])('%s', (_, how) => {
  const script = path.resolve(import.meta.dirname, '../../fixtures/gateway/model-parent.ts');
  const ended = spawnSync(process.execPath, [script, how], { timeout: 20_000, encoding: 'utf8' });
  expect({ status: ended.status, signal: ended.signal, stdout: ended.stdout.trim() }).toEqual({
    status: 0,
    signal: null,
    stdout: 'message',
  });
});
