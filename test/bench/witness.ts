import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { fileURLToPath } from 'node:url';

/** How long a witness sleeps. */
export const TURN_MS = 2;
/** So late it wakes on a machine that is its own: the kernel's own work, never more than a tick. */
export const TOLERATED_MS = 4;

/** The system's clock that all processes share. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;

export interface Gap {
  from: number;
  to: number;
}

export interface Witness {
  /** For how long one processor or more stood still between two times of `monotonicMs`, in milliseconds. */
  lost(from: number, to: number): number;
  /** Nothing is seen where it may not run before all others: another system, or not root. */
  canSee: boolean;
  stop(): void;
}

/**
 * Sees when the host stops a processor of this machine, which `/proc/stat` tells in steps of 10 ms and, in a machine
 * within a machine, only in part. On each processor a process sleeps for 2 ms, over and over, with a real-time priority
 * (sched(7), SCHED_FIFO): nothing of the machine itself can keep it waiting, neither browser nor server. When it wakes
 * late, nothing else ran on that processor either.
 */
export async function startWitness(): Promise<Witness> {
  const gaps: Gap[] = [];
  const children = os.cpus().map((_, cpu) => startOn(cpu));
  const yes = (): true => true;
  // Refused as well when it cannot be started.
  const exits = children.map((child) => once(child, 'exit').then(yes, yes));
  for (const child of children) {
    let rest = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const [from, to] = line.split(' ').map(Number);
        if (from !== undefined && to !== undefined) gaps.push({ from, to });
      }
    });
  }
  const stop = (): void => children.forEach((child) => void child.kill('SIGKILL'));
  process.once('exit', stop);
  const started = new Promise<false>((resolve) => setTimeout(resolve, 1000, false));
  const canSee = !(await Promise.race([...exits, started]));
  return {
    canSee,
    stop,
    lost: (from, to) => union(gaps, from, to),
  };
}

/** The time between `from` and `to` that lies in at least one of the gaps; those of two processors may overlap. */
export function union(gaps: readonly Gap[], from: number, to: number): number {
  let sum = 0;
  let end = from;
  for (const gap of gaps.toSorted((one, other) => one.from - other.from)) {
    const begin = Math.max(gap.from, end);
    const until = Math.min(gap.to, to);
    if (until <= begin) continue;
    sum += until - begin;
    end = until;
  }
  return sum;
}

function startOn(cpu: number): ChildProcess {
  const script = fileURLToPath(new URL('witness-child.ts', import.meta.url));
  return spawn('taskset', ['-c', String(cpu), 'chrt', '--fifo', '1', process.execPath, script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}
