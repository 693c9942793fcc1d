import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { cpuSecondsFor, LIMITS, type Limits } from '../../sandbox/limits.ts';
import type { Command } from '../../sandbox/program.ts';
import type { ChildLike, Spawned } from '../../sandbox/spawn-program.ts';

const SERVER = path.join(import.meta.dirname, 'fork_server.py');
/** Loading all packages for the first time, on a machine that is busy. */
const FORK_MS = 60_000;
/** How long after its end the streams of a short program may arrive. */
const LATE_MS = 2000;
/** The stream that the program holds as long as it may live. */
const LEASH = 3;

/** What a fork is to become. */
export interface ForkRequest {
  command: Command;
  /** The arguments after the interpreter's own and `run.py`. */
  args: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string>>;
  wallMs: number;
  limits?: Partial<Limits> | undefined;
  packages: readonly string[];
}

export interface ForkServer {
  /** Imports packages ahead. Settles when they are there, or after a minute. */
  load(packages: readonly string[]): Promise<void>;
  /** @returns undefined when it cannot: the program is then started from nothing */
  fork(request: ForkRequest): Promise<Spawned | undefined>;
  close(): Promise<void>;
}

/** A fork on its way: complete when its process and its four streams are known. */
interface Fork {
  streams: (Socket | undefined)[];
  pid: number | undefined;
  events: EventEmitter;
  settle(spawned: Spawned | undefined): void;
  isSettled: boolean;
  /** Its end, which may be told before its streams have arrived. */
  exit: [code: number | null, signal: NodeJS.Signals | null] | undefined;
}

/** The limits of the system for one program, as Python's `resource` names them. Sizes in bytes. */
function limitsFor({ limits, wallMs }: ForkRequest): Record<string, [number, number]> {
  const all = { ...LIMITS, ...limits };
  const cpu = cpuSecondsFor(all, wallMs);
  const fileBytes = all.fileMb * 1024 ** 2;
  const dataBytes = all.dataMb * 1024 ** 2;
  return {
    RLIMIT_CPU: [cpu, cpu + 1],
    RLIMIT_FSIZE: [fileBytes, fileBytes],
    RLIMIT_CORE: [0, 0],
    RLIMIT_NOFILE: [all.openFiles, all.openFiles],
    RLIMIT_DATA: [dataBytes, dataBytes],
  };
}

interface ServerPlace {
  python: string;
  /** The socket that forks connect to. */
  place: string;
  forks: Map<string, Fork>;
  /** What to call when packages have been loaded. */
  loads: Map<string, () => void>;
}

