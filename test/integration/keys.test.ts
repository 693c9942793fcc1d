import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileSecrets } from '../../electron/host/key-file.ts';
import { createTestApp, type TestApp } from '../support/app.ts';

let folder: string;
let kit: TestApp;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cairn-keys-'));
  kit = await createTestApp({ secrets: createFileSecrets(path.join(folder, 'keys.json')) });
});
afterEach(async () => {
  await kit.close();
  rmSync(folder, { recursive: true });
});

const PASSPHRASE = 'four words are enough';

/** What a refused call tells the window. */
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: { data: { cairn: unknown } }) => error.data.cairn,
  );

test('a key outlives a restart in the file that a person asked for, once it is opened', async () => {
  expect(await kit.client.keys.store.query()).toMatchObject({ durable: false, file: 'off' });
  await kit.client.models.setAnthropicKey.mutate({ key: 'sk-ant-canary-0009' });
  expect(await kit.client.keys.turnOnFile.mutate({ passphrase: PASSPHRASE })).toMatchObject({
    durable: true,
    file: 'open',
  });
  const again = await createTestApp({ secrets: createFileSecrets(path.join(folder, 'keys.json')) });
  const keySource = async () =>
    (await again.client.models.providers.query()).find(({ id }) => id === 'anthropic')!.keySource;
  expect([await keySource(), (await again.client.keys.store.query()).file]).toEqual(['missing', 'locked']);
  expect(await again.client.keys.unlock.mutate({ passphrase: 'not this one' })).toMatchObject({
    status: 'wrong-passphrase',
    store: { file: 'locked' },
  });
  expect(await again.client.keys.unlock.mutate({ passphrase: PASSPHRASE })).toMatchObject({ status: 'open' });
  expect(await keySource()).toBe('file');
  await again.close();
}, 30_000);

test('a short passphrase is refused, and so is a second file', async () => {
  expect(await refusal(kit.client.keys.turnOnFile.mutate({ passphrase: 'short' }))).toMatchObject({
    code: 'bad_input',
    message: expect.stringContaining('at least 12 characters'),
  });
  await kit.client.keys.turnOnFile.mutate({ passphrase: PASSPHRASE });
  expect(await refusal(kit.client.keys.turnOnFile.mutate({ passphrase: PASSPHRASE }))).toMatchObject({
    code: 'conflict',
  });
  expect(await kit.client.keys.turnOffFile.mutate()).toMatchObject({ file: 'off', durable: false });
  expect(await refusal(kit.client.keys.unlock.mutate({ passphrase: PASSPHRASE }))).toMatchObject({
    code: 'not_found',
  });
}, 30_000);

test('where there is a keychain, no file is offered', async () => {
  const other = await createTestApp();
  expect(await other.client.keys.store.query()).toMatchObject({ file: 'none-needed' });
  expect(await refusal(other.client.keys.turnOnFile.mutate({ passphrase: PASSPHRASE }))).toMatchObject({
    code: 'conflict',
  });
  await other.close();
});
