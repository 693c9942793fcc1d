import type { CheckFiles } from './checks.ts';
import type { Learner } from './learner.ts';

/** What one run of a check leaves to the next run of the same check: its program, and what that was started with. */
export interface Kept {
  /** The gateway token that the program has. */
  token: string;
  modelName: string;
  files: CheckFiles & { remove(): void };
  learner: Learner;
  /** The ports of the servers that the check opened, in order. */
  ports: number[];
}

/**
 * Lets a program serve one check several times, one run after the other, as a proof with many seeds needs it. Whether it
 * may stay is asked after each run.
 */
export interface Stay {
  /** Aborts at the end of the stay, not of a run. */
  signal: AbortSignal;
  /** How many runs the limits of a program have to last for. */
  runs: number;
  /** Which of them is on, from 0, and the seed of the first. */
  readonly at: number;
  seed: number;
  /** Begins the next run. @returns what the last one left; one that failed has left nothing */
  take(): Kept | undefined;
  keep(kept: Kept): void;
  end(): Promise<void>;
}

/** @param seeds one for each run, in order */
export function createStay(signal: AbortSignal, seeds: readonly number[]): Stay {
  const ending = new AbortController();
  let kept: Kept | undefined;
  let at = -1;
  const taken = (): Kept | undefined => {
    const last = kept;
    kept = undefined;
    return last;
  };
  return {
    signal: AbortSignal.any([signal, ending.signal]),
    runs: seeds.length,
    seed: seeds[0] ?? 0,
    get at() {
      return at;
    },
    take() {
      at += 1;
      return taken();
    },
    keep: (next) => void (kept = next),
    async end() {
      const last = taken();
      ending.abort(new Error('the program is not needed any more'));
      await last?.learner.stop();
      last?.files.remove();
    },
  };
}
