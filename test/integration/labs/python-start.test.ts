import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { prepareEnvironment } from '../../../electron/server/labs/adapters/python/environment.ts';
import { pythonCommand } from '../../../electron/server/labs/sandbox/python-command.ts';
import { PYTHON_ENVIRONMENTS, root } from '../../support/app.ts';

const ADAPTER = path.join(root, 'electron/server/labs/adapters/python');
const SEES = `import builtins, json, os, sys
import pydantic
print(json.dumps([sys.prefix, sys.exec_prefix, sys.base_prefix, os.path.dirname(os.path.dirname(pydantic.__file__)),
    sorted(set(map(os.path.realpath, sys.path)) - {os.getcwd()}),
    [hasattr(builtins, name) for name in ("exit", "quit", "help")]]))
exit(0)
`;

let folder: string;
let python: string;
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'cairn-start-')));
  python = await prepareEnvironment({
    folder: PYTHON_ENVIRONMENTS,
    labs: path.join(root, 'labs'),
    env: process.env,
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a program prints that is started as a check starts it. */
function started(text: string, interpreter = python): string {
  writeFileSync(path.join(folder, 'entry.py'), text);
  const { file, args, env } = pythonCommand({
    python: interpreter,
    readable: [ADAPTER],
    writable: [folder],
    nativePackages: false,
    args: [path.join(ADAPTER, 'run.py'), 'program', 'entry.py'],
  });
  return execFileSync(file, args, {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
}

describe.skipIf(process.platform === 'win32')('a program that Python starts without site', () => {
  it('sees the environment and the names that it sees when it is started by hand', () => {
    writeFileSync(path.join(folder, 'by-hand.py'), SEES);
    const byHand = execFileSync(python, ['-I', path.join(folder, 'by-hand.py')], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(JSON.parse(started(SEES))).toEqual(JSON.parse(byHand));
  });

  it('can import subprocess, which can start nothing', () => {
    const text = `import subprocess, _posixsubprocess
for start in (lambda: subprocess.run(["true"]), lambda: _posixsubprocess.fork_exec(*[None] * 23)):
    try:
        start()
    except PermissionError as error:
        print(error.strerror)
`;
    expect(started(text)).toBe('A lab may not start other programs\nA lab may not use fork_exec\n');
  });

  it('finds what a file of the environment adds to the path', () => {
    const home = path.join(folder, 'environment');
    execFileSync(python, ['-I', '-m', 'venv', '--without-pip', home]);
    const added = path.join(home, 'added');
    mkdirSync(added);
    writeFileSync(path.join(added, 'rare.py'), 'HERE = "found"\n');
    const interpreter = path.join(home, 'bin/python');
    const sites = 'import sysconfig; print(sysconfig.get_path("purelib"), end="")';
    const place = execFileSync(interpreter, ['-I', '-c', sites], { encoding: 'utf8' });
    writeFileSync(path.join(place, 'rare.pth'), `${added}\n`);
    expect(started('import rare\nprint(rare.HERE)', interpreter)).toBe('found\n');
  });
});

test.skipIf(process.platform !== 'linux')(
  'the kernel holds the rules where a Python keeps its C functions elsewhere',
  () => {
    const text = `import sys, _ctypes
del _ctypes.dlsym
sys.path.insert(0, ${JSON.stringify(ADAPTER)})
from kernel_guard import hold
hold(read=("/usr", "/lib"), write=())
import os
for act in (lambda: open("/etc/passwd"), os.fork, lambda: os.kill(1, 0)):
    try:
        act()
        print("it could")
    except OSError as error:
        print(error.errno)
print([name for name in sys.modules if "ctypes" in name])
`;
    const said = execFileSync(python, ['-I', '-B', '-c', text], { encoding: 'utf8' });
    expect(said).toBe('13\n1\n1\n[]\n');
  },
);
