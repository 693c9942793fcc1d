import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareEnvironment } from '../../../electron/server/labs/adapters/python/environment.ts';
import { findPython } from '../../../electron/server/labs/adapters/python/find-python.ts';
import type { RuntimePlace } from '../../../electron/server/labs/adapters/types.ts';
import { createTestApp, root } from '../../support/app.ts';

let scratch: string;
let said: string[];

beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'cairn-python-'));
  mkdirSync(path.join(scratch, 'bin'));
  mkdirSync(path.join(scratch, 'labs'));
  said = [];
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

/** A program on the PATH of this test. */
function program(name: string, script: string): void {
  writeFileSync(path.join(scratch, 'bin', name), `#!/bin/sh\n${script}\n`);
  chmodSync(path.join(scratch, 'bin', name), 0o755);
}
/** Answers like an interpreter of this version; `then` is what it does when it is used. */
const python = (version: string, then = 'exit 0'): string =>
  `if [ "$2" = "-c" ]; then echo ${version}; echo "$0"; echo True; exit 0; fi\n${then}`;

const env = () => ({ PATH: `${path.join(scratch, 'bin')}:/usr/bin:/bin`, HOME: scratch });
const place = (requirements = ''): RuntimePlace => {
  writeFileSync(path.join(scratch, 'labs/requirements.txt'), requirements);
  return {
    folder: path.join(scratch, 'environments'),
    labs: path.join(scratch, 'labs'),
    env: env(),
    onProgress: (message) => said.push(message),
  };
};
const environments = () => readdirSync(path.join(scratch, 'environments')).toSorted();

/** Makes an environment as far as this test needs one: `python -m venv FOLDER`. */
const VENV =
  'if [ "$2" = "venv" ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; echo made >> "$HOME/made"; exit 0; fi';

describe.skipIf(process.platform === 'win32')('the search for Python', () => {
  const anyOne = () => true;

  it('takes the first from 3.10 to 3.14 and passes over what is too old, broken or a shim', async () => {
    program('python3', python('3.9.18'));
    program('python', 'exit 127');
    program('python3.12', python('3.12.1'));
    expect(await findPython({ ...env(), PATH: path.join(scratch, 'bin') }, anyOne)).toMatchObject({
      version: '3.12.1',
    });
  });

  it('looks into pyenv and uv when the PATH has none', async () => {
    program('pyenv-python', python('3.13.0'));
    const folder = path.join(scratch, '.pyenv/versions/3.13.0/bin');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'python3'), `#!/bin/sh\n${python('3.13.0')}\n`, { mode: 0o755 });
    expect(await findPython({ PATH: path.join(scratch, 'none'), HOME: scratch }, anyOne)).toMatchObject({
      version: '3.13.0',
      file: path.join(folder, 'python3'),
    });
  });

  it('holds on to the one that CAIRN_PYTHON names, and says when that is none', async () => {
    program('python3', python('3.12.1'));
    const chosen = path.join(scratch, 'bin', 'mine');
    program('mine', python('3.11.2'));
    expect(await findPython({ ...env(), CAIRN_PYTHON: chosen }, anyOne)).toMatchObject({ version: '3.11.2' });
    await expect(findPython({ ...env(), CAIRN_PYTHON: '/nowhere' }, anyOne)).rejects.toThrow(
      'CAIRN_PYTHON names /nowhere, which is no Python from 3.10 to 3.14',
    );
  });
});

describe.skipIf(process.platform === 'win32')('the environment of the labs', () => {
  it('is made once, also when two ask at the same time', async () => {
    program('python3', python('3.12.1', VENV));
    const [one, two] = await Promise.all([prepareEnvironment(place()), prepareEnvironment(place())]);
    expect(one).toBe(two);
    expect(await prepareEnvironment(place())).toBe(one);
    expect(existsSync(one)).toBe(true);
    expect(said.filter((line) => line.startsWith('Preparing Python 3.12.1'))).toHaveLength(1);
    expect(environments()).toHaveLength(2);
  });

  it('is never used half: an installation that fails leaves nothing and is tried again', async () => {
    program('python3', python('3.12.1', `${VENV}\necho "Temporary failure in name resolution" >&2; exit 1`));
    await expect(prepareEnvironment(place())).rejects.toThrow(
      /Python packages .* have to be downloaded once, .* Go online and check again/,
    );
    expect(environments()).toEqual([]);
    mkdirSync(path.join(scratch, 'environments', 'left.part'));
    program('python3', python('3.12.1', VENV));
    expect(existsSync(await prepareEnvironment(place()))).toBe(true);
  });

  it('names the package that the index lacks, without the noise before it', async () => {
    const noise = `for i in 1 2 3 4 5 6 7 8 9; do echo "Ignoring pywin32: markers 'sys_platform' don't match"; done`;
    const error = 'ERROR: No matching distribution found for anthropic==1.2.3 (from -r requirements.txt)';
    program('python3', python('3.12.1', `${VENV}\n${noise}\necho "${error}" >&2; exit 1`));
    await expect(prepareEnvironment(place())).rejects.toThrow(
      /index that this computer uses does not have anthropic==1.2.3, .* Go online, or let pip use an index/,
    );
  });

  it('that has no place to be made in says so', async () => {
    program('python3', python('3.12.1', VENV));
    writeFileSync(path.join(scratch, 'environments'), 'a file in its place');
    await expect(prepareEnvironment(place())).rejects.toThrow(/environments .* cannot be made \(EEXIST\)/);
  });

  it('is made anew when the requirements change', async () => {
    program('python3', python('3.12.1', VENV));
    const before = await prepareEnvironment(place());
    expect(await prepareEnvironment(place('# more'))).not.toBe(before);
  });
});

describe('without Python', () => {
  const start = () =>
    createTestApp({
      labs: path.join(root, 'test/fixtures/labs/contracts'),
      data: path.join(scratch, 'data'),
      python: { env: { PATH: path.join(scratch, 'none'), CAIRN_PYTHON: path.join(scratch, 'none/python') } },
    });

  it('a run is refused in the same words, and is no bug of ours', async () => {
    const app = await start();
    const refused = app.client.labs.run.mutate({ slug: 'four-ways', language: 'python', model: null });
    await expect(refused).rejects.toMatchObject({
      message: expect.stringMatching(/CAIRN_PYTHON names .* which is no Python from 3.10 to 3.14/) as string,
      data: { cairn: { code: 'unavailable' } },
    });
    await app.close();
  });

  it('a check is an error that says what to do, never a failure', async () => {
    const app = await start();
    const report = await app.client.labs.check.mutate({
      slug: 'four-ways',
      language: 'python',
      step: 'command',
      model: null,
    });
    await app.close();
    expect(report.status).toBe('error');
    expect(report.checks[0]?.message).toMatch(/CAIRN_PYTHON names .* which is no Python from 3.10 to 3.14/);
  });
});
