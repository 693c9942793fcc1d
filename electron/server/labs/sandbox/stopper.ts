import { killTree } from './kill-tree.ts';
import type { Limit } from './limits.ts';
import type { ChildLike } from './spawn-program.ts';

/** Ends a running program, for a reason that it remembers. */
export interface Stopper {
  /** SIGTERM, then SIGKILL after a grace of 300 ms. */
  terminate(): void;
  /** Because of a limit; only the first counts. */
  over(limit: Limit): void;
  /** The limit that it was stopped for. */
  readonly limit: Limit | null;
  /** Whether it was told to end at all. */
  readonly isStopping: boolean;
  /** It has ended: nothing is signalled from here on. */
  done(): void;
}

const GRACE_MS = 300;

export function createStopper({ pid }: ChildLike): Stopper {
  let limit: Limit | null = null;
  let isStopping = false;
  let isDone = pid === undefined;
  let grace: NodeJS.Timeout | undefined;
  const terminate = (): void => {
    if (isDone) return;
    isStopping = true;
    killTree(pid!, 'SIGTERM');
    grace ??= setTimeout(() => killTree(pid!, 'SIGKILL'), GRACE_MS);
  };
  return {
    terminate,
    over(passed) {
      if (limit || isDone) return;
      limit = passed;
      // Time is a reason to end; the others are a harm that goes on, and are ended at once.
      if (passed === 'wall-time') return terminate();
      isStopping = true;
      killTree(pid!, 'SIGKILL');
    },
    get limit() {
      return limit;
    },
    get isStopping() {
      return isStopping;
    },
    done() {
      isDone = true;
      clearTimeout(grace);
    },
  };
}
