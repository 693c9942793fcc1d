import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { onPath, type Env, type FoundPython } from './find-python.ts';

export const binaryOf = (environment: string): string =>
  process.platform === 'win32'
    ? path.join(environment, 'Scripts', 'python.exe')
    : path.join(environment, 'bin', 'python');

/** uv, which installs many times faster than pip, where the person has it. */
export function findUv(env: Env): string | undefined {
  const home = env['HOME'] ?? env['USERPROFILE'];
  const extra = home ? [path.join(home, '.local', 'bin'), path.join(home, '.cargo', 'bin')] : [];
  const folders = [env['PATH'] ?? env['Path'] ?? '', ...extra].join(path.delimiter);
  return onPath(['uv'], { PATH: folders }).next().value ?? undefined;
}

interface InstallOptions {
  python: FoundPython;
  uv: string | undefined;
  /** The folder of the environment to be. */
  folder: string;
  requirements: string;
  env: Env;
  onProgress: (message: string) => void;
}

/**
 * Makes a virtual environment and installs the pinned packages into it.
 * @throws Error with the last words of what failed
 */
export async function install(options: InstallOptions): Promise<void> {
  const { python, uv, folder, requirements, env, onProgress } = options;
  const tell = (line: string): void => {
    // pip names each package in several long lines, and in the end all of them in one.
    const found = /^(Downloading \S+|Installing|Prepared .*|Installed .*)/.exec(line.trim());
    if (found) onProgress(`Python packages: ${found[0].slice(0, 120)}`);
  };
  if (uv) {
    await work(uv, ['venv', '--no-project', '--python', python.file, folder], { env, tell });
    const into = [
      '--python',
      binaryOf(folder),
      '--require-hashes',
      '--compile-bytecode',
      '--link-mode',
      'copy',
    ];
    await work(uv, ['pip', 'install', ...into, '-r', requirements], { env, tell });
    return;
  }
  await work(python.file, ['-m', 'venv', folder], { env, tell });
  const quiet = ['--disable-pip-version-check', '--no-input', '--progress-bar', 'off'];
  const pip = ['-m', 'pip', 'install', ...quiet, '--require-hashes', '--only-binary', ':all:'];
  await work(binaryOf(folder), [...pip, '-r', requirements], { env, tell });
}

const KEPT_LINES = 8;
/** What pip says of packages that other systems need: forty lines of it stand before the one that matters. */
const NOISE = /^\s*(Ignoring \S+: markers|Looking in (indexes|links)|Collecting |\[notice\]|$)/;

/** Runs a tool to its end and tells of its lines. */
async function work(
  file: string,
  args: readonly string[],
  { env, tell }: { env: Env; tell: (line: string) => void },
): Promise<void> {
  const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      tell(line);
      if (NOISE.test(line)) return;
      last.push(line);
      if (last.length > KEPT_LINES) last.shift();
    });
  }
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(last.join('\n')))));
  });
}
