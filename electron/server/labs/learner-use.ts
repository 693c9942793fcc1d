/** How the runs of a check use its program: what they start it with, and whether the next run may use it as well. */
export interface LearnerUse {
  /** What the check adds to the environment of its program. */
  readonly env: Record<string, string>;
  /** Ports of this machine that the program may call, in strict mode too. */
  readonly reach: number[];
  /** Whether this run has begun to use a program. */
  readonly isUsed: boolean;
  /** Whether it uses the program of an earlier run. */
  readonly isShared: boolean;
  /** Before each use: a program that stayed and was started for something else ends first. */
  begin(): Promise<void>;
  /** What runs is not to be used again: the check ended it, or it is one of several. */
  spend(): void;
  readonly isSpent: boolean;
  /** A check that ended its program may set up the next one. */
  pause(): void;
  /** Begins another run of the same check. */
  renew(): void;
}

/** @param end ends what runs */
export function createLearnerUse(end: () => Promise<void>): LearnerUse {
  let env: Record<string, string> = {};
  let reach: number[] = [];
  let isUsed = false;
  let isSpent = false;
  let isShared = false;
  let stayed: { env: string; fit?: Promise<void> } | undefined;

  async function fit(asked: string): Promise<void> {
    isShared = asked === JSON.stringify(env);
    if (!isShared) await end();
  }

  return {
    get env() {
      return env;
    },
    get reach() {
      return reach;
    },
    get isUsed() {
      return isUsed;
    },
    get isShared() {
      return isShared;
    },
    get isSpent() {
      return isSpent;
    },
    async begin() {
      isUsed = true;
      // Asked once in a run, however many uses come at the same time.
      if (stayed) await (stayed.fit ??= fit(stayed.env));
    },
    spend: () => void (isSpent = true),
    pause: () => void (isUsed = false),
    renew() {
      stayed = { env: JSON.stringify(env) };
      env = {};
      reach = [];
      isUsed = false;
      isShared = false;
    },
  };
}
