/**
 * Runs jobs with at most `limit` at a time.
 * @returns the results in the order of the jobs
 */
export async function inPool<T, R>(
  jobs: readonly T[],
  limit: number,
  work: (job: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  async function lane(): Promise<void> {
    while (next < jobs.length) {
      const at = next;
      next += 1;
      results[at] = await work(jobs[at]!);
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, jobs.length) }, lane));
  return results;
}
