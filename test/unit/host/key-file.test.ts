import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileSecrets } from '../../../electron/host/key-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cairn-keys-'));
  file = path.join(folder, 'keys.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const PASSPHRASE = 'four words are enough';
const KEY = 'sk-ant-canary-key-000';

test('without a yes nothing is written, and keys are forgotten with the process', async () => {
  const secrets = createFileSecrets(file);
  await secrets.set('a', KEY);
  expect(await secrets.get('a')).toBe(KEY);
  expect([secrets.durable, secrets.file!.state()]).toEqual([false, 'off']);
  expect(await createFileSecrets(file).get('a')).toBeNull();
});

test('the file keeps this session’s keys and later ones, and only the passphrase opens it', async () => {
  const first = createFileSecrets(file);
  await first.set('a', KEY);
  await first.file!.turnOn(PASSPHRASE);
  await first.set('b', 'another key');
  const text = readFileSync(file, 'utf8');
  expect(text).not.toContain(KEY);
  expect(text).not.toContain(Buffer.from(KEY).toString('base64').slice(0, 12));
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);

  const second = createFileSecrets(file);
  expect([second.file!.state(), second.durable]).toEqual(['locked', false]);
  expect(await second.get('a')).toBeNull();
  await expect(second.set('a', 'x')).rejects.toMatchObject({ code: 'conflict' });
  expect(await second.file!.unlock('four words are enouph')).toBe(false);
  expect(await second.file!.unlock(PASSPHRASE)).toBe(true);
  expect([await second.get('a'), await second.get('b')]).toEqual([KEY, 'another key']);
  expect([second.durable, second.description]).toEqual([true, 'an encrypted file in the data folder']);
}, 30_000);

test('a file that somebody changed does not open, and one that is no key file says so', async () => {
  const secrets = createFileSecrets(file);
  await secrets.file!.turnOn(PASSPHRASE);
  const sealed = JSON.parse(readFileSync(file, 'utf8')) as { data: string; kdf: { salt: string } };
  const flipped = Buffer.from(sealed.data, 'base64');
  flipped[0]! ^= 1;
  writeFileSync(file, JSON.stringify({ ...sealed, data: flipped.toString('base64') }));
  expect(await createFileSecrets(file).file!.unlock(PASSPHRASE)).toBe(false);
  writeFileSync(file, 'nonsense');
  await expect(createFileSecrets(file).file!.unlock(PASSPHRASE)).rejects.toMatchObject({
    code: 'bad_input',
    hint: expect.stringContaining('set your keys again'),
  });
  // A count that would take all memory and a day is refused, not tried.
  writeFileSync(file, JSON.stringify({ ...sealed, kdf: { ...sealed.kdf, N: 2 ** 30 } }));
  await expect(createFileSecrets(file).file!.unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'bad_input' });
}, 30_000);

test('each save is sealed anew, and turning the file off removes it and keeps the session', async () => {
  const secrets = createFileSecrets(file);
  await secrets.file!.turnOn(PASSPHRASE);
  await secrets.set('a', KEY);
  const first = readFileSync(file, 'utf8');
  await secrets.set('a', KEY);
  expect(readFileSync(file, 'utf8')).not.toBe(first);
  await secrets.file!.turnOff();
  expect([secrets.file!.state(), await secrets.get('a')]).toEqual(['off', KEY]);
  expect(() => readFileSync(file)).toThrow();
});
