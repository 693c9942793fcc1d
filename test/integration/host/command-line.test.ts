import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, scratchFolder, start, until } from './programs.ts';

const MAIN = 'electron/host/main.ts';
let scratch: ReturnType<typeof scratchFolder>;
beforeEach(() => void (scratch = scratchFolder()));
afterEach(() => scratch.remove());

describe('flags', () => {
  it.each([
    [['--prot', '1'], 'There is no flag --prot.\nDid you mean --port? Use --help for the list.\n'],
    [
      ['--host', 'elctron'],
      'There is no host "elctron".\nDid you mean electron? Use one of auto, electron, browser, none.\n',
    ],
    [
      ['--port', '99999'],
      '"99999" is not a port.\nGive a number from 1024 to 65535, or leave --port out for any free one.\n',
    ],
  ])('%j is refused with what was probably meant', async (args, stderr) => {
    expect(await run([MAIN, ...args])).toEqual({ code: 2, stdout: '', stderr });
  });

  it('--help and --version answer without touching any data', async () => {
    const home = path.join(scratch.folder, 'home');
    const env = { HOME: home, XDG_DATA_HOME: '' };
    const version = (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version;
    expect(await run([MAIN, '--version'], { env })).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    expect((await run([MAIN, '--help'], { env })).stdout).toContain('--data-dir DIR');
    expect(statSync(home, { throwIfNoEntry: false })).toBeUndefined();
  });
});

describe('the data folder', () => {
  it('that is a file is refused by name, and the file is left alone', async () => {
    const file = path.join(scratch.folder, 'a-file');
    writeFileSync(file, 'mine');
    const result = await run([MAIN, '--no-open', '--data-dir', file]);
    expect(result).toEqual({
      code: 1,
      stdout: '',
      stderr: `The data folder ${file} cannot be used: a file of that name is in the way.\nMove the file, or choose another folder with --data-dir.\n`,
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  // Root may write everywhere, so only a disk can refuse it.
  it.skipIf(process.getuid?.() === 0)('that is read-only is refused in words', async () => {
    chmodSync(scratch.folder, 0o500);
    const result = await run([MAIN, '--no-open', '--data-dir', scratch.folder]);
    chmodSync(scratch.folder, 0o700);
    expect([result.code, result.stderr]).toEqual([1, expect.stringContaining('is not yours to write')]);
  });

  const mounts = process.platform === 'linux' && process.getuid?.() === 0;
  const mount = (options: string): boolean =>
    spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', scratch.folder]).status === 0;
  const unmount = (): void => void spawnSync('umount', [scratch.folder]);
  const NO_MOUNT = 'Mounting is not allowed here.';

  it.runIf(mounts).for([
    ['ro', 'read-only disk'],
    ['size=16k', 'disk is full'],
  ] as const)('on a disk mounted with %s is refused in words', async ([options, words], { skip }) => {
    skip(!mount(options), NO_MOUNT);
    try {
      const result = await run([MAIN, '--no-open', '--data-dir', scratch.folder]);
      expect([result.code, result.stdout, result.stderr]).toEqual([1, '', expect.stringContaining(words)]);
    } finally {
      unmount();
    }
  });

  it('is made for its owner only', async () => {
    const folder = path.join(scratch.folder, 'deep', 'data');
    const host = start([MAIN, '--no-open', '--data-dir', folder]);
    await until(() => host.stdout() !== '');
    host.child.kill('SIGTERM');
    await host.ended;
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });
});

it('opens a Chromium window on the address where there is a display', async () => {
  const bin = path.join(scratch.folder, 'bin');
  const note = path.join(scratch.folder, 'opened');
  mkdirSync(bin);
  writeFileSync(
    path.join(bin, process.getuid?.() === 0 ? 'xdg-open' : 'chromium'),
    `#!/bin/sh\necho "$@" > ${note}\n`,
    { mode: 0o755 },
  );
  const env = { PATH: `${bin}:/usr/bin:/bin`, DISPLAY: ':99', CI: '' };
  const host = start([MAIN, '--host', 'browser', '--data-dir', path.join(scratch.folder, 'data')], { env });
  await until(
    () => statSync(note, { throwIfNoEntry: false })?.size !== undefined && readFileSync(note, 'utf8') !== '',
  );
  host.child.kill('SIGTERM');
  const { stdout } = await host.ended;
  const [, address] = /^Cairn is ready at (\S+)\n$/.exec(stdout) ?? [];
  expect(
    readFileSync(note, 'utf8')
      .trim()
      .replace(/^--app=/, ''),
  ).toBe(address);
});
