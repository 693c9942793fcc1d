import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../support/app.ts';
import { openCairn, type OpenCairn } from '../support/open-cairn.ts';
import { layoutShift, overflow, settled, violations } from '../support/page.ts';

const fixture = (name: string): string => path.join(root, 'test/fixtures/imports', name);
let cairn: OpenCairn;
let page: Page;

beforeAll(async () => {
  cairn = await openCairn();
  ({ page } = cairn);
});
afterAll(() => cairn?.close());

const choose = (name: string) => page.getByLabel('File to import').setInputFiles(fixture(name));
const main = () => page.getByRole('main');
const button = (name: string | RegExp) =>
  main().getByRole('button', { name, exact: typeof name === 'string' });
const logged = () => main().getByRole('region', { name: 'What would be logged', exact: true });

test('Settings lead to the page, and the keyboard opens the choice of a file', async () => {
  await page.goto(`${cairn.host.url}/settings`);
  await page.getByRole('link', { name: 'Import times' }).click();
  await settled(page);
  expect([await violations(page), await layoutShift(page)]).toEqual([[], expect.closeTo(0, 1)]);
  const chooser = page.waitForEvent('filechooser');
  await button('Choose a file').focus();
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(fixture('toggl-detailed.csv'));
  await logged().getByText('4 sessions').waitFor();
  expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
});

test('what a project becomes is chosen, seen at once, and written; one click takes all of it back', async () => {
  await main().getByLabel('Skill for Client work').selectOption({ label: 'Databases' });
  await logged()
    .getByRole('row', { name: /Databases Building He said/ })
    .waitFor();
  await main().getByRole('checkbox', { name: 'Yes, MCP is practice' }).uncheck();
  await button('Import 3 sessions').focus();
  await page.keyboard.press('Enter');
  await main().getByRole('heading', { name: 'Imported', exact: true }).waitFor();
  expect(await violations(page)).toEqual([]);
  await button('Undo the import').press('Enter');
  await main().getByText('3 sessions were removed.').waitFor();
  await main().getByText('Undone', { exact: true }).waitFor();
});

test('the choices are remembered for the next file of the kind', async () => {
  await button('Import another file').click();
  await choose('toggl-detailed.csv');
  await logged().getByText('3 sessions').waitFor();
  expect(await main().getByLabel('Skill for Client work').inputValue()).toBe('databases');
  expect(await main().getByText('As last time').count()).toBe(2);
});

test('skipped rows are listed with line and reason, and can be saved', async () => {
  await choose('odd.csv');
  await main().getByRole('heading', { name: 'What is skipped: 12 rows' }).waitFor();
  await main().getByText('Row by row').press('Enter');
  await main().getByRole('row', { name: '5 Longer than 24 hours' }).waitFor();
  const saved = page.waitForEvent('download');
  await button('Download the list').click();
  await (await saved).saveAs(path.join(cairn.folder, 'skipped.csv'));
  expect(readFileSync(path.join(cairn.folder, 'skipped.csv'), 'utf8')).toContain('Before the year 2000');
});

test('an order of dates that is a guess says so and can be turned', async () => {
  await choose('clockify-european.csv');
  await main().getByText('Both readings exist: please check.').waitFor();
  await main().getByLabel('Order of a date').selectOption('mdy');
  await main().getByText('“03.11.2026” is 11 Mar 2026.').waitFor();
});

test('a file that is not what it should be is explained, and the page goes on', async () => {
  await page.getByLabel('File to import').setInputFiles(path.join(root, 'package.json'));
  await page.getByRole('alert').getByText('from no tracker that Cairn knows').waitFor();
  expect(await violations(page)).toEqual([]);
  await choose('super-productivity.json');
  await logged().getByText('3 sessions').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});
