/** Ctrl-C reaches a process both from the terminal and through its launcher; that pair is one wish. */
const SAME_WISH_MS = 400;

export interface Stopping {
  /** Settles when the process should end: a signal, the parent's death, or `ask`. */
  readonly wish: Promise<string>;
  ask(reason: string): void;
}

/**
 * Listens for every way in which Cairn is asked to end: SIGINT, SIGTERM, SIGHUP, and the end of the channel
 * to the launcher (which closes even when the launcher was killed outright).
 * @param force called on a second signal, when somebody has lost patience
 */
export function listenForStop(force: () => void): Stopping {
  const { promise, resolve } = Promise.withResolvers<string>();
  let askedAt: number | null = null;
  const ask = (reason: string): void => {
    askedAt ??= performance.now();
    resolve(reason);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (askedAt !== null && performance.now() - askedAt > SAME_WISH_MS) force();
      ask(signal);
    });
  }
  if (process.channel) {
    process.on('disconnect', () => ask('the launcher is gone'));
    // Only to be heard; it must not keep the process alive by itself.
    process.channel.unref();
  }
  return { wish: promise, ask };
}
