import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, loadavg, setPriority, tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openDatabase } from '../../electron/server/db/connection.ts';
import { seeded } from '../../electron/shared/seeded.ts';
import { startHost } from '../support/host.ts';
import { generate } from './generate-data.ts';
import { ACTS } from './interaction-acts.ts';

/** What a person's action may take until the next frame is on the screen. */
const LIMIT_MS = 100;

interface Spread {
  /** How many took longer than LIMIT_MS. */
  over: number;
  medianMs: number;
  p99Ms: number;
  worstMs: number;
}

export interface InteractionReport extends Spread {
  name: string;
  interactions: number;
  /** Work of the main thread for a whole interaction, in CPU time: what a busy machine does not change. */
  mainThread: Spread;
  blankPage: Spread;
  /** Interactions during which the host took processors away from this machine. Each was done again; none counts. */
  disturbed: Spread & { interactions: number };
  /** Of the machine, over the last minute. */
  load: number;
  /** The slowest twenty: what was done, the event of it that took longest, and on which page. */
  worst: string[];
  kinds: Record<string, { count: number; over: number; worstMs: number; worstCpuMs: number }>;
}

// Text, because it runs in the page. Each input is timed from its event to the frame that follows it, and the long
// animation frames (w3c.github.io/long-animation-frames) tell what the browser itself saw.
const METER = `
  globalThis.meter = { last: 0, where: '' };
  const took = (ms, type, key) => {
    if (ms <= meter.last) return;
    meter.last = ms;
    meter.where = type + (key && key.length > 1 ? ' ' + key : '') + ' on ' + location.pathname;
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.interactionId || entry.name === 'scroll')
      took(entry.duration, entry.name);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
  for (const type of ['keydown', 'pointerdown', 'click', 'input', 'wheel', 'change'])
    addEventListener(type, (event) => {
      const from = event.timeStamp;
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => took(performance.now() - from, type, event.key);
        channel.port2.postMessage(0);
      });
    }, { capture: true, passive: true });`;
