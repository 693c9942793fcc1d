import { readdirSync, readFileSync } from 'node:fs';
import { execFile } from 'node:child_process';

/** What a program and everything that it started uses at a moment. */
export interface Usage {
  processes: number;
  threads: number;
  memoryMb: number;
}

const PAGE_KB = 4;

/**
 * Looks at a program and its descendants.
 * @param pid the leader of its process group
 * @returns undefined when it is gone, or where the system gives no way to look (Windows)
 */
export async function usageOf(pid: number): Promise<Usage | undefined> {
  if (process.platform === 'linux') return usageOnLinux(pid);
  return process.platform === 'win32' ? undefined : usageByPs(pid);
}

/** From /proc: a few short reads for one process. What left the group is found, as long as its parent lives. */
function usageOnLinux(root: number): Usage | undefined {
  const usage: Usage = { processes: 0, threads: 0, memoryMb: 0 };
  const queue = [root];
  for (let pid = queue.pop(); pid !== undefined && usage.processes < 500; pid = queue.pop()) {
    try {
      const resident = Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]);
      const threads = readdirSync(`/proc/${pid}/task`);
      usage.processes += 1;
      usage.threads += threads.length;
      usage.memoryMb += (resident * PAGE_KB) / 1024;
      for (const thread of threads) {
        const children = readFileSync(`/proc/${pid}/task/${thread}/children`, 'latin1').trim();
        if (children !== '') queue.push(...children.split(' ').map(Number));
      }
    } catch {
      // Gone in between.
    }
  }
  return usage.processes === 0 ? undefined : usage;
}

/** By `ps`, which every Unix has: the processes of the group. */
function usageByPs(group: number): Promise<Usage | undefined> {
  return new Promise((resolve) => {
    execFile('/bin/ps', ['-axo', 'pgid=,rss='], (error, stdout) => {
      if (error) return resolve(undefined);
      const sizes = stdout
        .split('\n')
        .map((line) => line.trim().split(/\s+/).map(Number))
        .flatMap(([of, kb]) => (of === group ? [kb ?? 0] : []));
      resolve({
        processes: sizes.length,
        threads: sizes.length,
        memoryMb: sizes.reduce((sum, kb) => sum + kb / 1024, 0),
      });
    });
  });
}
