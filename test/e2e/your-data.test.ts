import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { startHost, type RunningHost } from '../support/host.ts';
import { violations } from '../support/page.ts';
import { run } from '../integration/host/programs.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cairn-your-data-'));
const at = (name: string): string => path.join(folder, name);
let host: RunningHost;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const cairn = (...args: string[]) => run(['electron/cli/bin.js', ...args, '--data-dir', at('other')]);
  await cairn('log', '45m', 'from another machine');
  await cairn('export', '--out', at('theirs.json'));
  host = await startHost({ dataDir: at('mine') });
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(host.launchUrl);
  await page.getByRole('button', { name: 'Skip for now' }).click();
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
  await page.goto(`${host.url}/settings`);
  await card().waitFor();
});
afterAll(async () => {
  await browser.close();
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

const card = () => page.getByRole('region', { name: 'Your data' });
const dialog = () => page.getByRole('dialog');
const choose = (file: string) => card().locator('input[type=file]').setInputFiles(file);

async function exported(button: string): Promise<string> {
  const download = page.waitForEvent('download');
  await card().getByRole('button', { name: button }).click();
  await (await download).saveAs(at('saved'));
  return readFileSync(at('saved'), 'utf8');
}

test('a file that is no export is refused with what to choose instead', async () => {
  await choose('package.json');
  await card().getByRole('alert').getByText('That file is not an export of Cairn.').waitFor();
  expect(await dialog().count()).toBe(0);
});

test('an import shows what it brings, and brings nothing before the yes', async () => {
  await choose(at('theirs.json'));
  await dialog().getByRole('row', { name: 'Sessions 1', exact: true }).waitFor();
  expect(await violations(page)).toEqual([]);
  await dialog().getByRole('button', { name: 'Cancel' }).click();
  expect(await exported('Export as JSON')).not.toContain('from another machine');
});

test('what is imported is in every export at once', async () => {
  await choose(at('theirs.json'));
  await dialog().getByRole('button', { name: 'Import 2 rows' }).click();
  await page.getByText('Imported 2 rows.', { exact: true }).waitFor();
  expect(await exported('Export as JSON')).toContain('from another machine');
  expect(await exported('CSV')).toContain('from another machine');
  expect(await exported('Calendar')).toContain('DESCRIPTION:from another machine');
});

test('the same file a second time has nothing to import', async () => {
  await choose(at('theirs.json'));
  await dialog().getByText('Nothing in it is newer than what is here.').waitFor();
  await dialog().getByRole('button', { name: 'Close' }).first().click();
});
