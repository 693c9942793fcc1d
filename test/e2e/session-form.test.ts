import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../electron/server/db/connection.ts';
import { openCairn, type OpenCairn } from '../support/open-cairn.ts';
import { settled, violations } from '../support/page.ts';

let cairn: OpenCairn;
let page: Page;

const dialog = () => page.getByRole('dialog');
const LISTS = ['Skill', 'Kind of work', 'Lab', 'Target'] as const;
const list = (name: (typeof LISTS)[number]) => dialog().getByRole('combobox', { name });
const options = (name: (typeof LISTS)[number]) => list(name).locator('option').allTextContents();
const chosen = (name: (typeof LISTS)[number]) => list(name).locator('option:checked').textContent();

// Text, because it runs in the page: what each list of the dialog shows, and where, after each change of the document.
const WATCH = `
  globalThis.seen = [];
  new MutationObserver(() => {
    const all = [...document.querySelectorAll('[role="dialog"] select')].map((it) => {
      const { x, y, width, height } = it.getBoundingClientRect();
      return [it.selectedOptions[0]?.textContent, x, y, width, height].join(' ');
    });
    if (all.length > 0) seen.push(all.join('; '));
  }).observe(document.body, { childList: true, subtree: true });`;

async function openForm(): Promise<void> {
  await page.locator('tr[data-row="0"]').focus();
  await page.keyboard.press('Enter');
  await dialog().waitFor();
}

async function closeForm(): Promise<void> {
  await dialog().getByRole('button', { name: 'Cancel' }).click();
  await dialog().waitFor({ state: 'detached' });
}

beforeAll(async () => {
  cairn = await openCairn({ seed: () => {} });
  ({ page } = cairn);
  await page.getByRole('link', { name: 'Practice', exact: true }).click();
  await page.getByRole('button', { name: 'Log practice' }).first().click();
  for (const name of LISTS) await list(name).selectOption({ index: 3 });
  await dialog().getByRole('button', { name: 'Log it' }).click();
  await page.locator('tr[data-row="0"]').waitFor();
  // It would leave by itself, and a dialog that holds it becomes smaller then.
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await settled(page);
});
afterAll(() => cairn?.close());

test('the form of a session offers all that there is, and shows what was chosen from its first frame on', async () => {
  await page.evaluate(WATCH);
  await openForm();
  await expect.poll(() => options('Target').then((all) => all.length)).toBeGreaterThan(20);
  const seen = await page.evaluate<string[]>('seen');
  expect(seen.length).toBeGreaterThan(1);
  expect([...new Set(seen)]).toHaveLength(1);
  const skills = await page.getByLabel('Only this skill').locator('option').count();
  // "All skills" and "Without a skill" there, "No particular skill" here.
  expect((await options('Skill')).length).toBe(skills - 1);
  expect((await options('Kind of work')).length).toBe(6);
  expect((await options('Lab')).length).toBeGreaterThan(3);
  for (const name of LISTS) {
    const all = await options(name);
    expect(await chosen(name)).toBe(all[3]);
    expect(new Set(all).size).toBe(all.length);
  }
  expect(await violations(page)).toEqual([]);
  await closeForm();
});

test('a letter right after the form opened chooses from the whole list', async () => {
  await openForm();
  await list('Lab').focus();
  const all = await options('Lab');
  expect(all.length).toBeGreaterThan(3);
  await closeForm();
  const last = all.at(-1)!;
  await openForm();
  await list('Lab').focus();
  await page.keyboard.type(last.slice(0, 12));
  expect(await chosen('Lab')).toBe(last);
  await dialog().getByLabel('Note').fill('the note is typed without a change of the lists');
  expect((await options('Lab')).length).toBe(all.length);
  await dialog().getByRole('button', { name: 'Save' }).click();
  await dialog().waitFor({ state: 'detached' });
  await openForm();
  expect(await chosen('Lab')).toBe(last);
  await closeForm();
});

test('a filter is kept by the list, its words and its count alike', async () => {
  const kind = page.getByLabel('Only this kind of work');
  const rows = page.locator('tr[data-row]');
  await kind.selectOption('planning');
  await page.getByText('Nothing was logged for this choice.').waitFor();
  expect(await rows.count()).toBe(0);
  await kind.selectOption('');
  await rows.first().waitFor();
  expect(await kind.inputValue()).toBe('');
  await page.getByText('1 session', { exact: false }).first().waitFor();
});

const note = () => dialog().getByLabel('Note');
const openFromToday = () =>
  page
    .getByRole('button', { name: /^Edit / })
    .first()
    .click();

test.each([
  { from: 'the list', address: 'Practice', open: openForm },
  { from: 'Today', address: 'Today', open: openFromToday },
])('a form opened from $from again at once shows what was saved', async ({ from, address, open }) => {
  let held = 0;
  const LISTS_OF_SESSIONS = /\/trpc\/[^?]*(practice\.page|today\.get)/;
  await page.getByRole('link', { name: address, exact: true }).first().click();
  await open();
  await page.route(LISTS_OF_SESSIONS, () => void (held += 1));
  await note().fill(`written from ${from}`);
  await dialog().getByRole('button', { name: 'Save' }).click();
  await dialog().waitFor({ state: 'detached' });
  await expect.poll(() => held).toBeGreaterThan(0);
  await open();
  expect(await note().inputValue()).toBe(`written from ${from}`);
  await closeForm();
  // What was held goes on.
  await page.unroute(LISTS_OF_SESSIONS);
});

test('saving a form keeps what was changed elsewhere while it was open', async () => {
  await page.getByRole('link', { name: 'Today', exact: true }).first().click();
  await openFromToday();
  const db = openDatabase(path.join(cairn.dataDir, 'cairn.db'));
  try {
    db.prepare('UPDATE practice_session SET note = ?').run('changed elsewhere');
    await list('Kind of work').selectOption('teaching');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().waitFor({ state: 'detached' });
    const saved = db.prepare('SELECT note, activity, lab_id AS lab FROM practice_session').get();
    expect(saved).toMatchObject({ note: 'changed elsewhere', activity: 'teaching' });
    expect(saved).not.toMatchObject({ lab: null });
  } finally {
    db.close();
  }
});
