/**
 * Runs jobs with at most `limit` at a time.
 * @param work gets the job and its place among the jobs, from 0
 * @returns the results in the order of the jobs
 */
export async function inPool<T, R>(
  jobs: readonly T[],
  limit: number,
  work: (job: T, at: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  async function lane(): Promise<void> {
    while (next < jobs.length) {
      const at = next;
      next += 1;
      results[at] = await work(jobs[at]!, at);
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, jobs.length) }, lane));
  return results;
}

/** Room for so much work at a time, shared by several that have some. */
export interface Lanes {
  /** Begins when there is room, in the order of the calls. */
  run<R>(work: () => Promise<R>): Promise<R>;
}

export function createLanes(limit: number): Lanes {
  const waiting: (() => void)[] = [];
  let free = limit;
  return {
    async run(work) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        // Handed on, not given back: whoever comes now must not overtake those that wait.
        const next = waiting.shift();
        if (next) next();
        else free += 1;
      }
    },
  };
}
