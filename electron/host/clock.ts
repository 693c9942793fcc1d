import type { Clock } from '../server/deps.ts';

/** The machine's own clock and time zone, read anew each time: a laptop travels. */
export const systemClock: Clock = {
  now: () => Date.now(),
  zone: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
};
