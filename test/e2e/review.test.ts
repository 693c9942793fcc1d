import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../integration/host/programs.ts';
import { openCairn, type OpenCairn } from '../support/open-cairn.ts';
import { settled, violations } from '../support/page.ts';

let cairn: OpenCairn;
let page: Page;

const terminal = (dataDir: string, ...args: string[]) =>
  run(['electron/cli/bin.js', ...args, '--data-dir', dataDir]);

beforeAll(async () => {
  cairn = await openCairn({
    context: { viewport: { width: 1280, height: 900 } },
    prepare: async (dataDir) => void (await terminal(dataDir, 'log', '45m', 'read about reranking')),
  });
  ({ page } = cairn);
  await page.goto(`${cairn.host.url}/progress/review`);
  await settled(page);
});
afterAll(() => cairn?.close());

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
  const { stdout } = await terminal(cairn.dataDir, 'review');
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
