import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright-core';

// What runs inside the page is given as text: the tests are Node programs and know no DOM types.
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FIND_VIOLATIONS = `axe.run().then(({ violations }) =>
  violations.flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.html.slice(0, 160))))`;
const HAS_NO_PLACEHOLDER = `!document.querySelector('[class*="skeleton"], [aria-busy="true"]')`;
const OBSERVE_SHIFTS = `
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifts.push(entry.value);
  }).observe({ type: 'layout-shift', buffered: true });`;

// A page that is being drawn changes; the cap is for one that never rests, like a timer that counts.
const RESTS = `document.fonts.ready.then(() => new Promise((done) => {
  const end = () => { observer.disconnect(); clearTimeout(quiet); clearTimeout(cap); done(); };
  const observer = new MutationObserver(() => { clearTimeout(quiet); quiet = setTimeout(end, 150); });
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  let quiet = setTimeout(end, 150);
  const cap = setTimeout(end, 1000);
}))`;

/** Waits until nothing on the page is a place-holder any more, and nothing of it has changed for a moment. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  // Not waitForFunction: its later polls are evaluated inside the page, whose policy forbids eval.
  const deadline = Date.now() + 30_000;
  do {
    while (!(await page.evaluate<boolean>(HAS_NO_PLACEHOLDER))) {
      if (Date.now() > deadline) throw new Error('The page still shows place-holders after 30 seconds.');
      await page.waitForTimeout(20);
    }
    await page.evaluate(RESTS);
    // A part that came late may have brought a place-holder of its own.
  } while (!(await page.evaluate<boolean>(HAS_NO_PLACEHOLDER)));
}

// A colour in the middle of a transition is nobody's choice. What turns for ever is not waited for.
const ANIMATIONS_ENDED = `Promise.all(document.getAnimations()
  .filter((it) => it.effect?.getComputedTiming().endTime !== Infinity && it.playState === 'running')
  .map((it) => it.finished.catch(() => undefined))).then(() => undefined)`;

/** What axe finds on the whole page, as "rule: element" lines. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(ANIMATIONS_ENDED);
  await page.evaluate(AXE);
  return page.evaluate<string[]>(FIND_VIOLATIONS);
}

/** Makes every page of the context record its layout shifts; `layoutShift` sums them since the last navigation. */
export async function recordShifts(context: BrowserContext): Promise<void> {
  await context.addInitScript(OBSERVE_SHIFTS);
}

/** The cumulative layout shift of the page as it is now (web.dev/cls: up to 0.1 is good). */
export async function layoutShift(page: Page): Promise<number> {
  return page.evaluate<number>('shifts.reduce((a, b) => a + b, 0)');
}

/** By how many pixels the page is wider than its window. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
