import { mkdtempSync, rmSync } from 'node:fs';
import { constants, loadavg, setPriority, tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openDatabase } from '../../electron/server/db/connection.ts';
import { seeded } from '../../electron/shared/seeded.ts';
import { startHost } from '../support/host.ts';
import { generate } from './generate-data.ts';
import { ACTS } from './interaction-acts.ts';
import { mainThread, meterOf, rest, stolenTicks, type Slowest, type Span } from './interaction-meter.ts';

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

// Held against the same meter on a page with nothing in it: what the machine and the browser take by themselves.
const BLANK = `<!doctype html><title>Blank</title><h1>Blank</h1><input aria-label="Text"><div style="height:20000px"></div>`;

interface Times {
  name: string;
  /** From the event to the end of the next frame. */
  ms: number;
  /** The slowest event of the interaction, and what its time was spent on. */
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
  await page.goto(host.launchUrl);
  await page.getByRole('link', { name: 'Practice', exact: true }).click();
  await page.getByRole('grid', { name: 'Practice sessions' }).waitFor();
  const blank = await (await browser.newContext({ viewport })).newPage();
  await blank.setContent(BLANK);
  const report = reportOf(await run({ page, blank }, total));
  await blank.context().close();
  await page.context().close();
  await host.stop();
  rmSync(dataDir, { recursive: true, force: true });
  return report;
}

async function run({ page, blank }: { page: Page; blank: Page }, total: number): Promise<Measured> {
  const random = seeded(7);
  const done: { name: string; span: Span; cpuMs: number; isDisturbed: boolean }[] = [];
  const blankSpans: Span[] = [];
  const meter = await meterOf(page);
  const blankMeter = await meterOf(blank);
  const worked = await mainThread(page);
  let counted = 0;
  while (counted < total && done.length - counted <= total / 2) {
    let at = random() * 100;
    const { name, act } = ACTS.find(({ share }) => (at -= share) < 0) ?? ACTS[0]!;
    await rest(page);
    const before = await worked();
    const stolen = stolenTicks();
    const from = await meter.start();
    await act(page, random);
    const span = await meter.end(from);
    const cpuMs = (await worked()) - before;
    const isDisturbed = stolenTicks() > stolen;
    done.push({ name, span, cpuMs, isDisturbed });
    if (isDisturbed) continue;
    counted += 1;
    if (counted % BLANK_EVERY !== 0) continue;
    const blankFrom = await blankMeter.start();
    await blank.mouse.wheel(0, 120);
    await blank.getByLabel('Text').press('a');
    blankSpans.push(await blankMeter.end(blankFrom));
  }
  await meter.end(0);
  await blankMeter.end(0);
  const slowest = meter.slowest(done.map(({ span }) => span));
  const times = done.map(({ name, cpuMs, isDisturbed }, at) => ({
    name,
    cpuMs,
    isDisturbed,
    ...timesOf(slowest[at]!),
  }));
  return {
    times: times.filter(({ isDisturbed }) => !isDisturbed),
    disturbed: times.filter(({ isDisturbed }) => isDisturbed).map(({ ms }) => ms),
    blankMs: blankMeter.slowest(blankSpans).map(({ event }) => event?.ms ?? 0),
  };
}

function timesOf({ event, frame }: Slowest): { ms: number; where: string } {
  if (!event) return { ms: 0, where: 'nothing happened' };
  const parts = [event.where];
  if (event.workMs !== undefined)
    parts.push(`waited ${round(event.delayMs ?? 0)}, handled in ${round(event.workMs)}`);
  if (frame)
    parts.push(`frame of ${round(frame.ms)}, style on ${round(frame.styleMs)}: ${frame.scripts.join(', ')}`);
  return { ms: event.ms, where: parts.join('; ') };
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
