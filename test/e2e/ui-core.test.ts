import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCairn, type OpenCairn } from '../support/open-cairn.ts';

let cairn: OpenCairn;
let page: Page;

beforeAll(async () => {
  cairn = await openCairn();
  ({ page } = cairn);
});
afterAll(() => cairn?.close());

const rows = () => page.locator('tbody tr');
const dialog = () => page.getByRole('dialog');

test('two keys lead to a page, and typing in a field never does', async () => {
  await page.getByRole('textbox', { name: 'In words' }).fill('');
  await page.getByRole('textbox', { name: 'In words' }).pressSequentially('g p');
  expect(new URL(page.url()).pathname).toBe('/');
  await page.getByRole('heading', { name: 'Today', level: 1 }).focus();
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.getByRole('heading', { name: 'Practice', level: 1 }).waitFor();
});

test('a shortcut of one key works right after any other key', async () => {
  await page.keyboard.press('Home');
  await page.keyboard.press('l');
  await dialog().waitFor();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
});

test('a refused session keeps what was typed and says what to do', async () => {
  await page.keyboard.press('l');
  await dialog().getByRole('textbox', { name: 'Note' }).fill('Typed once');
  await dialog().getByLabel('How long').fill('a while');
  await dialog().getByRole('button', { name: 'Log it' }).click();
  expect(await dialog().getByRole('alert').textContent()).toContain('1:30');
  await dialog().getByLabel('How long').fill('1:30');
  await dialog().getByLabel('Started').fill('2099-01-01T10:00');
  await dialog().getByRole('button', { name: 'Log it' }).click();
  await dialog().getByText('ends in the future').waitFor();
  expect(await dialog().getByRole('textbox', { name: 'Note' }).inputValue()).toBe('Typed once');
  await dialog().getByLabel('Started').fill('');
  await dialog().getByRole('button', { name: 'Log it' }).click();
  await rows().filter({ hasText: 'Typed once' }).filter({ hasText: '1 h 30 min' }).waitFor();
});

test('a deleted session comes back with undo', async () => {
  await page.getByRole('button', { name: /^More for .*Typed once/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect.poll(() => rows().count()).toBe(0);
  await page.getByText(/^Deleted/).waitFor();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Deleted' })
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect.poll(() => rows().count()).toBe(1);
});

test('the calendar is walked with arrow keys and a day filters the table', async () => {
  await page.locator('[role=gridcell][tabindex="0"]').focus();
  await page.keyboard.press('Home');
  const year = new Date().getFullYear();
  const focused = () => page.locator(':focus').getAttribute('data-date');
  expect(await focused()).toBe(`${year}-01-01`);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toBe(`${year}-01-09`);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: `Sessions of 9 Jan ${year}` }).waitFor();
  await page.getByRole('button', { name: /^Show all/ }).click();
});

test('the palette picks the first hit of what was typed, and every page shows the running timer', async () => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('timer on rag arch');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.title()).toMatch(/^00:\d\d Practice · Cairn$/);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('settings');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  expect(await page.getByRole('group', { name: 'Running timer' }).textContent()).toContain(
    'RAG architectures',
  );
  await page.keyboard.press('x');
  await page.getByText(/^Logged \d+ s|^Stopped/).waitFor();
});

test('a chosen theme is there before the server has said anything', async () => {
  await page.getByRole('radio', { name: 'Dark' }).click();
  const theme = () => page.locator('html').getAttribute('data-theme');
  await expect.poll(theme).toBe('dark');
  await page.route('**/trpc/**', () => {});
  await page.reload();
  expect(await theme()).toBe('dark');
});
