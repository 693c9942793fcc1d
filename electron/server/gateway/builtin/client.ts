import { createJobs, type JobEvent, type JobsOptions } from './jobs.ts';
import type { Count, Work } from './protocol.ts';

export interface ModelProcess {
  /** Loads the model ahead of the first job. */
  warm(): void;
  /** The events of one answer. Leaving the loop, or the signal, stops the decoding. */
  run(work: Work, signal: AbortSignal): AsyncGenerator<JobEvent, void, void>;
  count(ask: Count): Promise<JobEvent>;
  /** The running process's id, or null while nothing is loaded. */
  pid(): number | null;
  close(): Promise<void>;
}

/**
 * Runs the model in a process of its own. When it dies, the jobs in it get one clear error and the next job starts a
 * fresh one.
 */
export function createModelProcess(options: JobsOptions): ModelProcess {
  const jobs = createJobs(options);
  let closed = false;

  return {
    warm() {
      if (!closed) jobs.warm();
    },
    async *run(work, signal) {
      if (closed || signal.aborted) return;
      const queue = createQueue<JobEvent>();
      const id = jobs.listen(queue.push);
      const cancel = (): void => jobs.cancel(id);
      signal.addEventListener('abort', cancel);
      jobs.send({ ...work, id });
      let done = false;
      try {
        while (!done) {
          const event = await queue.next();
          done = LAST.has(event.type);
          // Before the last event, because a reader that has it need not come back.
          if (done) jobs.forget(id);
          yield event;
        }
      } finally {
        signal.removeEventListener('abort', cancel);
        if (!done) {
          if (!signal.aborted) cancel();
          jobs.forget(id);
        }
      }
    },
    async count(ask) {
      const queue = createQueue<JobEvent>();
      const id = jobs.listen(queue.push);
      jobs.send({ ...ask, id });
      const event = await queue.next();
      jobs.forget(id);
      return event;
    },
    pid: jobs.pid,
    async close() {
      closed = true;
      await jobs.close();
    },
  };
}

const LAST: ReadonlySet<JobEvent['type']> = new Set(['end', 'refused', 'crashed', 'embedded']);

function createQueue<T>() {
  const items: T[] = [];
  let wake: (() => void) | null = null;
  return {
    push(item: T): void {
      items.push(item);
      wake?.();
    },
    async next(): Promise<T> {
      while (items.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return items.shift()!;
    },
  };
}
