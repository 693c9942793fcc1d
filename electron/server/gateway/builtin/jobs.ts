import type { Logger } from '../../deps.ts';
import type { FromWorker, ToWorker, WorkerOptions } from './protocol.ts';
import { deathMessage, startWorker, type WorkerProcess } from './worker-process.ts';

/** What a job reports; `crashed` when its process died under it. */
export type JobEvent = FromWorker | { type: 'crashed'; id: number; message: string };

export interface JobsOptions extends WorkerOptions {
  log: Logger;
  /** What people call the model, at the beginning of a sentence. */
  name: string;
  /** How long the process stays after its last job, in milliseconds. */
  idleMs: () => number;
  env: Readonly<Record<string, string | undefined>>;
}

export interface Jobs {
  /** Starts the process when there is none, so that the first job need not wait for the model to load. */
  warm(): void;
  /** Registers a job and gives its id; its events go to the listener until `forget`. */
  listen(listener: (event: JobEvent) => void): number;
  /** Sends to the process, starting it if there is none. */
  send(message: Exclude<ToWorker, { type: 'cancel' }>): void;
  /** Stops a job's decoding. With no process there is nothing to stop, and none is started for it. */
  cancel(id: number): void;
  forget(id: number): void;
  pid(): number | null;
  close(): Promise<void>;
}

/** The jobs in flight and the one process that they share: started at the first, stopped when idle. */
export function createJobs({ log, name, idleMs, env, ...worker }: JobsOptions): Jobs {
  const listeners = new Map<number, (event: JobEvent) => void>();
  let current: WorkerProcess | null = null;
  let idle: NodeJS.Timeout | undefined;
  let lastId = 0;

  function start(): WorkerProcess {
    const started: WorkerProcess = startWorker({
      worker,
      env,
      onMessage: (message) => listeners.get(message.id)?.(message),
      onDeath(death) {
        // One that was let go is no news, and newer jobs belong to its successor.
        if (current !== started) return;
        current = null;
        if (listeners.size === 0) return;
        log.error('a model stopped', { model: name, ...death });
        for (const [id, listener] of listeners) {
          listener({ type: 'crashed', id, message: deathMessage(name, death) });
        }
      },
    });
    return started;
  }

  /** Without a job the process must not keep ours alive, and goes after a while. */
  function rest(): void {
    current?.hold(false);
    clearTimeout(idle);
    idle = setTimeout(() => {
      const old = current;
      current = null;
      void old?.kill();
    }, idleMs()).unref();
  }

  return {
    warm() {
      if (current) return;
      current = start();
      rest();
    },
    listen(listener) {
      lastId += 1;
      listeners.set(lastId, listener);
      return lastId;
    },
    send(message) {
      current ??= start();
      clearTimeout(idle);
      current.hold(true);
      current.send(message);
    },
    cancel: (id) => current?.send({ type: 'cancel', id }),
    forget(id) {
      listeners.delete(id);
      if (listeners.size === 0) rest();
    },
    pid: () => current?.pid ?? null,
    async close() {
      clearTimeout(idle);
      await current?.kill();
    },
  };
}
