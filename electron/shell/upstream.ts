/** The running server, as far as the forwarder needs it. */
export interface Upstream {
  socket: string;
  /** The shell's own session; the window keeps working across a restart of the server because of it. */
  session: string;
}

export interface UpstreamSlot {
  /** The server now, or as soon as there is one; null when `waitMs` passed without. */
  get(waitMs: number): Promise<Upstream | null>;
  set(upstream: Upstream | null): void;
  /** Nobody listens there any more; does nothing when another server has taken its place. */
  lost(upstream: Upstream): void;
}

/** Holds the current server while it comes and goes; requests made in between wait instead of failing. */
export function createUpstreamSlot(): UpstreamSlot {
  let current: Upstream | null = null;
  const waiting = new Set<(upstream: Upstream) => void>();
  return {
    get(waitMs) {
      if (current) return Promise.resolve(current);
      const { promise, resolve } = Promise.withResolvers<Upstream | null>();
      waiting.add(resolve);
      const timer = setTimeout(() => resolve(null), waitMs);
      return promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(resolve);
      });
    },
    lost(upstream) {
      if (current === upstream) current = null;
    },
    set(upstream) {
      current = upstream;
      if (upstream) for (const resolve of waiting) resolve(upstream);
    },
  };
}
