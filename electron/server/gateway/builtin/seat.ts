import type { ModelProcess } from './client.ts';

/** A model's place in memory, held for one call. */
export interface Lease<T> {
  loaded: T;
  release(): void;
}

export interface Loaded {
  process: ModelProcess;
}

interface Waiter<T> {
  key: string;
  load: () => T | { refusal: string };
  settle: (outcome: Lease<T> | { refusal: string } | null) => void;
}

/**
 * The one place that large models share: calls of the same model sit down together, a call of another one waits until
 * they have left, and then the model in memory gives way. First come, first served, so nobody waits for ever.
 */
export function createSeat<T extends Loaded>() {
  const waiting: Waiter<T>[] = [];
  const chair = createChair<T>(() => void turn());
  let turning = false;

  async function turn(): Promise<void> {
    if (turning) return;
    turning = true;
    try {
      for (let next = waiting[0]; next; next = waiting[0]) {
        if (!chair.isFreeFor(next.key)) return;
        waiting.shift();
        next.settle(await chair.sit(next));
      }
    } finally {
      turning = false;
    }
  }

  return {
    /**
     * Waits for the seat.
     * @param load starts the model, or says why it cannot; asked when it is not there
     * @returns null when the signal fired first
     */
    take(
      key: string,
      load: Waiter<T>['load'],
      signal: AbortSignal,
    ): Promise<Lease<T> | { refusal: string } | null> {
      if (signal.aborted) return Promise.resolve(null);
      return new Promise((resolve) => {
        const leave = (): void => {
          const at = waiting.indexOf(waiter);
          // Not in the queue any more: it is being seated, and is told so below.
          if (at < 0) return;
          waiting.splice(at, 1);
          resolve(null);
        };
        const waiter: Waiter<T> = {
          key,
          load,
          settle(outcome) {
            signal.removeEventListener('abort', leave);
            resolve(outcome);
          },
        };
        signal.addEventListener('abort', leave);
        waiting.push(waiter);
        void turn();
      });
    },
    /** Which model is in memory now, or null. */
    holder: chair.holder,
    current: chair.current,
    async close(): Promise<void> {
      for (const { settle } of waiting.splice(0)) settle(null);
      await chair.current()?.process.close();
    },
  };
}

/** The model in memory, and how many calls use it. */
function createChair<T extends Loaded>(onRelease: () => void) {
  let current: { key: string; loaded: T; users: number } | null = null;

  async function sit({ key, load }: Waiter<T>): Promise<Lease<T> | { refusal: string }> {
    // One that was unloaded while idle is looked at anew: the memory may be taken by now.
    const isThere = current?.key === key && (current.users > 0 || current.loaded.process.pid() !== null);
    if (!current || !isThere) {
      const old = current;
      current = null;
      await old?.loaded.process.close();
      const loaded = load();
      if ('refusal' in loaded) return loaded;
      current = { key, loaded, users: 0 };
    }
    const seat = current;
    seat.users += 1;
    let isHeld = true;
    return {
      loaded: seat.loaded,
      release() {
        if (!isHeld) return;
        isHeld = false;
        seat.users -= 1;
        onRelease();
      },
    };
  }

  return {
    sit,
    isFreeFor: (key: string): boolean => current === null || current.users === 0 || current.key === key,
    holder: (): string | null => (current && current.loaded.process.pid() !== null ? current.key : null),
    current: (): T | null => current?.loaded ?? null,
  };
}
