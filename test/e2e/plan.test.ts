import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../electron/server/db/connection.ts';
import { newId } from '../../electron/shared/ids.ts';
import { addDays, formatDate } from '../../electron/shared/time.ts';
import { openCairn, type OpenCairn } from '../support/open-cairn.ts';
import { layoutShift, overflow, settled, violations } from '../support/page.ts';
import { seedPractice } from '../support/seed-data.ts';

const today = new Date().toISOString().slice(0, 10);
const inDays = (days: number): string => addDays(today, days);
let cairn: OpenCairn;
let page: Page;

beforeAll(async () => {
  cairn = await openCairn({
    seed: (db) => {
      db.prepare('INSERT INTO enrolment VALUES (?, ?, ?, 7, 1, NULL)').run(
        newId(1),
        'backend-to-agentic',
        inDays(-30),
      );
      seedPractice(db, {
        skills: ['mcp', 'tool-calling'],
        years: 0.3,
        now: Date.now(),
        zone: 'UTC',
        perDay: 1,
      });
    },
  });
  ({ page } = cairn);
  await settled(page);
});
afterAll(() => cairn?.close());

/** The last day of the plan, as the newest toast says it. */
const endInToast = async (text: string): Promise<string> => {
  const toast = page.getByText(new RegExp(`^${text}\\. The plan ends on`)).last();
  await toast.waitFor();
  return (await toast.textContent())!.replace(/^.*ends on (.*)\.$/, '$1');
};
const firstPhase = () => page.getByRole('listitem').filter({ hasText: 'Month 1' }).first();
const dialog = () => page.getByRole('dialog');
const undo = (text: string) =>
  page.getByRole('listitem').filter({ hasText: text }).getByRole('button', { name: 'Undo' });

test('the plan is reached by keys and stands without a jump, a violation or an overflow', async () => {
  await page.keyboard.press('g');
  await page.keyboard.press('g');
  await page.getByRole('link', { name: 'Plan', exact: true }).click();
  await page.getByRole('heading', { name: 'Phases' }).waitFor();
  await page.reload();
  await settled(page);
  expect({ axe: await violations(page), overflow: await overflow(page) }).toEqual({ axe: [], overflow: 0 });
  expect(await layoutShift(page)).toBeLessThan(0.05);
  expect(await page.getByRole('link', { name: 'Plan', exact: true }).getAttribute('aria-current')).toBe(
    'page',
  );
});

test('a pause moves the dates by its days, and undo puts them back', async () => {
  const before = await firstPhase().textContent();
  await page.getByRole('button', { name: 'Add a pause' }).click();
  await dialog().getByLabel('First day').fill(inDays(2));
  await dialog().getByLabel('Last day').fill(inDays(11));
  await dialog().getByLabel('Reason').fill('At the sea');
  await dialog().getByRole('button', { name: 'Add the pause' }).click();
  const end = await endInToast('Pause added');
  await page.getByText('10 days later').waitFor();
  expect(await firstPhase().textContent()).toContain(formatDate(inDays(39)));
  await undo('Pause added').click();
  const back = await endInToast('Taken back');
  expect(Date.parse(end) - Date.parse(back)).toBe(10 * 86_400_000);
  await expect.poll(() => firstPhase().textContent()).toBe(before);
});

test('a pause that overlaps another is refused, and what was typed stays', async () => {
  const add = async (from: number, to: number, reason: string): Promise<void> => {
    await page.getByRole('button', { name: 'Add a pause' }).click();
    await dialog().getByLabel('First day').fill(inDays(from));
    await dialog().getByLabel('Last day').fill(inDays(to));
    await dialog().getByLabel('Reason').fill(reason);
    await dialog().getByRole('button', { name: 'Add the pause' }).click();
  };
  await add(-10, -8, 'Flu');
  await endInToast('Pause added');
  await add(-9, -7, 'Flu again');
  await dialog()
    .getByText(/Two pauses overlap/)
    .waitFor();
  expect(await dialog().getByLabel('Reason').inputValue()).toBe('Flu again');
  await dialog().getByRole('button', { name: 'Cancel' }).click();
});

test('another pace from a date on moves the end, keeps what was before, and is taken back in the history', async () => {
  await page.getByRole('button', { name: 'Change the pace' }).click();
  await dialog().getByLabel('From').fill(inDays(10));
  await dialog().getByLabel('Hours a week').fill('3.5');
  await dialog().getByRole('button', { name: 'Change the pace' }).click();
  const slow = Date.parse(await endInToast('Pace changed'));
  const version = page.getByRole('listitem').filter({ hasText: '3.5 h a week' }).filter({ hasText: 'later' });
  await version.getByRole('button', { name: 'Undo' }).click();
  const back = Date.parse(await endInToast('Taken back'));
  expect(slow).toBeGreaterThan(back);
  await page.getByText('taken back', { exact: true }).first().waitFor();
});

test('figures are explained in plain words, by keyboard too', async () => {
  await page.getByRole('button', { name: 'How the habit score works' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('One missed day costs a few per cent').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'How the forecast is made' }).click();
  await page.getByText('plays the future 400 times').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
});

test('half an hour more a day shows another forecast', async () => {
  const before = await firstPhase().textContent();
  await page.getByRole('radio', { name: 'Half an hour more a day' }).click();
  await expect.poll(() => firstPhase().textContent()).not.toBe(before);
});

test('on Today the next step follows the time at hand, can be put off, and comes back with undo', async () => {
  await page.goto(cairn.host.url);
  await settled(page);
  const title = page.locator('#next-step');
  const first = await title.textContent();
  const saved = page.waitForResponse((response) => response.url().includes('settings.set'));
  await page.getByRole('radio', { name: '2 h' }).click();
  await saved;
  await page.reload();
  await settled(page);
  expect(await page.getByRole('radio', { name: '2 h' }).getAttribute('aria-checked')).toBe('true');
  await page.getByRole('button', { name: 'Not today' }).click();
  await expect.poll(() => title.textContent()).not.toBe(first);
  await undo('waits until tomorrow').click();
  await expect.poll(() => title.textContent()).toBe(first);
});

test('the running server writes down the levels that were reached, and the skill shows when', async () => {
  const db = openDatabase(path.join(cairn.dataDir, 'cairn.db'));
  const count = db.prepare<[], number>("SELECT count(*) FROM skill_level WHERE skill_id = 'mcp'").pluck();
  await expect.poll(() => count.get(), { timeout: 30_000 }).toBeGreaterThan(0);
  db.close();
  await page.goto(`${cairn.host.url}/skills/mcp`);
  await settled(page);
  await page.getByRole('heading', { name: 'Levels reached' }).waitFor();
  await page.getByRole('button', { name: 'How levels work' }).click();
  await page.getByText('Nothing can be ticked').waitFor();
});
