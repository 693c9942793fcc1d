import { readdirSync, readFileSync } from 'node:fs';

/** The variable that every process of a program carries from its birth. */
export const MARK = 'CAIRN_PROGRAM';

/**
 * The processes that a program left behind, also in other groups and sessions: those whose first environment holds its
 * mark. Linux only; elsewhere what left the group is not found, which docs/lab-isolation.md says.
 * @param first the program's own process; later ones have higher numbers, until the numbers start again
 */
export function stragglersOf(mark: string, first: number): number[] {
  if (process.platform !== 'linux') return [];
  const needle = `${MARK}=${mark}`;
  const newest = Number(readFileSync('/proc/loadavg', 'latin1').trim().split(' ').at(-1));
  const from = newest < first ? 0 : first;
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      if (!(pid >= from) || pid === process.pid) return false;
      try {
        return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(needle);
      } catch {
        // Somebody else's, or gone.
        return false;
      }
    });
}

/** Kills what a program left behind, until nothing new turns up: what is being killed may still fork. */
export function killStragglers(mark: string, first: number): void {
  for (let round = 0; round < 10; round += 1) {
    const left = stragglersOf(mark, first);
    if (left.length === 0) return;
    for (const pid of left) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // Gone in between.
      }
    }
  }
}
