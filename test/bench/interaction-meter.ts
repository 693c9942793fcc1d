import type { Browser, Page, Request, ViewportSize } from 'playwright-core';

/** One event of an interaction: all times in milliseconds, `from` on the page's own clock. */
export interface EventTime {
  from: number;
  /** From the event to the end of the frame that shows it. */
  ms: number;
  /** Its type, its key where it has a name, and the page it led to. */
  where: string;
  /** From the event to its first handler, and the handlers; the rest is drawing. Only the browser's own entries tell. */
  delayMs?: number;
  workMs?: number;
}

/** A frame that took the main thread over 50 ms (w3c.github.io/long-animation-frames), and the scripts in it. */
export interface LongFrame {
  from: number;
  ms: number;
  /** From the start of style and layout to the end. */
  styleMs: number;
  scripts: string[];
}

interface Drained {
  now: number;
  events: EventTime[];
  frames: LongFrame[];
}

// Text, because it runs in the page. Each input is timed from its event to the frame that follows it; beside it stand
// the browser's own entries (w3c.github.io/event-timing), which come when the frame is on the screen, so often late.
const METER = `
  globalThis.meter = { events: [], frames: [] };
  const named = (type, key) => type + (key && key.length > 1 ? ' ' + key : '') + ' on ' + location.pathname;
  new PerformanceObserver((list) => {
    for (const { name, interactionId, startTime: from, duration: ms, processingStart, processingEnd } of list.getEntries())
      if (interactionId || name === 'scroll') meter.events.push({
        from, ms, where: named(name), delayMs: processingStart - from, workMs: processingEnd - processingStart });
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
  new PerformanceObserver((list) => {
    for (const frame of list.getEntries()) meter.frames.push({
      from: frame.startTime, ms: frame.duration,
      styleMs: frame.styleAndLayoutStart ? frame.startTime + frame.duration - frame.styleAndLayoutStart : 0,
      scripts: frame.scripts.map((s) => s.invoker + ' ' + Math.round(s.duration) + ' ms'
        + (s.forcedStyleAndLayoutDuration ? ', of it ' + Math.round(s.forcedStyleAndLayoutDuration) + ' ms forced layout' : '')) });
  }).observe({ type: 'long-animation-frame', buffered: true });
  for (const type of ['keydown', 'pointerdown', 'click', 'input', 'wheel', 'change'])
    addEventListener(type, (event) => {
      const from = event.timeStamp;
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () =>
          meter.events.push({ from, ms: performance.now() - from, where: named(type, event.key) });
        channel.port2.postMessage(0);
      });
    }, { capture: true, passive: true });`;

const NOW = 'performance.now()';
// Two frames, so that what an event has changed is drawn.
const DRAIN = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
  const { events, frames } = meter;
  globalThis.meter.events = []; globalThis.meter.frames = [];
  done({ now: performance.now(), events, frames });
})))`;

/** One interaction on a page, on that page's clock. */
export interface Span {
  from: number;
  to: number;
}

export interface Meter {
  start(): Promise<number>;
  /** Ends the interaction that began at `from`. */
  end(from: number): Promise<Span>;
  /**
   * The slowest event of each span, and the long frame that it met; spans in the order of time. An event belongs to
   * the span it began in, however late the browser told of it: so ask when all is done.
   */
  slowest(spans: readonly Span[]): Slowest[];
}

export interface Slowest {
  event: EventTime | undefined;
  frame: LongFrame | undefined;
}

/** More than the height of the browser's own bars: 87 px in Chromium 156. */
const BARS_PX = 200;

/**
 * Opens a page that stands on the screen as a whole. Playwright makes the window as high as the page should be; the
 * browser's own bars are part of it, so the lowest lines of the page are beyond its edge. What changes there alone is
 * never put on a screen, and the browser times an event for as long as nothing else changes (decision 0036).
 */
export async function openWhole(browser: Browser, viewport: ViewportSize): Promise<Page> {
  const page = await (await browser.newContext({ viewport })).newPage();
  const session = await page.context().newCDPSession(page);
  const { windowId } = await session.send('Browser.getWindowForTarget');
  const bounds = { width: viewport.width, height: viewport.height + BARS_PX };
  await session.send('Browser.setWindowBounds', { windowId, bounds });
  await session.detach();
  return page;
}

/** Times what happens on a page that is open; it must not be loaded anew meanwhile. */
export async function meterOf(page: Page): Promise<Meter> {
  await page.evaluate(METER);
  const events: EventTime[] = [];
  const frames: LongFrame[] = [];
  return {
    start: () => page.evaluate<number>(NOW),
    end: async (from) => {
      const drained = await page.evaluate<Drained>(DRAIN);
      events.push(...drained.events);
      frames.push(...drained.frames);
      return { from, to: drained.now };
    },
    slowest: (spans) => {
      const ordered = events.toSorted((one, other) => one.from - other.from);
      let at = 0;
      return spans.map(({ from, to }) => {
        let event: EventTime | undefined;
        for (; at < ordered.length && ordered[at]!.from <= to; at += 1) {
          const each = ordered[at]!;
          if (each.from >= from && each.ms > (event?.ms ?? 0)) event = each;
        }
        return { event, frame: event && frames.find((frame) => meets(frame, event)) };
      });
    },
  };
}

function meets(frame: LongFrame, event: EventTime): boolean {
  return frame.from < event.from + event.ms && frame.from + frame.ms > event.from;
}

// A person looks before they act again: what one interaction leaves to do is not charged to the next. A page rests when
// nothing that it asked for is on its way, no task waits and eight frames have come on time: longer than the 90 ms after
// the last letter in which a search has not begun. `requestIdleCallback` would often wait for a whole second after a turn
// of the wheel; a task of background priority comes after all others.
const REST = `new Promise((done) => {
  const cap = performance.now() + 1000;
  let calm = 0, before = performance.now();
  const frame = (now) => {
    calm = now - before < 25 ? calm + 1 : 0;
    before = now;
    if (calm >= 8 || now > cap) done();
    else scheduler.postTask(() => requestAnimationFrame(frame), { priority: 'background' });
  };
  requestAnimationFrame(frame);
})`;

export type Rest = () => Promise<void>;

/**
 * Follows what a page asks for, but for the stream of events, which stays open.
 * @returns waits until the page rests, for ten seconds at most
 */
export function restOf(page: Page): Rest {
  const onTheWay = new Set<Request>();
  let answers = 0;
  page.on('request', (request) => {
    if (!request.url().endsWith('/events')) onTheWay.add(request);
  });
  const answered = (request: Request): void => {
    if (onTheWay.delete(request)) answers += 1;
  };
  page.on('requestfinished', answered).on('requestfailed', answered);
  return async () => {
    for (let tries = 0; tries < 10; tries += 1) {
      const before = answers;
      await page.evaluate(REST);
      if (onTheWay.size === 0 && before === answers) return;
    }
  };
}

/** Reads how many milliseconds the main thread of a page has worked. */
export async function mainThread(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
}
