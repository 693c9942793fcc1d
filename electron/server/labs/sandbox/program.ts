import { spawn, type ChildProcess } from 'node:child_process';
import { killTree } from './kill-tree.ts';
import { createOutputLog } from './output-log.ts';

export interface ProgramOptions {
  /** The file to run, relative to `cwd`. */
  entry: string;
  cwd: string;
  /** Folders that may be read besides `cwd`. */
  readable: readonly string[];
  /** Where Node keeps compiled code between runs; the one folder besides `cwd` that may be written. */
  cache: string;
  /** All that the program sees of the environment. */
  env: Readonly<Record<string, string>>;
  wallMs: number;
  memoryMb?: number;
  /** Cancels: the whole tree ends. */
  signal?: AbortSignal | undefined;
  onOutput?: (stream: 'stdout' | 'stderr', text: string) => void;
}

/** How a program ended. */
export interface ProgramEnd {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  isTimedOut: boolean;
  isCanceled: boolean;
}

export interface Program {
  readonly pid: number | undefined;
  /** What it printed so far, stdout and stderr in the order of arrival, at most 1 MB. */
  output(): string;
  readonly ended: Promise<ProgramEnd>;
  readonly hasEnded: boolean;
  /** SIGTERM, then SIGKILL after a grace of 300 ms, to the whole process group. */
  stop(): Promise<ProgramEnd>;
}

const GRACE_MS = 300;
const DEFAULT_MEMORY_MB = 256;

/**
 * CPU seconds and file size that the kernel enforces, also when Cairn itself is killed; a limit that the shell does
 * not know is skipped, because the wall time still holds.
 */
const LIMITS =
  'ulimit -t "$1" 2>/dev/null; ulimit -f 131072 2>/dev/null; ulimit -c 0 2>/dev/null; shift; exec "$@"';

/**
 * Runs before the program. Ends it when Cairn's end of a pipe closes, so that it cannot outlive a killed Cairn; and
 * closes what the permission model leaves open: signals and a debugger for other processes of the same person. A server
 * that listens has loaded its code, and writes the compiled form then: a program that is killed would never write it.
 */
const GUARD = `data:text/javascript,${encodeURIComponent(`
import { subscribe } from 'node:diagnostics_channel';
import { flushCompileCache, syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import os from 'node:os';
const own = process.pid;
const kill = process._kill.bind(process);
const setPriority = os.setPriority;
const pipe = new Socket({ fd: 3 });
pipe.on('error', () => {}).on('close', () => kill(own, 9)).resume().unref();
const deny = (pid) => {
  const error = new Error('A lab may not touch other processes.');
  throw Object.assign(error, { code: 'ERR_ACCESS_DENIED', permission: 'Signal', resource: String(pid) });
};
process._kill = (pid, signal) => (pid === own ? kill(own, signal) : deny(pid));
process._debugProcess = deny;
os.setPriority = (pid, priority) => (pid === own ? setPriority(own, priority) : deny(pid));
syncBuiltinESMExports();
subscribe('tracing:net.server.listen:asyncEnd', () => setImmediate(flushCompileCache));
`)}`;

function start(options: ProgramOptions): ChildProcess {
  const { entry, cwd, readable, cache, memoryMb = DEFAULT_MEMORY_MB } = options;
  const args = [
    '--permission',
    // Its files are not covered by the permission model: it would open Cairn's own database.
    '--no-experimental-sqlite',
    ...[cwd, cache, ...readable].map((folder) => `--allow-fs-read=${folder}`),
    ...[cwd, cache].map((folder) => `--allow-fs-write=${folder}`),
    `--max-old-space-size=${memoryMb}`,
    '--disable-warning=SecurityWarning',
    '--disable-warning=ExperimentalWarning',
    '--import',
    GUARD,
    entry,
  ];
  const cpuSeconds = String(Math.ceil(options.wallMs / 1000) + 1);
  const [file, argv] =
    process.platform === 'win32'
      ? [process.execPath, args]
      : ['/bin/sh', ['-c', LIMITS, 'sh', cpuSeconds, process.execPath, ...args]];
  return spawn(file, argv, {
    cwd,
    env: { ...options.env, NODE_COMPILE_CACHE: cache },
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
}

/**
 * Runs a learner's program: Node's permission model (reads: its folder and `readable`, writes: its folder and the cache; no
 * child processes, workers or add-ons), its own process group, limits on time, memory and output. A seat belt, not
 * a sandbox: the network stays open (nodejs.org/api/permissions.html).
 */
export function runProgram(options: ProgramOptions): Program {
  const child = start(options);
  child.stdio[3]?.on('error', () => {});
  const log = createOutputLog();
  let isTimedOut = false;
  let isCanceled = false;
  let end: ProgramEnd | undefined;

  for (const name of ['stdout', 'stderr'] as const) {
    child[name]!.setEncoding('utf8').on('data', (text: string) => {
      const kept = log.add(text);
      if (kept !== '') options.onOutput?.(name, kept);
    });
  }

  let grace: NodeJS.Timeout | undefined;
  const terminate = (): void => {
    if (end || child.pid === undefined) return;
    killTree(child.pid, 'SIGTERM');
    grace ??= setTimeout(() => killTree(child.pid!, 'SIGKILL'), GRACE_MS);
  };
  const wall = setTimeout(() => {
    isTimedOut = true;
    terminate();
  }, options.wallMs);
  const cancel = (): void => {
    isCanceled = true;
    terminate();
  };
  options.signal?.addEventListener('abort', cancel, { once: true });
  if (options.signal?.aborted) cancel();

  const ended = new Promise<ProgramEnd>((resolve) => {
    const finish = (exitCode: number | null, signal: NodeJS.Signals | null): void => {
      if (end) return;
      clearTimeout(wall);
      clearTimeout(grace);
      options.signal?.removeEventListener('abort', cancel);
      // What the leader left behind goes with it.
      if (child.pid !== undefined) killTree(child.pid, 'SIGKILL');
      end = { exitCode, signal, isTimedOut, isCanceled };
      resolve(end);
    };
    child.once('error', () => finish(null, null));
    // `exit`, not `close`: a process that inherited the pipes must not keep a check waiting.
    child.once('exit', (code, signal) => setImmediate(() => finish(code, signal)));
  });

  return {
    pid: child.pid,
    output: () => log.text(),
    ended,
    get hasEnded() {
      return end !== undefined;
    },
    stop() {
      terminate();
      return ended;
    },
  };
}
