import { AppError } from '../../../shared/errors.ts';

export interface Job {
  kind: 'check' | 'run';
  controller: AbortController;
  done: Promise<unknown>;
}

/** What is under way: one job a lab, so that two checks never fight over a workspace. */
export function createJobs() {
  const jobs = new Map<string, Job>();
  return {
    kind: (lab: string): Job['kind'] | null => jobs.get(lab)?.kind ?? null,
    /** @throws AppError `conflict` when something of this lab is under way */
    start<T>(lab: string, kind: Job['kind'], work: (signal: AbortSignal) => Promise<T>): Promise<T> {
      const running = jobs.get(lab);
      if (running) {
        const what =
          running.kind === 'check'
            ? 'A check of this lab is under way'
            : 'The program of this lab is running';
        throw new AppError('conflict', `${what}.`, { hint: 'Wait until it is done, or stop it.' });
      }
      const controller = new AbortController();
      const done = work(controller.signal).finally(() => jobs.delete(lab));
      jobs.set(lab, { kind, controller, done });
      return done;
    },
    /** Ends a lab's job and waits for its processes. @returns whether there was one */
    async stop(lab: string): Promise<boolean> {
      const job = jobs.get(lab);
      job?.controller.abort(new Error('stopped'));
      await job?.done.catch(() => {});
      return job !== undefined;
    },
    async stopAll(): Promise<void> {
      await Promise.all([...jobs.keys()].map((lab) => this.stop(lab)));
    },
  };
}
