import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCairn, type OpenCairn } from '../support/open-cairn.ts';
import { layoutShift, settled, violations } from '../support/page.ts';

let cairn: OpenCairn;
let page: Page;

beforeAll(async () => {
  cairn = await openCairn();
  ({ page } = cairn);
  await settled(page);
});
afterAll(() => cairn?.close());

const form = () => page.getByRole('form', { name: 'Log time that has passed' });
const words = () => form().getByLabel('In words');
const height = async (): Promise<number> => (await form().boundingBox())!.height;

test('a usual length is still logged in two clicks', async () => {
  await form().getByRole('radio', { name: '25 min' }).click();
  await form().getByRole('button', { name: 'Log it' }).click();
  await page.getByText('Logged 25 min.').first().waitFor();
});

test('nothing moves while a sentence is typed, and the form stays free of axe violations', async () => {
  const before = { height: await height(), shift: await layoutShift(page) };
  await words().pressSequentially('1h30 #evals read a paper with a long title about judges yesterday 21:10');
  expect(await form().getByRole('definition').allTextContents()).toEqual([
    '1 h 30 min',
    expect.stringContaining('21:10 to 22:40'),
    'Prompt engineering + evals',
    'Reading',
    'read a paper with a long title about judges',
  ]);
  expect({ height: await height(), shift: await layoutShift(page) }).toEqual(before);
  expect(await violations(page)).toEqual([]);
});

test('what cannot be logged is said in place, stays in the field, and logs nothing', async () => {
  const before = await height();
  await words().fill('45m #observabilty 20m the day before yesterday at 21:10');
  await form().getByText('are two lengths').waitFor();
  await words().press('Enter');
  expect(await words().inputValue()).toContain('#observabilty');
  expect(await words().getAttribute('aria-invalid')).toBe('true');
  expect(await height()).toBe(before);
  expect(await violations(page)).toEqual([]);
  await words().fill('45m #observabilty');
  await form().getByText('#llm-observability').waitFor();
  expect(await page.getByRole('table').first().getByRole('row').count()).toBe(2);
});

test('Enter logs the sentence, empties the field and keeps the focus there', async () => {
  await words().fill('40m rag chunking yesterday 21:10');
  await words().press('Enter');
  await page.getByText('Logged 40 min.').first().waitFor();
  expect(await words().inputValue()).toBe('');
  expect(await page.evaluate<string>('document.activeElement.placeholder')).toContain('45m rag');
  await page.getByRole('table').first().getByText('chunking').waitFor();
});

test('in the dialog the words fill the form, a hand wins over them, and a problem stops it', async () => {
  await form().getByRole('button', { name: 'All fields' }).click();
  const dialog = page.getByRole('dialog');
  await page.keyboard.type('1h30 mcp transport yesterday 21:10');
  expect(await dialog.getByLabel('How long').inputValue()).toBe('90');
  expect(await dialog.getByLabel('Started').inputValue()).toMatch(/T21:10$/);
  expect(await dialog.getByLabel('Skill').inputValue()).toBe('mcp');
  await dialog.getByRole('textbox', { name: 'Note' }).fill('streamable HTTP');
  await dialog.getByLabel('In words').fill('1h mcp transport 20m');
  await dialog.getByText('1h and 20m are two lengths.').waitFor();
  await dialog.getByRole('button', { name: 'Log it' }).click();
  await dialog.getByLabel('In words').fill('1h mcp transport yesterday 21:10');
  expect(await dialog.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('streamable HTTP');
  await dialog.getByLabel('In words').press('Enter');
  await page.getByText('Logged 1 h.').first().waitFor();
  await page.getByRole('table').first().getByText('streamable HTTP').waitFor();
});
