import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchFolder } from '../../../electron/server/labs/watch.ts';

let folder: string;
let seen: string[];
let stop: () => void;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cairn-watch-'));
  writeFileSync(path.join(folder, 'a.ts'), '1');
  seen = [];
  stop = watchFolder(folder, (paths) => void seen.push(...paths));
});

afterEach(() => {
  stop();
  rmSync(folder, { recursive: true, force: true });
});

const write = (file: string, text: string): void => writeFileSync(path.join(folder, file), text);
const toSee = (file: string): Promise<unknown> => vi.waitFor(() => expect(seen).toContain(file));

test('a file that was replaced by renaming is still watched', async () => {
  write('a.ts.new', '2');
  renameSync(path.join(folder, 'a.ts.new'), path.join(folder, 'a.ts'));
  await toSee('a.ts');
  seen.length = 0;
  write('a.ts', '3');
  await toSee('a.ts');
});

test('files in a folder that comes later are told of, when they come and when they change', async () => {
  mkdirSync(path.join(folder, 'lib/deep'), { recursive: true });
  write('lib/deep/b.ts', '1');
  await toSee('lib/deep/b.ts');
  seen.length = 0;
  write('lib/deep/b.ts', '2');
  await toSee('lib/deep/b.ts');
});

test('packages are not watched', async () => {
  mkdirSync(path.join(folder, 'node_modules'));
  write('node_modules/c.js', '1');
  write('a.ts', '2');
  await toSee('a.ts');
  expect(seen.filter((file) => file.includes('node_modules'))).toEqual([]);
});
