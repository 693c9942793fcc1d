import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * For how long the host has run others on this machine's processors, in ticks of 10 ms since it started (proc_stat(5),
 * "steal"); 0 where the kernel does not tell. What a page takes meanwhile says nothing about the page: of 2,881
 * interactions in a bad quarter of an hour 28 took over 100 ms, and 27 of them fell into such a time.
 * A long interaction meets one more easily, so both counts are told.
 */
export function stolenTicks(): number {
  try {
    return Number(/^cpu +(?:\d+ +){7}(\d+)/.exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** A probe works and sleeps in turns of this length, as a browser does: a machine at rest is hardly ever stolen from. */
const TURN_MS = 4;
const PROBE_MS = 500;
/** What a calm host may take in a probe; a busy one takes five times that and more. */
const CALM_TICKS = 3;
/** Between two probes. */
const PAUSE_MS = 2000;

async function isCalm(): Promise<boolean> {
  const before = stolenTicks();
  for (const end = performance.now() + PROBE_MS; performance.now() < end;) {
    const turn = performance.now() + TURN_MS;
    while (performance.now() < turn);
    await sleep(TURN_MS);
  }
  return stolenTicks() - before <= CALM_TICKS;
}

/** Waits until the host leaves the processors alone, for `capMs` at most. Gives how long that took, in milliseconds. */
export async function untilCalm(capMs: number): Promise<number> {
  const from = performance.now();
  const passed = (): number => performance.now() - from;
  while (passed() < capMs && !(await isCalm())) await sleep(PAUSE_MS);
  return passed();
}
