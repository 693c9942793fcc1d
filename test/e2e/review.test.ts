import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../integration/host/programs.ts';
import { openBrowser } from '../support/browser.ts';
import { startHost, type RunningHost } from '../support/host.ts';
import { settled, violations } from '../support/page.ts';

const dataDir = mkdtempSync(path.join(tmpdir(), 'cairn-review-'));
let host: RunningHost;
let browser: Browser;
let page: Page;

const cairn = (...args: string[]) => run(['electron/cli/bin.js', ...args, '--data-dir', dataDir]);

beforeAll(async () => {
  await cairn('log', '45m', 'read about reranking');
  host = await startHost({ dataDir });
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(host.launchUrl);
  await page.getByRole('button', { name: 'Skip for now' }).click();
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
  await page.goto(`${host.url}/progress/review`);
  await settled(page);
});
afterAll(async () => {
  await browser.close();
  await host.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const words = () => page.getByRole('textbox', { name: 'In your own words' });

test('the week shows what was done, and axe finds nothing', async () => {
  await page.getByText('read about reranking').waitFor();
  await page.getByText('1 session on 1 day').waitFor();
  expect(await violations(page)).toEqual([]);
});

test('own words survive a reload that comes before they were saved', async () => {
  await words().fill('Reranking is worth a try.');
  await page.reload();
  await expect.poll(() => words().inputValue()).toBe('Reranking is worth a try.');
  await page.getByRole('region', { name: 'In your own words' }).getByText('Saved', { exact: true }).waitFor();
  const { stdout } = await cairn('review');
  expect(stdout).toContain('Reranking is worth a try.');
  expect(stdout).toContain('45 min: read about reranking');
});

test('the markdown file says what the page says', async () => {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Markdown' }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  expect(text).toContain('# Review, week of');
  expect(text).toContain('Reranking is worth a try.');
});

test('on paper there is the review alone, dark on white', async () => {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const text = await page.evaluate<string>('document.body.innerText');
  expect(text).toContain('Reranking is worth a try.');
  expect(text).toContain('read about reranking');
  expect(text).not.toMatch(/Search or run a command|Settings|Print or PDF/);
  expect(await page.evaluate<string>('getComputedStyle(document.documentElement).colorScheme')).toBe('light');
  const pdf = await page.pdf();
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
});

test('weeks and months are walked by keyboard', async () => {
  await page.getByRole('button', { name: 'The week before' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('No practice is logged for these days.').waitFor();
  await page.getByRole('radio', { name: 'Month' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => new URL(page.url()).pathname).toBe('/progress/review/month');
  await page.getByText('read about reranking').waitFor();
});
