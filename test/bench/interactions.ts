import { mkdtempSync, rmSync } from 'node:fs';
import { constants, loadavg, setPriority, tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openDatabase } from '../../electron/server/db/connection.ts';
import { seeded } from '../../electron/shared/seeded.ts';
import { startHost } from '../support/host.ts';
import { stolenTicks, untilCalm } from './calm.ts';
import { generate } from './generate-data.ts';
import { ACTS } from './interaction-acts.ts';
import { monotonicMs, startWitness, type Witness } from './witness.ts';
import { mainThread, meterOf, openWhole, restOf, type Slowest, type Span } from './interaction-meter.ts';

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
  /**
   * Interactions during which the host took processors away from this machine. Each was done again; none counts.
   * `overEvenSo` are those over the limit without what the witness saw the host take.
   */
  disturbed: Spread & { interactions: number; overEvenSo: number };
  /** False where a processor that stands still is told by `/proc/stat` alone. */
  hasWitness: boolean;
  /** For how long nothing was done, because the host took too much. */
  waitedMinutes: number;
  /** Of the machine, over the last minute. */
  load: number;
  /** The slowest twenty: what was done, the event of it that took longest, and on which page. */
  worst: string[];
  kinds: Record<string, Spread & { count: number; worstCpuMs: number }>;
}

// Held against the same meter on a page with nothing in it: what the machine and the browser take by themselves.
const BLANK = `<!doctype html><title>Blank</title><h1>Blank</h1><input aria-label="Text"><div style="height:20000px"></div>`;

interface Done {
  name: string;
  span: Span;
  cpuMs: number;
  isDisturbed: boolean;
  /** Added to a time of the page's clock it gives one of the witness's. */
  clockMs: number;
}

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
  disturbed: { ms: number; lostMs: number }[];
  hasWitness: boolean;
  waitedMs: number;
  /** The same meter on a blank page, in between. */
  blankMs: number[];
}

/** After so many interactions there is one with the blank page. */
const BLANK_EVERY = 5;

/** After so many interactions a line says how far it is: ten thousand take half an hour and more. */
const TOLD_EVERY = 250;

export interface InteractionsOptions {
  /** How many undisturbed interactions are wanted. */
  total: number;
  /** For how long in all it waits for a host that leaves the processors alone. */
  maxWaitMinutes: number;
}

/**
 * Scripted interactions on the Practice page over ten years of data, in a real browser against a real server.
 * An interaction is what one line of `ACTS` does; its time is the slowest of its events, from the event to the end of
 * the next frame.
 */
export async function benchInteractions(
  browser: Browser,
  options: InteractionsOptions,
): Promise<InteractionReport> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'cairn-bench-acts-'));
  const db = openDatabase(path.join(dataDir, 'cairn.db'));
  generate(db, { years: 10, seed: 1, now: Date.now(), zone: 'UTC' });
  db.close();
  const host = await startHost({ dataDir });
  const viewport = { width: 1280, height: 800 };
  // The robot gives way to what it measures; the browser and the server, started before, keep their share.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const page = await openWhole(browser, viewport);
  await page.goto(host.launchUrl);
  await page.getByRole('link', { name: 'Practice', exact: true }).click();
  await page.getByRole('grid', { name: 'Practice sessions' }).waitFor();
  const blank = await openWhole(browser, viewport);
  await blank.setContent(BLANK);
  const witness = await startWitness();
  const report = reportOf(await run({ page, blank, witness }, options));
  witness.stop();
  await blank.context().close();
  await page.context().close();
  await host.stop();
  rmSync(dataDir, { recursive: true, force: true });
  return report;
}

async function run(
  { page, blank, witness }: { page: Page; blank: Page; witness: Witness },
  { total, maxWaitMinutes }: InteractionsOptions,
): Promise<Measured> {
  const random = seeded(7);
  const done: Done[] = [];
  const blankSpans: Span[] = [];
  const meter = await meterOf(page);
  const blankMeter = await meterOf(blank);
  const worked = await mainThread(page);
  const rest = restOf(page);
  let counted = 0;
  let waitedMs = 0;
  const slowest = (): Slowest[] => meter.slowest(done.map(({ span }) => span));
  const tell = (): void => {
    const slow = slowest()
      .filter(({ event }, at) => !done[at]!.isDisturbed && (event?.ms ?? 0) > LIMIT_MS)
      .map((each) => timesOf(each));
    console.error(
      `${counted} of ${total}: ${slow.length} over ${LIMIT_MS} ms, ${done.length - counted} to do again, ${round(waitedMs / 60_000)} minutes waited for the host`,
      ...slow.map(({ ms, where }) => `\n  ${round(ms)} ms: ${where}`),
    );
  };
  const draw = (): (typeof ACTS)[number] => {
    let at = random() * 100;
    return ACTS.find(({ share }) => (at -= share) < 0) ?? ACTS[0]!;
  };
  let next = draw();
  while (counted < total && done.length - counted <= total / 2) {
    const { name, act } = next;
    await rest();
    const before = await worked();
    const stolen = stolenTicks();
    const began = monotonicMs();
    const from = await meter.start();
    const clockMs = monotonicMs() - from;
    await act(page, random, rest);
    const span = await meter.end(from);
    const cpuMs = (await worked()) - before;
    const isDisturbed = stolenTicks() > stolen || witness.lost(began, monotonicMs()) > 0;
    done.push({ name, span, cpuMs, isDisturbed, clockMs });
    if (isDisturbed) {
      // The same kind again: long ones are disturbed more often, and would else be rarer than their share.
      waitedMs += await untilCalm(maxWaitMinutes * 60_000 - waitedMs);
      continue;
    }
    next = draw();
    counted += 1;
    if (counted % TOLD_EVERY === 0) tell();
    if (counted % BLANK_EVERY !== 0) continue;
    const blankFrom = await blankMeter.start();
    await blank.mouse.wheel(0, 120);
    await blank.getByLabel('Text').press('a');
    blankSpans.push(await blankMeter.end(blankFrom));
  }
  await meter.end(0);
  await blankMeter.end(0);
  const all = slowest();
  const times = done.map(({ name, cpuMs, isDisturbed, clockMs }, at) => {
    const { event, frame } = all[at]!;
    const from = (event?.from ?? 0) + clockMs;
    const lostMs = event ? witness.lost(from, from + event.ms) : 0;
    return { name, cpuMs, isDisturbed, lostMs, ...timesOf({ event, frame }) };
  });
  return {
    times: times.filter(({ isDisturbed }) => !isDisturbed),
    disturbed: times.filter(({ isDisturbed }) => isDisturbed),
    hasWitness: witness.canSee,
    waitedMs,
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

function reportOf({ times, disturbed, hasWitness, waitedMs, blankMs }: Measured): InteractionReport {
  const slowest = times.toSorted((a, b) => b.ms - a.ms);
  return {
    name: 'interactions over ten years of practice',
    interactions: times.length,
    ...spread(times.map(({ ms }) => ms)),
    mainThread: spread(times.map(({ cpuMs }) => cpuMs)),
    blankPage: spread(blankMs),
    disturbed: {
      interactions: disturbed.length,
      ...spread(disturbed.map(({ ms }) => ms)),
      overEvenSo: over(disturbed.map(({ ms, lostMs }) => ms - lostMs)),
    },
    hasWitness,
    waitedMinutes: round(waitedMs / 60_000),
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
          ...spread(list.map(({ ms }) => ms)),
          worstCpuMs: round(Math.max(...list.map(({ cpuMs }) => cpuMs))),
        },
      ]),
    ),
  };
}
