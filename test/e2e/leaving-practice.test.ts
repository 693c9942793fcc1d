import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCairn, type OpenCairn } from '../support/open-cairn.ts';

let cairn: OpenCairn;
let page: Page;

beforeAll(async () => {
  cairn = await openCairn();
  ({ page } = cairn);
  await page.goto(`${cairn.host.url}/practice`);
});

afterAll(() => cairn?.close());

test('a search that was just typed does not call back who has left the page', async () => {
  await page.getByLabel('Search notes').fill('hybrid');
  await page.getByRole('link', { name: 'Roadmap', exact: true }).click();
  await page.waitForTimeout(300);
  expect(new URL(page.url()).pathname).toBe('/roadmap');
});

test('the page behind a dialog holds still, and can be used again after it', async () => {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.mouse.move(20, 600);
  await page.mouse.wheel(0, 600);
  await page.waitForTimeout(200);
  expect(await page.evaluate('scrollY')).toBe(0);
  await page.mouse.click(20, 600);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(new URL(page.url()).pathname).toBe('/roadmap');
  await page.mouse.move(640, 400);
  await page.mouse.wheel(0, 600);
  await expect.poll(() => page.evaluate<number>('scrollY')).toBeGreaterThan(0);
});