const TAKE = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
  const { last, where } = meter; meter.last = 0; meter.where = ''; done({ last, where });
})))`;

// A person looks before they act again: what one interaction leaves to do is not charged to the next. A page rests when
// three frames have come on time; `requestIdleCallback` would often wait for a whole second after a turn of the wheel.
const REST = `new Promise((done) => {
  const cap = performance.now() + 1000;
  let calm = 0, before = performance.now();
  const next = (now) => {
    calm = now - before < 25 ? calm + 1 : 0;
    before = now;
    if (calm >= 3 || now > cap) done();
    else requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
})`;

// Held against the same meter on a page with nothing in it: what the machine and the browser take by themselves.
const BLANK = `<!doctype html><title>Blank</title><h1>Blank</h1><input aria-label="Text"><div style="height:20000px"></div>`;

interface Taken {
  last: number;
  where: string;
}

interface Times {
  name: string;
  /** From the event to the end of the next frame. */
  ms: number;
  /** The slowest event of the interaction, and the page it led to. */
  where: string;
  /** What the window's main thread worked for all events and frames of the interaction; waiting is not in it. */
  cpuMs: number;
}

interface Measured {
  times: Times[];
  disturbed: number[];
  /** The same meter on a blank page, in between. */
  blankMs: number[];
}

/** After so many interactions there is one with the blank page. */
const BLANK_EVERY = 5;

/**
 * Scripted interactions on the Practice page over ten years of data, in a real browser against a real server.
 * An interaction is what one line of `ACTS` does; its time is the slowest of its events, from the event to the end of
 * the next frame.
 */
export async function benchInteractions(browser: Browser, total = 10_000): Promise<InteractionReport> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'cairn-bench-acts-'));
  const db = openDatabase(path.join(dataDir, 'cairn.db'));
  generate(db, { years: 10, seed: 1, now: Date.now(), zone: 'UTC' });
  db.close();
  const host = await startHost({ dataDir });
  const viewport = { width: 1280, height: 800 };
  // The robot gives way to what it measures; the browser and the server, started before, keep their share.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const page = await (await browser.newContext({ viewport })).newPage();
  await page.addInitScript(METER);
  await page.goto(host.launchUrl);
  await page.getByRole('link', { name: 'Practice', exact: true }).click();
  await page.getByRole('grid', { name: 'Practice sessions' }).waitFor();
  const blank = await (await browser.newContext({ viewport })).newPage();
  await blank.setContent(BLANK);
  await blank.evaluate(METER);
  const report = reportOf(await run({ page, blank }, total));
  await blank.context().close();
  await page.context().close();
  await host.stop();
  rmSync(dataDir, { recursive: true, force: true });
  return report;
}

async function run({ page, blank }: { page: Page; blank: Page }, total: number): Promise<Measured> {
  const random = seeded(7);
  const times: Times[] = [];
  const disturbed: number[] = [];
  const blankMs: number[] = [];
  const worked = await mainThread(page);
  await page.evaluate(TAKE);
  while (times.length < total && disturbed.length <= total / 2) {
    let at = random() * 100;
    const { name, act } = ACTS.find(({ share }) => (at -= share) < 0) ?? ACTS[0]!;
    await page.evaluate(REST);
    const before = await worked();
    const stolen = stolenTicks();
    await act(page, random);
    const { last: ms, where } = await page.evaluate<Taken>(TAKE);
    const cpuMs = (await worked()) - before;
    if (stolenTicks() > stolen) {
      disturbed.push(ms);
      continue;
    }
    times.push({ name, ms, where, cpuMs });
    if (times.length % BLANK_EVERY !== 0) continue;
    await blank.mouse.wheel(0, 120);
    await blank.getByLabel('Text').press('a');
    blankMs.push((await blank.evaluate<Taken>(TAKE)).last);
  }
  return { times, disturbed, blankMs };
}

/**
 * For how long the host has run others on this machine's processors, in ticks of 10 ms since it started (proc_stat(5),
 * "steal"); 0 where the kernel does not tell. What a page takes meanwhile says nothing about the page: of 2,881
 * interactions in a bad quarter of an hour 28 took over 100 ms, and 27 of them fell into such a time.
 * A long interaction meets one more easily, so both counts are told.
 */
function stolenTicks(): number {
  try {
    return Number(/^cpu +(?:\d+ +){7}(\d+)/.exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Reads how many milliseconds the main thread of a page has worked. */
async function mainThread(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
}

const round = (ms: number): number => Math.round(ms * 10) / 10;
const over = (list: readonly number[]): number => list.filter((ms) => ms > LIMIT_MS).length;

function spread(list: readonly number[]): Spread {
  const sorted = list.toSorted((a, b) => a - b);
  const at = (share: number): number => round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  return { over: over(list), medianMs: at(0.5), p99Ms: at(0.99), worstMs: at(1) };
}

function reportOf({ times, disturbed, blankMs }: Measured): InteractionReport {
  const slowest = times.toSorted((a, b) => b.ms - a.ms);
  return {
    name: 'interactions over ten years of practice',
    interactions: times.length,
    ...spread(times.map(({ ms }) => ms)),
    mainThread: spread(times.map(({ cpuMs }) => cpuMs)),
    blankPage: spread(blankMs),
    disturbed: { interactions: disturbed.length, ...spread(disturbed) },
    load: round(loadavg()[0]!),
    worst: slowest
      .slice(0, 20)
      .map(
        ({ name, ms, where, cpuMs }) =>
          `${name}: ${round(ms)} ms (${where}; ${round(cpuMs)} ms of the main thread in all)`,
      ),
    kinds: Object.fromEntries(
      [...Map.groupBy(times, ({ name }) => name)].map(([name, list]) => [
        name,
        {
          count: list.length,
          over: over(list.map(({ ms }) => ms)),
          worstMs: round(Math.max(...list.map(({ ms }) => ms))),
          worstCpuMs: round(Math.max(...list.map(({ cpuMs }) => cpuMs))),
        },
      ]),
    ),
  };
}
