import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCairn, type OpenCairn } from '../support/open-cairn.ts';
import { overflow, settled, violations } from '../support/page.ts';
import { seedPractice } from '../support/seed-data.ts';

let cairn: OpenCairn;
let page: Page;

beforeAll(async () => {
  cairn = await openCairn({
    context: { viewport: { width: 1280, height: 900 } },
    seed: (db) =>
      seedPractice(db, { skills: ['mcp', 'tool-calling'], years: 2, now: Date.now(), zone: 'UTC' }),
  });
  ({ page } = cairn);
  await page.goto(`${cairn.host.url}/progress`);
  await settled(page);
});
afterAll(() => cairn?.close());

const card = (name: string) => page.getByRole('region', { name, exact: true });

async function saved(chart: string, format: string): Promise<{ name: string; bytes: Buffer }> {
  const download = page.waitForEvent('download');
  await card(chart).getByRole('button', { name: /^Save/ }).click();
  await page.getByRole('menuitem', { name: format }).click();
  const file = await download;
  await file.saveAs(path.join(cairn.folder, 'saved'));
  return { name: file.suggestedFilename(), bytes: readFileSync(path.join(cairn.folder, 'saved')) };
}

test('arrow keys move along a chart and each point is read out', async () => {
  const chart = card('Weeks against the budget');
  await chart.getByRole('application').focus();
  await page.keyboard.press('End');
  const last = await chart.locator('[aria-live]').textContent();
  await page.keyboard.press('ArrowLeft');
  const before = await chart.locator('[aria-live]').textContent();
  expect(last).toMatch(/^Week of \d+ \w+ \d{4}: Done \d+\.\d h/);
  expect(before).toMatch(/^Week of /);
  expect(before).not.toBe(last);
});

test('the table holds what the picture shows', async () => {
  const chart = card('Kinds of work over time');
  await chart.getByRole('radio', { name: 'Table' }).click();
  const headers = await chart.getByRole('columnheader').allTextContents();
  expect(headers[0]).toBe('Week of');
  expect(headers.slice(1).toSorted()).toEqual([
    'Building',
    'Lab',
    'Planning',
    'Reading',
    'Reviewing',
    'Teaching',
  ]);
  expect(await chart.getByRole('row').count()).toBeGreaterThan(50);
  await chart.getByRole('radio', { name: 'Chart' }).click();
});

test.each(['Hours against the plan', 'Skills over time', 'Hours of the week', 'Skill coverage'])(
  '%s is saved as a picture that stands alone and as all its numbers',
  async (chart) => {
    const svg = await saved(chart, 'Picture (SVG)');
    const text = svg.bytes.toString();
    expect(text).toMatch(/^<svg xmlns/);
    expect(text).toContain(`>${chart}</text>`);
    expect(text).not.toMatch(/var\(--|NaN|undefined/);
    const png = await saved(chart, 'Picture (PNG)');
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(1000);
    const csv = (await saved(chart, 'Numbers (CSV)')).bytes.toString().trim().split('\r\n');
    const json = JSON.parse((await saved(chart, 'Numbers (JSON)')).bytes.toString()) as unknown[];
    expect(csv.length - 1).toBe(json.length);
    expect(json.length).toBeGreaterThan(6);
  },
);

test('the hours of the week are walked by arrow keys', async () => {
  const grid = card('Hours of the week').getByRole('grid');
  await grid.locator('[tabindex="0"]').focus();
  await page.keyboard.press('Home');
  const first = await page.evaluate<string>('document.activeElement.ariaLabel');
  await page.keyboard.press('ArrowRight');
  const second = await page.evaluate<string>('document.activeElement.ariaLabel');
  expect(first).toMatch(/, 00:00 to 01:00: \d+\.\d h$/);
  expect(second).toMatch(/, 01:00 to 02:00: \d+\.\d h$/);
});

test('a chart follows the window and the theme', async () => {
  const width = () => page.evaluate<number>(`document.querySelectorAll('canvas')[2].width`);
  const pixels = () => page.evaluate<string>(`document.querySelectorAll('canvas')[2].toDataURL()`);
  const wide = await width();
  const light = await pixels();
  await page.setViewportSize({ width: 700, height: 900 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(width).not.toBe(wide);
  expect(await pixels()).not.toBe(light);
  // Colours fade from theme to theme; axe would measure one in between.
  await settled(page);
  expect(await violations(page)).toEqual([]);
  // What 200 % zoom does to a window of 1280 pixels.
  await page.setViewportSize({ width: 640, height: 450 });
  await settled(page);
  expect(await overflow(page)).toBe(0);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
});

test('a day of the year leads to its sessions', async () => {
  const days = card(`Days of ${new Date().getUTCFullYear()}`);
  const cell = days.locator('[data-level="3"], [data-level="4"]').last();
  const date = await cell.getAttribute('data-date');
  await cell.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Practice', level: 1 }).waitFor();
  expect(new URL(page.url()).search).toBe(`?day=${date}`);
});
