import { fork, type ChildProcess } from 'node:child_process';
import { childEnv } from '../../child-env.ts';
import { gib } from './memory.ts';
import { LOAD_FAILED, TOO_LARGE, type FromWorker, type ToWorker, type WorkerOptions } from './protocol.ts';

const MEMORY_MB = 512;

export interface Death {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** The end of what it wrote to stderr. */
  said: string;
}

export interface WorkerProcess {
  readonly pid: number | undefined;
  send(message: ToWorker): void;
  /** Whether the process keeps ours alive: while it works it does, idle it must not hold up an exit. */
  hold(on: boolean): void;
  /** Ends it at once and resolves when it is gone. It holds nothing that could be lost. */
  kill(): Promise<void>;
}

export interface WorkerProcessOptions {
  worker: WorkerOptions;
  env: Readonly<Record<string, string | undefined>>;
  onMessage: (message: FromWorker) => void;
  onDeath: (death: Death) => void;
}

/** Starts the model's process, with a scrubbed environment and a limit on memory. */
export function startWorker({ worker, env, onMessage, onDeath }: WorkerProcessOptions): WorkerProcess {
  const child = fork(new URL('./worker.ts', import.meta.url), [JSON.stringify(worker)], {
    execArgv: [`--max-old-space-size=${MEMORY_MB}`, '--disable-warning=ExperimentalWarning'],
    env: childEnv(env),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2000)));
  child.on('message', onMessage);
  child.on('error', (error) => (said += error.message));
  // `close` rather than `exit`: by then all that it wrote has been read.
  const gone = new Promise<void>((resolve) => {
    child.once('close', (code, signal) => {
      resolve();
      onDeath({ code, signal, said });
    });
  });
  return {
    pid: child.pid,
    // A dead channel is noticed through `close`, which answers the job.
    send: (message) => void child.send(message, () => {}),
    hold: (on) => hold(child, on),
    async kill() {
      // An idle process does not keep ours alive, but waiting for its end has to.
      hold(child, true);
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** What a person is told about a death. */
export function deathMessage(name: string, { code, signal, said }: Death): string {
  const told = (start: string): string | undefined =>
    said
      .split('\n')
      .find((line) => line.startsWith(start))
      ?.slice(start.length)
      .trim();
  const reason = told(LOAD_FAILED);
  if (reason !== undefined) return `${name} could not be loaded: ${reason}`;
  const used = told(TOO_LARGE);
  if (used !== undefined) {
    return `${name} was stopped: it took ${gib(Number(used))} of memory, more than it may. Allow more on the Models page, or send less.`;
  }
  return `${name}'s process stopped (${signal ?? `exit ${code}`}). The next call starts a fresh one.`;
}

function hold(child: ChildProcess, on: boolean): void {
  const stderr = child.stderr as (NodeJS.ReadableStream & { ref?(): void; unref?(): void }) | null;
  for (const handle of [child, child.channel, stderr]) {
    if (on) handle?.ref?.();
    else handle?.unref?.();
  }
}
