import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pythonRuntime } from '../../electron/server/labs/adapters/python/adapter.ts';
import { adapter as typescript } from '../../electron/server/labs/adapters/typescript/adapter.ts';
import type { LanguageRuntime, Launch } from '../../electron/server/labs/adapters/types.ts';
import type { Program } from '../../electron/server/labs/sandbox/program.ts';
import { prepareAround, programFolders } from '../../electron/server/labs/workspace.ts';
import { fileOf, type Hostile } from '../fixtures/labs/hostile/programs.ts';
import { root } from './app.ts';

/** What no program may ever get to see. */
export const SECRET = 'the-secret-of-the-data-folder';

/** A data folder with things worth stealing, and programs that run in it as labs do. */
export interface Arena {
  data: string;
  /** A port on this machine on which something else listens. */
  openPort: number;
  hasPython: boolean;
  /** Starts a program of the table from nothing; each in a workspace of its own. */
  start(hostile: Hostile, more?: Partial<Launch>): Program;
  /** The same in a process that was there already: forked for Python, started ahead for Node. */
  startWarm(hostile: Hostile, more?: Partial<Launch>): Promise<Program>;
  /** Processes that carry the mark of this arena's programs, or are at home in its folders: a fork has no mark. */
  orphans(): number[];
  close(): Promise<void>;
}

/** A Python 3.10 or newer of this machine; without one, the programs in Python are skipped. */
function findPython(): string | undefined {
  for (const name of ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10']) {
    try {
      const print = 'import sys; print(sys.executable if sys.version_info >= (3, 10) else "")';
      const found = execFileSync(name, ['-c', print], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim();
      if (found !== '') return found;
    } catch {
      // The next one.
    }
  }
  return undefined;
}

async function listen(server: Server, at: number | string): Promise<void> {
  await new Promise<void>((resolve) => {
    if (typeof at === 'number') server.listen(at, '127.0.0.1', resolve);
    else server.listen(at, resolve);
  });
}

export async function createArena(): Promise<Arena> {
  const data = mkdtempSync(path.join(tmpdir(), 'cairn-arena-'));
  writeFileSync(path.join(data, 'cairn.db'), SECRET);
  writeFileSync(path.join(data, 'keys.json'), JSON.stringify({ key: SECRET }));
  writeFileSync(path.join(data, 'secret.env'), `SECRET=${SECRET}\n`);
  const other = path.join(data, 'labs/other-lab/typescript');
  mkdirSync(other, { recursive: true });
  writeFileSync(path.join(other, 'server.ts'), SECRET);
  const around = path.join(data, 'labs/hostile');
  prepareAround(around, path.join(root, 'node_modules'));
  const mark = `arena-${path.basename(data)}`;
  const tcp = createServer((socket) => socket.on('error', () => {}).end());
  const unix = createServer((socket) => socket.on('error', () => {}).end(SECRET));
  await Promise.all([listen(tcp, 0), listen(unix, path.join(data, 'socket'))]);
  const openPort = (tcp.address() as AddressInfo).port;
  const python = findPython();
  let isPriming = false;
  const runtimes: Partial<Record<Hostile['language'], LanguageRuntime>> = {
    typescript: await typescript.prepare({ folder: '', labs: '', env: {}, isWarm: () => isPriming }),
    ...(python === undefined ? {} : { python: pythonRuntime(python) }),
  };
  let count = 0;
  const launchOf = (hostile: Hostile, more: Partial<Launch>): Launch => {
    const entry = hostile.language === 'python' ? 'main.py' : 'main.ts';
    const workspace = path.join(around, String((count += 1)));
    const folders = programFolders({ workspace, packages: path.join(root, 'node_modules') });
    folders.scratch = path.join(workspace, 'scratch');
    mkdirSync(folders.scratch, { recursive: true });
    return {
      as: 'program',
      entry,
      folders,
      env: { PATH: '/usr/bin:/bin', ARENA: mark },
      wallMs: hostile.wallMs ?? 30_000,
      nativePackages: false,
      ...(hostile.limits ? { limits: hostile.limits } : {}),
      ...more,
    };
  };
  const write = ({ folders, entry }: Launch, text: string): void =>
    writeFileSync(path.join(folders.cwd, entry), text);
  const textOf = (hostile: Hostile): string => fileOf(hostile, { DATA: data, OPEN_PORT: String(openPort) });
  return {
    data,
    openPort,
    hasPython: python !== undefined,
    start(hostile, more = {}) {
      const launch = launchOf(hostile, more);
      write(launch, textOf(hostile));
      return runtimes[hostile.language]!.start(launch);
    },
    async startWarm(hostile, more = {}) {
      const launch = launchOf(hostile, more);
      const runtime = runtimes[hostile.language]!;
      if (hostile.language === 'typescript') {
        // Whatever runs first has a process started ahead for the next run of its kind.
        write(launch, '');
        isPriming = true;
        const first = runtime.launch(launch);
        isPriming = false;
        await (
          await first
        ).ended;
      }
      write(launch, textOf(hostile));
      return runtime.launch(launch);
    },
    orphans() {
      return readdirSync('/proc')
        .map(Number)
        .filter((pid) => pid > 0 && (isMarked(pid, mark) || isIn(pid, data)));
    },
    async close() {
      await Promise.all(Object.values(runtimes).map((runtime) => runtime.close()));
      tcp.close();
      unix.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function isIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
  } catch {
    return false;
  }
}

function isMarked(pid: number, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(mark);
  } catch {
    return false;
  }
}
