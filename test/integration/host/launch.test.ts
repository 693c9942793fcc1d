import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { root } from '../../support/app.ts';
import { run, scratchFolder, type Finished } from './programs.ts';

const INSTALLING = "Installing Cairn's packages. This happens once and takes about a minute.\n";
const BUILDING = "Building Cairn's interface.\n";
const HOST_FILES = ['launch.mjs', 'prepare.mjs', 'prepare-lock.mjs', 'fingerprint.mjs'];

let scratch: ReturnType<typeof scratchFolder>;
beforeEach(() => {
  scratch = scratchFolder();
  cpSync(path.join(root, 'test/fixtures/checkout'), scratch.folder, { recursive: true });
  const host = path.join(scratch.folder, 'electron', 'host');
  mkdirSync(host, { recursive: true });
  for (const file of HOST_FILES) cpSync(path.join(root, 'electron/host', file), path.join(host, file));
  writeFileSync(
    path.join(host, 'main.ts'),
    `console.log('ready', process.argv.slice(2).join(' ')); process.exit(7);`,
  );
  mkdirSync(path.join(scratch.folder, 'stub/node/bin'));
  symlinkSync(process.execPath, path.join(scratch.folder, 'stub/node/bin/node'));
});
afterEach(() => scratch.remove());

const inside = (file: string): string => path.join(scratch.folder, file);
const launch = (...args: string[]): Promise<Finished> =>
  run(['electron/host/launch.mjs', ...args], {
    cwd: scratch.folder,
    env: { npm_config_offline: 'true', npm_execpath: '' },
  });
const lines = (file: string): number =>
  existsSync(inside(file)) ? readFileSync(inside(file), 'utf8').split('\n').length - 1 : 0;
const counts = () => ({ installs: lines('installs.txt'), builds: lines('builds.txt') });

it('from a bare clone it installs, builds and starts; the second time it only starts', async () => {
  expect(await launch('--port', '0')).toEqual({
    code: 7,
    stdout: 'ready --port 0\n',
    stderr: INSTALLING + BUILDING,
  });
  const begun = performance.now();
  expect(await launch('--no-open')).toEqual({ code: 7, stdout: 'ready --no-open\n', stderr: '' });
  expect(performance.now() - begun).toBeLessThan(2000);
  expect(counts()).toEqual({ installs: 1, builds: 1 });
});

it('two first starts at once install and build once', async () => {
  const both = await Promise.all([launch(), launch()]);
  expect(both.map((it) => [it.code, it.stdout])).toEqual([
    [7, 'ready \n'],
    [7, 'ready \n'],
  ]);
  expect(counts()).toEqual({ installs: 1, builds: 1 });
});

it('a changed source is built again, a changed lockfile installed again', async () => {
  await launch();
  writeFileSync(inside('renderer/page.txt'), 'second');
  expect((await launch()).stderr).toBe(BUILDING);
  expect(readFileSync(inside('dist/renderer/index.html'), 'utf8')).toBe('second');
  const lock = readFileSync(inside('package-lock.json'), 'utf8');
  writeFileSync(
    inside('package-lock.json'),
    lock.replace(
      '"packages": {',
      '"packages": { "node_modules/gone": { "version": "1.0.0", "optional": false, "extraneous": true },',
    ),
  );
  expect((await launch()).stderr).toContain(INSTALLING);
});

it('a failed build is shown whole, and the build before it stays', async () => {
  await launch();
  writeFileSync(inside('renderer/page.txt'), 'broken');
  expect(await launch()).toEqual({
    code: 1,
    stdout: '',
    stderr: `${BUILDING}renderer/page.txt:1 is broken\nThe build of Cairn's interface failed; the message above says where.\n`,
  });
  expect(readFileSync(inside('dist/renderer/index.html'), 'utf8')).toBe('first\n');
});

it("a failed install shows npm's own words and what to do", async () => {
  const manifest = readFileSync(inside('package.json'), 'utf8');
  writeFileSync(
    inside('package.json'),
    manifest.replace('"node": "file', '"nowhere-to-be-found": "1.0.0", "node": "file'),
  );
  const { code, stdout, stderr } = await launch();
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('nowhere-to-be-found');
  expect(stderr).toContain('Check the network connection and the message above, then start again');
});

it('the lock of a start that was killed is taken over', async () => {
  mkdirSync(inside('.cairn'));
  // No process has this number: it is above the largest that Linux gives out.
  writeFileSync(inside('.cairn/prepare.lock'), '4194999');
  expect((await launch()).code).toBe(7);
});
