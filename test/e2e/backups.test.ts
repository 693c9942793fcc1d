import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHost } from '../support/host.ts';
import { openCairn, type OpenCairn } from '../support/open-cairn.ts';
import { settled, violations } from '../support/page.ts';

let cairn: OpenCairn;
let page: Page;

beforeAll(async () => {
  cairn = await openCairn();
  ({ page } = cairn);
});
afterAll(() => cairn?.close());

const card = () => page.getByRole('region', { name: 'Backups', exact: true });
const banner = () => page.getByRole('alert').filter({ hasText: 'Your database was damaged' });
const dialog = () => page.getByRole('dialog');

async function log(note: string): Promise<void> {
  await page.keyboard.press('l');
  await dialog().getByRole('textbox', { name: 'Note' }).fill(note);
  await dialog().getByLabel('How long').fill('45m');
  await dialog().getByRole('button', { name: 'Log it' }).click();
  await dialog().waitFor({ state: 'hidden' });
}

test('a backup is made in Settings and shows what it holds', async () => {
  await log('Before the accident');
  await page.goto(`${cairn.host.url}/settings`);
  await settled(page);
  await card().getByRole('button', { name: 'Back up now' }).click();
  await card()
    .getByRole('row')
    .filter({ hasText: '1 session' })
    .filter({ hasText: 'By you' })
    .first()
    .waitFor();
  expect(await violations(page)).toEqual([]);
});

test('after damage Cairn starts, says so on the first page, and restores the sessions', async () => {
  await cairn.host.stop();
  const file = path.join(cairn.dataDir, 'cairn.db');
  writeFileSync(file, readFileSync(file).fill(0x21, 0, 8000));
  cairn.host = await startHost({ dataDir: cairn.dataDir });
  await page.goto(cairn.host.launchUrl);
  await banner().getByText('holds 1 session').waitFor();
  await settled(page);
  expect(await violations(page)).toEqual([]);
  await banner().getByRole('button', { name: 'Restore it' }).click();
  await dialog().getByText('There is nothing here yet that could be lost.').waitFor();
  await dialog().getByRole('button', { name: 'Restore' }).click();
  // An open dialog hides the banner from roles: only its end says that the restore was answered.
  await dialog().waitFor({ state: 'hidden' });
  await banner().waitFor({ state: 'hidden' });
  await page.goto(`${cairn.host.url}/practice`);
  await page.locator('tbody tr').filter({ hasText: 'Before the accident' }).waitFor();
});

test('a restore over later work keeps that work as a backup', async () => {
  await log('After the accident');
  await page.goto(`${cairn.host.url}/settings#backups`);
  await settled(page);
  await card()
    .getByRole('row')
    .filter({ hasText: 'By you' })
    .getByRole('button', { name: /^Restore/ })
    .click();
  await dialog().getByText('What is here now (2 sessions) is replaced.').waitFor();
  await dialog().getByRole('button', { name: 'Restore' }).click();
  await dialog().waitFor({ state: 'hidden' });
  const saved = card().getByRole('row').filter({ hasText: 'Before a restore' });
  await saved.filter({ hasText: '2 sessions' }).waitFor();
  await saved.getByRole('button', { name: /^Restore/ }).click();
  await dialog().getByRole('button', { name: 'Restore' }).click();
  await dialog().waitFor({ state: 'hidden' });
  await page.goto(`${cairn.host.url}/practice`);
  await page.locator('tbody tr').filter({ hasText: 'After the accident' }).waitFor();
});
