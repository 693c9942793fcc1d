import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashFiles } from '../../../electron/server/labs/workspace.ts';
import { createTestApp, root, type TestApp } from '../../support/app.ts';

const REF = { slug: 'four-ways', language: 'python' } as const;
const LABS = path.join(root, 'test/fixtures/labs/contracts');
const PATIENCE = { timeout: 120_000 };
let app: TestApp;
beforeEach(async () => void (app = await createTestApp({ labs: LABS })));
afterEach(() => app.close());

const folder = () => path.join(app.services.deps.paths.data, 'labs/four-ways/python');
const venv = (...parts: string[]) => path.join(folder(), '.venv', ...parts);
const open = () => app.client.labs.open.query(REF);
const check = () => app.client.labs.check.mutate({ ...REF, step: 'command', model: null });
/** What the interpreter that an editor finds prints. */
const ask = (code: string): string =>
  execFileSync(venv('bin/python'), ['-c', code], { cwd: folder(), encoding: 'utf8', env: {} }).trim();

describe.skipIf(process.platform === 'win32')('the packages of a Python workspace, for editors', () => {
  beforeEach(async () => void (await open()));

  it('are there after a check, by the interpreter and the activation in .venv', PATIENCE, async () => {
    rmSync(venv());
    await check();
    expect(ask('import anthropic, fastapi, sys; print(sys.prefix)')).toBe(venv());
    const activated = execFileSync(
      'sh',
      [
        '-c',
        '. .venv/bin/activate && python -c "import fastapi, sys; print(sys.prefix)" && echo "$VIRTUAL_ENV"',
      ],
      { cwd: folder(), encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } },
    );
    const beside = path.join(folder(), '../.venv');
    expect(activated.trim().split('\n')).toEqual([beside, beside]);
    // What is installed there reaches no check.
    expect(ask('import sysconfig; print(sysconfig.get_path("purelib"))')).toContain(venv('lib'));
  });

  it('are no part of the work: not in the list, the hash, a copy, a reset', async () => {
    const { files } = await open();
    expect(files.filter((file) => file.path.includes('venv'))).toEqual([]);
    const hash = hashFiles(folder());
    rmSync(venv());
    expect(hashFiles(folder())).toBe(hash);
    await open();
    expect(hashFiles(folder())).toBe(hash);
    await app.client.labs.reset.mutate(REF);
    expect(ask('import anthropic; print(1)')).toBe('1');
    const copies = readdirSync(path.join(app.services.deps.paths.data, 'labs/.backups'), { recursive: true });
    expect(copies.filter((name) => String(name).includes('venv'))).toEqual([]);
  });

  it('cannot be written through the app, nor by a program in its workspace', PATIENCE, async () => {
    const change = { ...REF, path: '.venv/pyvenv.cfg', text: 'mine', baseHash: null };
    await expect(app.client.labs.writeFile.mutate(change)).rejects.toThrow('goes through a symbolic link');
    const { files } = await open();
    const entry = files.find((file) => file.path === 'main.py')!;
    const text = "open('.venv/bin/evil', 'w').write('x')\n";
    await app.client.labs.writeFile.mutate({ ...REF, path: entry.path, text, baseHash: entry.hash });
    const { status, checks } = await check();
    expect(status).toBe('fail');
    expect(JSON.stringify(checks)).toContain('A lab may not write outside its folder');
    expect(existsSync(venv('bin/evil'))).toBe(false);
  });

  it('are made again where they are old or half made, and what is the person’s stays', async () => {
    const settings = venv('pyvenv.cfg');
    const made = readFileSync(settings, 'utf8');
    writeFileSync(settings, made.replace(/^cairn = .*$/m, 'cairn = /gone'));
    rmSync(venv('bin/python'));
    await open();
    expect(readFileSync(settings, 'utf8')).toBe(made);
    expect(ask('import anthropic; print(1)')).toBe('1');
    rmSync(settings);
    await open();
    expect(readFileSync(settings, 'utf8')).toBe(made);
    writeFileSync(settings, 'home = /mine\n');
    await open();
    expect(readFileSync(settings, 'utf8')).toBe('home = /mine\n');
    rmSync(venv());
    mkdirSync(venv());
    writeFileSync(venv('pyvenv.cfg'), 'home = /also/mine\n');
    await open();
    expect(lstatSync(venv()).isDirectory()).toBe(true);
    expect((await open()).files.map((file) => file.path)).not.toContain('.venv/pyvenv.cfg');
  });
});

describe('without the Python of the labs', () => {
  it('nothing is put into a workspace', async () => {
    await app.close();
    app = await createTestApp({ labs: LABS, python: { env: { PATH: '/nowhere' } } });
    await open();
    expect(lstatSync(venv(), { throwIfNoEntry: false })).toBe(undefined);
  });
});
