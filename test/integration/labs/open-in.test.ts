import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { desktopEnv } from '../../../electron/host/desktop-env.ts';
import { createOpenInService } from '../../../electron/server/features/labs/open-in.ts';
import { findOpeners } from '../../../electron/server/features/labs/openers.ts';
import { createTestApp, type TestApp } from '../../support/app.ts';

let folder: string;
let app: TestApp | undefined;
beforeEach(() => void (folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'cairn-open-')))));
afterEach(async () => {
  await app?.close();
  app = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** A program on PATH that writes down how it was started, and then goes on or ends. */
function fake(name: string, { end = 'exit 0' } = {}): string {
  const log = path.join(folder, `${name}.log`);
  const bin = path.join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const text = `#!/bin/sh\n{ for a in "$@"; do echo "arg $a"; done; echo "cwd $PWD"; } > '${log}.part'\nmv '${log}.part' '${log}'\n${end}\n`;
  writeFileSync(path.join(bin, name), text);
  chmodSync(path.join(bin, name), 0o755);
  return log;
}

const desktop = () => ({
  platform: 'linux' as const,
  env: { PATH: `${path.join(folder, 'bin')}:/usr/bin:/bin`, DISPLAY: ':0' },
});
const start = async (): Promise<TestApp> =>
  (app = await createTestApp({ data: path.join(folder, 'da ta;$(x)'), desktop: desktop() }));
const written = (log: string) =>
  expect.poll(() => existsSync(log) && readFileSync(log, 'utf8'), { timeout: 20_000 });

describe.skipIf(process.platform === 'win32')('opening a workspace elsewhere', () => {
  it('offers what is installed, editors first', async () => {
    fake('xterm');
    fake('cursor');
    fake('code');
    const { client } = await start();
    const openers = await client.labs.openers.query();
    expect(openers.map(({ id, kind }) => [id, kind]).slice(0, 2)).toEqual([
      ['vscode', 'editor'],
      ['cursor', 'editor'],
    ]);
    expect(openers.at(-1)).toMatchObject({ id: 'terminal', title: 'Terminal' });
  });

  it('starts an editor with the workspace as its only argument, whatever its path is made of', async () => {
    const log = fake('code');
    const { client } = await start();
    await client.labs.openIn.mutate({ slug: 'first-call', language: 'typescript', with: 'vscode' });
    const workspace = path.join(folder, 'da ta;$(x)/labs/first-call/typescript');
    await written(log).toBe(`arg ${workspace}\ncwd ${workspace}\n`);
  });

  it('starts a terminal in the workspace, without arguments', async () => {
    const log = fake('x-terminal-emulator');
    const { client } = await start();
    await client.labs.openIn.mutate({ slug: 'first-call', language: 'typescript', with: 'terminal' });
    await written(log).toBe(`cwd ${path.join(folder, 'da ta;$(x)/labs/first-call/typescript')}\n`);
  });

  it('says so when an editor fails, and when it is gone', async () => {
    fake('code', { end: 'exit 3' });
    const { services, client } = await start();
    const patient = createOpenInService({ deps: services.deps, labs: services.labs, graceMs: 30_000 });
    await expect(patient.open({ slug: 'first-call', language: 'typescript' }, 'vscode')).rejects.toThrow(
      'VS Code could not be started: it ended with exit code 3',
    );
    await expect(
      client.labs.openIn.mutate({ slug: 'first-call', language: 'typescript', with: 'cursor' }),
    ).rejects.toThrow('not on this machine');
  });

  it('opens nothing outside the data folder', async () => {
    const log = fake('code');
    const { client } = await start();
    await client.labs.open.query({ slug: 'first-call', language: 'typescript' });
    const lab = path.join(folder, 'da ta;$(x)/labs/first-call');
    renameSync(lab, path.join(folder, 'elsewhere'));
    symlinkSync(path.join(folder, 'elsewhere'), lab);
    await expect(
      client.labs.openIn.mutate({ slug: 'first-call', language: 'typescript', with: 'vscode' }),
    ).rejects.toThrow('is a symbolic link');
    expect(existsSync(log)).toBe(false);
  });

  it('offers nothing where no window can be seen, or without a desktop', async () => {
    fake('code');
    expect(findOpeners({ ...desktop(), env: { PATH: desktop().env.PATH } })).toEqual([]);
    app = await createTestApp();
    expect(await app.client.labs.openers.query()).toEqual([]);
  });

  it('passes over what is no program, and folders on PATH that depend on where Cairn was started', () => {
    fake('code');
    chmodSync(path.join(folder, 'bin/code'), 0o644);
    mkdirSync(path.join(folder, 'bin/cursor'));
    const env = { DISPLAY: ':0', PATH: `bin:${path.join(folder, 'bin')}` };
    const ids = findOpeners({ platform: 'linux', env }).map(({ id }) => id);
    expect(ids.filter((id) => id === 'vscode' || id === 'cursor')).toEqual([]);
  });
});

it('gives the person’s programs their environment, without what Cairn’s own start put in', () => {
  const env = {
    PATH: '/bin',
    HOME: '/h',
    npm_config_x: '1',
    NODE_OPTIONS: 'x',
    ELECTRON_RUN_AS_NODE: '1',
    CAIRN_DATA_DIR: '/d',
  };
  expect(desktopEnv(env)).toEqual({ PATH: '/bin', HOME: '/h' });
});
