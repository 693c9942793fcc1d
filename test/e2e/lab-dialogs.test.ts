import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openLab, openLabWindow, type LabWindow } from '../support/lab-page.ts';

let it: LabWindow;
let page: Page;

beforeAll(async () => {
  it = await openLabWindow();
  page = it.page;
  await openLab(page, `${it.host.url}/labs/first-call`);
});
afterAll(() => it.close());

const dialog = () => page.getByRole('dialog');
const toast = () => page.getByRole('listitem').filter({ hasText: 'at the start' });
const filesMenu = async (item: string): Promise<void> => {
  await page.getByRole('button', { name: 'Files', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
};

/** A toast with Undo that has come before the dialog and goes into it. */
beforeEach(async () => {
  await filesMenu('Reset all files');
  await toast().first().waitFor();
  await filesMenu('Earlier copies');
  await dialog().getByText('Before all files were reset').first().waitFor();
});

test('Escape closes a dialog that shows a toast, and the toast stays with its Undo', async () => {
  await dialog().locator(toast()).first().waitFor();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
  await toast().first().getByRole('button', { name: 'Undo' }).waitFor();
  await page.getByRole('button', { name: 'Files', exact: true }).and(page.locator(':focus')).waitFor();
});

test('Escape closes a dialog under a tooltip', async () => {
  await dialog().getByRole('button', { name: 'Dismiss' }).first().hover();
  await page.getByRole('tooltip', { name: 'Dismiss' }).waitFor();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
});

test('Escape in a toast closes the toast alone', async () => {
  await dialog().getByRole('button', { name: 'Undo' }).last().focus();
  const before = await toast().count();
  await page.keyboard.press('Escape');
  await expect.poll(() => toast().count()).toBe(before - 1);
  expect(await dialog().count()).toBe(1);
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
});