function startServer({ python, place, forks, loads }: ServerPlace, onGone: () => void): ChildProcess {
  const started = spawn(python, ['-I', '-B', '-u', '-X', 'utf8', SERVER, place], {
    env: { PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  started.stdin.on('error', () => {});
  createInterface({ input: started.stdout }).on('line', (line) => {
    const news = JSON.parse(line) as News | { loaded: string };
    if ('loaded' in news) loads.get(news.loaded)?.();
    else hear(news, forks);
  });
  const gone = (): void => {
    onGone();
    for (const id of forks.keys()) hear({ job: id, code: -9 }, forks);
    for (const tell of loads.values()) tell();
  };
  started.once('error', gone).once('exit', gone);
  // Neither keeps a command that is done from ending.
  started.unref();
  for (const stream of [started.stdin, started.stdout]) (stream as unknown as Socket).unref();
  return started;
}

const newFork = (settle: Fork['settle']): Fork => ({
  streams: [],
  pid: undefined,
  events: new EventEmitter(),
  settle,
  isSettled: false,
  exit: undefined,
});

/** The line that asks for a program. */
function requestOf(job: string, wanted: ForkRequest): object {
  const { command, args, cwd, env, packages } = wanted;
  return { job, packages, cwd, args, env: { ...env, ...command.env }, limits: limitsFor(wanted) };
}

/** Starts the process that forks. @param python the interpreter of the lab set's environment */
export function createForkServer(python: string): ForkServer {
  const forks = new Map<string, Fork>();
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-fork-'));
  const place = path.join(folder, 's');
  const server: Server = createServer((socket) => greet(socket, forks)).listen(place);
  server.unref();
  const loads = new Map<string, () => void>();
  let child: ChildProcess | undefined;
  const ask = (request: object): void => {
    child ??= startServer({ python, place, forks, loads }, () => (child = undefined));
    child.stdin!.write(`${JSON.stringify(request)}\n`);
  };

  return {
    async load(packages) {
      const load = randomUUID();
      const done = Promise.withResolvers<void>();
      const timer = setTimeout(done.resolve, FORK_MS);
      loads.set(load, done.resolve);
      ask({ load, packages });
      await done.promise;
      clearTimeout(timer);
      loads.delete(load);
    },
    async fork(wanted) {
      const job = randomUUID();
      const done = Promise.withResolvers<Spawned | undefined>();
      const timer = setTimeout(() => done.resolve(undefined), FORK_MS);
      forks.set(job, newFork(done.resolve));
      ask(requestOf(job, wanted));
      const spawned = await done.promise;
      clearTimeout(timer);
      const fork = forks.get(job)!;
      if (!spawned || fork.exit) forks.delete(job);
      // Only now does the fork begin: one that comes too late, when the program was started in another way, never does.
      if (spawned) fork.streams[LEASH]!.write('g');
      else for (const stream of fork.streams) stream?.destroy();
      return spawned;
    },
    async close() {
      const closing = child;
      child = undefined;
      server.close();
      if (closing && closing.exitCode === null) {
        closing.kill('SIGKILL');
        await once(closing, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type News = { job: string; pid?: number; code?: number };

/** What the server told of a program: its process, or its end. */
function hear({ job, pid, code }: News, forks: Map<string, Fork>): void {
  const fork = forks.get(job);
  if (!fork) return;
  if (pid !== undefined) {
    fork.pid = pid;
    settleWhenWhole(fork);
  }
  if (code === undefined) return;
  fork.exit = code < 0 ? [null, SIGNALS[-code] ?? 'SIGKILL'] : [code, null];
  if (fork.isSettled) {
    forks.delete(job);
    tellExit(fork);
  } else setTimeout(() => fork.settle(undefined), LATE_MS).unref();
}

/** Later, so that whoever has just been given the process can listen. */
const tellExit = ({ events, exit }: Fork): void => void setImmediate(() => events.emit('exit', ...exit!));

const SIGNALS: Readonly<Record<number, NodeJS.Signals>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  15: 'SIGTERM',
  24: 'SIGXCPU',
  25: 'SIGXFSZ',
};

/** A connection says in its first line whose stream it is, and which. */
function greet(socket: Socket, forks: Map<string, Fork>): void {
  let head = Buffer.alloc(0);
  socket.on('error', () => {});
  const read = (piece: Buffer): void => {
    head = Buffer.concat([head, piece]);
    const end = head.indexOf('\n');
    if (end < 0) return;
    socket.off('data', read).pause();
    const [job = '', number = ''] = head.toString('utf8', 0, end).split(' ');
    const fork = forks.get(job);
    if (!fork) return void socket.destroy();
    if (head.length > end + 1) socket.unshift(head.subarray(end + 1));
    fork.streams[Number(number)] = socket;
    settleWhenWhole(fork);
  };
  socket.on('data', read);
}

function settleWhenWhole(fork: Fork): void {
  const [stdin, stdout, stderr, leash] = fork.streams;
  if (fork.pid === undefined || !stdin || !stdout || !stderr || !leash) return;
  // Nothing comes this way; what is read is the end.
  stdin.resume();
  leash.resume();
  const child = Object.assign(fork.events, {
    pid: fork.pid,
    stdin,
    stdout,
    stderr,
    stdio: [stdin, stdout, stderr, leash],
  }) as unknown as ChildLike;
  fork.isSettled = true;
  fork.settle({ child, close: () => [stdin, leash].forEach((socket) => socket.destroy()) });
  if (fork.exit) tellExit(fork);
}
