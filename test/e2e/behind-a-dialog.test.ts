import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openCairn, type OpenCairn } from '../support/open-cairn.ts';
import { seedPractice } from '../support/seed-data.ts';

let cairn: OpenCairn;
let page: Page;

beforeAll(async () => {
  cairn = await openCairn({
    seed: (db) => seedPractice(db, { skills: ['mcp'], years: 1, now: Date.now(), zone: 'UTC' }),
  });
  ({ page } = cairn);
});
beforeEach(async () => {
  await page.goto(`${cairn.host.url}/practice`);
  await page.locator('tr[data-row]').first().waitFor();
});
afterAll(() => cairn?.close());

const scrolled = (): Promise<number> => page.evaluate<number>('scrollY');

/** Turns the wheel over the shade and over the dialog, and presses keys that scroll a page. */
async function tryToScroll(...keys: string[]): Promise<void> {
  for (const x of [20, 640]) {
    await page.mouse.move(x, 300);
    await page.mouse.wheel(0, 600);
  }
  for (const key of keys) await page.keyboard.press(key);
  // A smooth scroll takes its time.
  await page.waitForTimeout(300);
}

test('the page behind the palette holds still, and can be used again after it', async () => {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await tryToScroll('PageDown', 'PageDown');
  expect(await scrolled()).toBe(0);
  await page.mouse.click(20, 600);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(new URL(page.url()).pathname).toBe('/practice');
  await page.mouse.move(640, 400);
  await page.mouse.wheel(0, 600);
  await expect.poll(scrolled).toBeGreaterThan(0);
});

test('the page behind a form holds still, wherever in it the focus is', async () => {
  const row = page.locator('tr[data-row]').first();
  await row.waitFor();
  await row.focus();
  await page.evaluate('scrollTo({ top: 300, behavior: "instant" })');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await expect.poll(() => dialog.locator(':focus').count()).toBe(1);
  const before = await scrolled();
  await tryToScroll('PageDown');
  await dialog.getByRole('button', { name: 'Cancel' }).focus();
  await tryToScroll('ArrowDown', 'PageDown', 'End');
  // What no control of the dialog has.
  await page.evaluate(`document.querySelector('[role="dialog"]').focus()`);
  await tryToScroll('ArrowDown', 'Space', 'End', 'Home');
  expect(await scrolled()).toBe(before);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.mouse.move(640, 400);
  await page.mouse.wheel(0, 600);
  await expect.poll(scrolled).toBeGreaterThan(before);
});

test('a message that is on the page stands in a form that opens over it, and does not come anew', async () => {
  await page.locator('tr[data-row]').first().focus();
  await page.keyboard.press('Delete');
  await page.locator('[data-toast]').getByText('Deleted').waitFor();
  await page.evaluate(`globalThis.cameAnew = 0; document.addEventListener('animationstart', ({ target }) => {
    if (target.closest('[role="dialog"]')) cameAnew += 1;
  }, { capture: true })`);
  await page.locator('tr[data-row]').first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').locator('[data-toast]').getByText('Deleted').waitFor();
  await page.waitForTimeout(300);
  expect(await page.evaluate('cameAnew')).toBe(0);
});
