import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCairn, type OpenCairn } from '../support/open-cairn.ts';
import { violations } from '../support/page.ts';
import { run } from '../integration/host/programs.ts';

const at = (name: string): string => path.join(cairn.folder, name);
let cairn: OpenCairn;
let page: Page;

beforeAll(async () => {
  const terminal = (...args: string[]) => run(['electron/cli/bin.js', ...args, '--data-dir', at('other')]);
  cairn = await openCairn({ context: { viewport: { width: 1280, height: 900 } } });
  ({ page } = cairn);
  await terminal('log', '45m', 'from another machine');
  await terminal('export', '--out', at('theirs.json'));
  await page.goto(`${cairn.host.url}/settings`);
  await card().waitFor();
});
afterAll(() => cairn?.close());

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
