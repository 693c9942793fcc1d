import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { RuntimeMissing } from '../types.ts';

const run = promisify(execFile);

export type Env = Readonly<Record<string, string | undefined>>;

/** A Python of a version that labs can use. */
export interface FoundPython {
  file: string;
  /** Like 3.11.7. */
  version: string;
  /** It can make environments by itself; Debian's cannot without the package python3-venv. */
  hasVenv: boolean;
}

/** The versions that labs/requirements.txt is made for. */
const OLDEST = 10;
const NEWEST = 14;

const ASK =
  'import sys, importlib.util as u; print("%d.%d.%d" % sys.version_info[:3]); print(sys.executable); ' +
  'print(u.find_spec("venv") is not None and u.find_spec("ensurepip") is not None)';

/** How long one interpreter may take to say its version. */
const ASK_MS = 10_000;

const INSTEAD = 'Or do the labs in TypeScript, which needs nothing installed.';
const INSTALL = `Install Python 3.${NEWEST - 1} from python.org or your package manager, or name one in CAIRN_PYTHON. ${INSTEAD}`;

/**
 * Finds a Python from 3.10 to 3.14: the one that CAIRN_PYTHON names, else the first of the PATH, pyenv, uv, the
 * usual folders, and the launcher of Windows.
 * @param canUse says whether one that cannot make environments is good enough
 * @throws RuntimeMissing in words that say what to do
 */
export async function findPython(env: Env, canUse: (found: FoundPython) => boolean): Promise<FoundPython> {
  const chosen = env['CAIRN_PYTHON'];
  if (chosen) {
    const found = await ask(chosen, env);
    if (found) return found;
    throw new RuntimeMissing(
      `CAIRN_PYTHON names ${chosen}, which is no Python from 3.${OLDEST} to 3.${NEWEST}. Correct it, or take it away.`,
    );
  }
  let crippled: FoundPython | undefined;
  for await (const file of candidates(env)) {
    const found = await ask(file, env);
    if (found && canUse(found)) return found;
    crippled ??= found;
  }
  if (crippled) {
    throw new RuntimeMissing(
      `Python ${crippled.version} at ${crippled.file} cannot make virtual environments. Install its venv package (on Debian and Ubuntu: apt install python3-venv). ${INSTEAD}`,
    );
  }
  throw new RuntimeMissing(`There is no Python from 3.${OLDEST} to 3.${NEWEST} on this computer. ${INSTALL}`);
}

async function ask(file: string, env: Env): Promise<FoundPython | undefined> {
  try {
    const { stdout } = await run(file, ['-I', '-c', ASK], { env, timeout: ASK_MS, windowsHide: true });
    const [version = '', executable = '', hasVenv = ''] = stdout.trim().split(/\r?\n/);
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major !== 3 || minor < OLDEST || minor > NEWEST) return undefined;
    return { file: executable, version, hasVenv: hasVenv === 'True' };
  } catch {
    // Not there, not executable, a shim without a version, the store's stub: none of them is a Python.
    return undefined;
  }
}

const VERSIONS = Array.from({ length: NEWEST - OLDEST + 1 }, (_, i) => `3.${NEWEST - i}`);

/** Where a Python may be, the likeliest first. Each is asked only when those before it were none. */
async function* candidates(env: Env): AsyncGenerator<string> {
  const isWindows = process.platform === 'win32';
  yield* onPath(['python3', 'python', ...VERSIONS.map((version) => `python${version}`)], env);
  const home = env['HOME'] ?? env['USERPROFILE'];
  const inHome = (...parts: string[]): string[] => (home === undefined ? [] : [path.join(home, ...parts)]);
  const data = env['XDG_DATA_HOME'] ? [env['XDG_DATA_HOME']] : inHome('.local', 'share');
  const pyenv = env['PYENV_ROOT'] ? [env['PYENV_ROOT']] : inHome('.pyenv');
  const roots = [
    ...pyenv.map((root) => path.join(root, 'versions')),
    ...data.map((root) => path.join(root, 'uv', 'python')),
    ...(env['APPDATA'] ? [path.join(env['APPDATA'], 'uv', 'python')] : []),
    ...(env['LOCALAPPDATA'] ? [path.join(env['LOCALAPPDATA'], 'Programs', 'Python')] : []),
  ];
  for (const root of roots) {
    for (const name of newestFirst(root))
      yield path.join(root, name, ...(isWindows ? ['python.exe'] : ['bin', 'python3']));
  }
  if (isWindows) yield* fromLauncher(env);
  else yield* ['/opt/homebrew/bin/python3', '/usr/local/bin/python3', '/usr/bin/python3'];
}

function newestFirst(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }));
}

/** The files of these names in the folders of the PATH. */
export function* onPath(names: readonly string[], env: Env): Generator<string> {
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const ending = process.platform === 'win32' ? '.exe' : '';
  for (const name of names) {
    for (const folder of folders) {
      const file = path.join(folder, name + ending);
      if (existsSync(file)) yield file;
    }
  }
}

/** `py -0p` lists a version and a path a line (docs.python.org/3/using/windows.html). */
async function* fromLauncher(env: Env): AsyncGenerator<string> {
  const listed = await run('py', ['-0p'], { env, timeout: ASK_MS, windowsHide: true }).catch(() => undefined);
  for (const line of listed?.stdout.split(/\r?\n/) ?? []) {
    const file = /([A-Za-z]:\\.*\.exe)\s*$/.exec(line)?.[1];
    if (file) yield file;
  }
}
