import { randomUUID } from 'node:crypto';
import { constants } from 'node:os';
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDiskMeter, type DiskMeter } from './disk-meter.ts';
import { killTree } from './kill-tree.ts';
import { cpuSecondsFor, explainLimit, limitBehind, LIMITS, type Limit, type Limits } from './limits.ts';
import { listenToOutput } from './listen-output.ts';
import { spawnProgram, type ChildLike, type Spawned } from './spawn-program.ts';
import { createStopper, type Stopper } from './stopper.ts';
import { killStragglers } from './stragglers.ts';
import type { StrictTool } from './strict/types.ts';
import { watchLimits } from './watch-limits.ts';

/** What the system starts: a file, its arguments, and the variables that it needs itself. */
export interface Command {
  file: string;
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** What it needs to read and write, besides the system's own files. The growth of `writable` is limited. */
  readable?: readonly string[];
  writable?: readonly string[];
  /** That of `writable` in which a runtime keeps compiled code for all programs. */
  cache?: string;
}

export interface ProgramOptions {
  command: Command;
  cwd: string;
  /** All that the program sees of the environment, beside the command's own. */
  env: Readonly<Record<string, string>>;
  wallMs: number;
  limits?: Partial<Limits>;
  /** Shared by programs that write in the same folders; left out: one of its own. */
  disk?: DiskMeter | undefined;
  /** A process that is there already, made for these options, with its limits set: it is run instead of a new one. */
  adopt?: Spawned | undefined;
  /** The system's sandbox, for strict mode. */
  strict?: StrictTool | undefined;
  /** Ports on this machine that it may call in strict mode, besides those of the addresses in `env`. */
  reach?: readonly number[];
  /** `pipe`: `input` of the program is a stream to write to; else it is empty. */
  input?: 'none' | 'pipe';
  /** `pipe`: stdout is a stream to read, for protocols, and no part of the output; else it is logged like stderr. */
  stdout?: 'log' | 'pipe';
  /** Cancels: the whole tree ends. */
  signal?: AbortSignal | undefined;
  onOutput?: ((stream: 'stdout' | 'stderr', text: string) => void) | undefined;
}

/** How a program ended. */
export interface ProgramEnd {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  isTimedOut: boolean;
  isCanceled: boolean;
  /** The limit that stopped it, if one did. */
  limit: Limit | null;
}

export interface Program {
  readonly pid: number | undefined;
  /** Its standard input and output, where they were asked for as pipes. */
  readonly input: Writable | null;
  readonly stdout: Readable | null;
  /** What it printed so far, stdout and stderr in the order of arrival, at most 1 MB; and which limit stopped it. */
  output(): string;
  readonly ended: Promise<ProgramEnd>;
  /** Settles when all that it printed has been read: a moment after its end. */
  readonly drained: Promise<void>;
  readonly hasEnded: boolean;
  /** SIGTERM, then SIGKILL after a grace of 300 ms, to the whole process group. */
  stop(): Promise<ProgramEnd>;
}

const LAST_WORDS_MS = 500;

/** A sandbox reports the signal that ended the program as an exit code, like a shell. */
function signalOf(code: number | null): NodeJS.Signals | null {
  const found = Object.entries(constants.signals).find(([, number]) => number + 128 === code);
  return (found?.[0] as NodeJS.Signals | undefined) ?? null;
}

/** Starts the looks and timers that hold the limits of a running program. @returns a function that ends them */
function holdLimits(child: ChildLike, options: ProgramOptions, stopper: Stopper): () => void {
  if (child.pid === undefined) return () => {};
  const wall = setTimeout(() => stopper.over('wall-time'), options.wallMs);
  const isPiped = options.stdout === 'pipe';
  const unwatch = watchLimits(
    child.pid,
    {
      limits: limitsOf(options),
      disk: options.disk ?? createDiskMeter(),
      writable: options.command.writable ?? [],
      cache: options.command.cache,
      // Not by listening: data would flow before its reader is there.
      said: () => (isPiped ? (child.stdout as Socket).bytesRead : 0),
    },
    (limit) => stopper.over(limit),
  );
  return () => {
    clearTimeout(wall);
    unwatch();
  };
}

const limitsOf = ({ limits }: ProgramOptions): Limits => ({ ...LIMITS, ...limits });

/** Settles when a process has ended; with nothing when it could not be started. */
function exitOf(child: ChildLike): Promise<{ code: number | null; by: NodeJS.Signals | null }> {
  return new Promise((resolve) => {
    child.once('error', () => resolve({ code: null, by: null }));
    // `exit`, not `close`: a process that inherited the pipes must not keep a check waiting.
    child.once('exit', (code, by) => setImmediate(() => resolve({ code, by })));
  });
}

/** Settles when all that a process printed has been read. */
async function drainedOf(child: ChildLike): Promise<void> {
  await Promise.all(
    [child.stdout!, child.stderr!].map((stream) => new Promise((resolve) => stream.once('close', resolve))),
  );
}

/**
 * Runs a learner's program, in any language: its own process group, limits on time, memory, output, disk and
 * processes, and what the command itself brings along. Whatever ends it, nothing of it is left
 * (docs/lab-isolation.md says how far that goes on each system).
 */
export function runProgram(options: ProgramOptions): Program {
  const limits = limitsOf(options);
  const mark = options.adopt?.mark ?? randomUUID();
  const begun = performance.now();
  const { child, close } = options.adopt ?? spawnProgram(options, limits, mark);
  child.stdio[3]?.on('error', () => {});
  child.stdin?.on('error', () => {});
  const stopper = createStopper(child);
  const log = listenToOutput(child, { options, limits }, () => stopper.over('output'));
  const release = holdLimits(child, options, stopper);
  let end: ProgramEnd | undefined;
  let isCanceled = false;
  let note = '';

  const cancel = (): void => {
    isCanceled = true;
    stopper.terminate();
  };
  options.signal?.addEventListener('abort', cancel, { once: true });
  if (options.signal?.aborted) cancel();

  const drained = drainedOf(child);
  const ended = exitOf(child).then(async ({ code, by }) => {
    release();
    stopper.done();
    options.signal?.removeEventListener('abort', cancel);
    // What the leader left behind goes with it.
    if (child.pid !== undefined) {
      killTree(child.pid, 'SIGKILL');
      killStragglers(mark, child.pid);
    }
    close();
    const signal = by ?? (options.strict ? signalOf(code) : null);
    const exitCode = signal ? null : code;
    // Its last words, which may name a limit of the system, can still be in the pipe.
    if (exitCode !== 0 && !stopper.isStopping) await Promise.race([drained, sleep(LAST_WORDS_MS)]);
    const own = { signal, exitCode, output: log.text(), ms: performance.now() - begun };
    const limit = stopper.isStopping
      ? stopper.limit
      : limitBehind(own, cpuSecondsFor(limits, options.wallMs));
    if (limit) {
      note = `\n[${explainLimit(limit, limits, options.wallMs)}]\n`;
      options.onOutput?.('stderr', note);
    }
    end = { exitCode, signal, isTimedOut: limit === 'wall-time', isCanceled, limit };
    return end;
  });

  return {
    pid: child.pid,
    drained,
    input: child.stdin,
    stdout: options.stdout === 'pipe' ? child.stdout : null,
    output: () => log.text() + note,
    ended,
    get hasEnded() {
      return end !== undefined;
    },
    stop() {
      stopper.terminate();
      return ended;
    },
  };
}
