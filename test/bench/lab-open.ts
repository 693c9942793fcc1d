import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { openLab, openLabWindow, type LabWindow } from '../support/lab-page.ts';
import { compare, median, type Comparison } from './pairs.ts';

// Text, because it runs in the page: from the click's own time stamp to the end of the first frame that shows `target`.
const UNTIL_PAINTED = `(link, target) => new Promise((done) => {
  addEventListener('click', ({ timeStamp }) => {
    const look = () => {
      if (!document.querySelector(target)) return requestAnimationFrame(look);
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(performance.now() - timeStamp);
        channel.port2.postMessage(0);
      });
    };
    look();
  }, { capture: true, once: true });
  document.querySelector(link).click();
})`;

const painted = (page: Page, link: string, target: string): Promise<number> =>
  page.evaluate<number>(`(${UNTIL_PAINTED})(${JSON.stringify(link)}, ${JSON.stringify(target)})`);

const BLANK = `<!doctype html><title>Blank</title><a href="#" id="go">Go</a><script>
  document.getElementById('go').addEventListener('click', () => {
    document.body.insertAdjacentHTML('beforeend', '<section id="text"><h1>Text</h1></section>');
  });</script>`;

/** From a click in the catalogue to painted instructions, on a warm start, against a click on a blank page. */
async function benchOpening({ page, context, host }: LabWindow): Promise<Comparison> {
  const blank = await context.newPage();
  const link = 'a[href^="/labs/first-call"]';
  const instructions = 'section[aria-label="Instructions"] h2';
  await openLab(page, `${host.url}/labs/first-call`);
  const result = await compare({
    name: 'a lab’s instructions after the click (warm)',
    against: 'a heading after a click on a blank page',
    subject: async () => {
      // A page behind another gets few frames: what would be measured is the wait for one.
      await page.bringToFront();
      // Inside the running app: the breadcrumb leads back to the catalogue, and no document is loaded again.
      await page.locator('main a[href="/labs"]').first().click();
      await page.locator(link).first().waitFor();
      await page.waitForTimeout(500);
      return painted(page, link, instructions);
    },
    baseline: async () => {
      await blank.bringToFront();
      await blank.setContent(BLANK);
      return painted(blank, '#go', '#text');
    },
    pairs: 12,
    note: `load ${loadavg()[0]!.toFixed(1)}`,
  });
  await blank.close();
  return result;
}

/** Prints a megabyte in small pieces over some seconds, and listens as the lab wants it. */
const FLOOD = `import { createServer } from 'node:http';
createServer((_, response) => response.end()).listen(Number(process.env.PORT), '127.0.0.1');
const line = 'x'.repeat(99) + '\\n';
let left = 1024 * 1024;
const timer = setInterval(() => {
  process.stdout.write(line.repeat(40));
  left -= 4000;
  if (left <= 0) clearInterval(timer);
}, 20);
`;

const RECORD = `globalThis.frames = [];
  let last = performance.now();
  globalThis.recording = true;
  const next = (now) => { frames.push(now - last); last = now; if (recording) requestAnimationFrame(next); };
  requestAnimationFrame((now) => { last = now; requestAnimationFrame(next); });`;
const TAKE = `(recording = false, frames)`;

/** The times between frames while somebody types. */
async function framesWhileTyping(page: Page): Promise<number[]> {
  await page.locator('.monaco-editor .view-line').first().click();
  await page.keyboard.press('Control+End');
  await page.evaluate(RECORD);
  for (let n = 0; n < 60; n += 1) await page.keyboard.type('a', { delay: 20 });
  return page.evaluate<number[]>(TAKE);
}

const words = (frames: readonly number[]): string => {
  const sorted = frames.toSorted((a, b) => a - b);
  const at = (q: number): string =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))]!.toFixed(1);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, worst ${at(1)} ms`;
};

/** Frames of typing while the program prints 1 MB, against typing while nothing runs. */
async function benchTyping({ page, host, folder }: LabWindow): Promise<Comparison> {
  writeFileSync(path.join(folder('first-call'), 'server.ts'), FLOOD);
  await openLab(page, `${host.url}/labs/first-call`);
  await page.waitForTimeout(3000);
  const quiet = await framesWhileTyping(page);
  await page.keyboard.press('F9');
  await page.getByText(/Your program answers at/).waitFor();
  const loud = await framesWhileTyping(page);
  await page.keyboard.press('Shift+F9');
  const [subjectMs, baselineMs] = [median(loud), median(quiet)];
  const ratio = Math.round((subjectMs / baselineMs) * 1000) / 1000;
  return {
    name: 'a frame of typing while the program prints 1 MB',
    against: 'a frame of typing while nothing runs',
    pairs: loud.length,
    subjectMs: Math.round(subjectMs * 10) / 10,
    baselineMs: Math.round(baselineMs * 10) / 10,
    ratio,
    quartiles: [ratio, ratio],
    note: `with output ${words(loud)}; without ${words(quiet)}; load ${loadavg()[0]!.toFixed(1)}`,
  };
}

/** What a workspace costs: opening it, and typing while a lab runs. */
export async function benchLabOpen(): Promise<Comparison[]> {
  const window = await openLabWindow();
  try {
    return [await benchOpening(window), await benchTyping(window)];
  } finally {
    await window.close();
  }
}
