import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Db } from '../../electron/server/db/connection.ts';
import { createSettingsService } from '../../electron/server/features/settings/service.ts';
import { createPracticeService } from '../../electron/server/features/practice/service.ts';
import { createEventBus } from '../../electron/server/events.ts';
import { openCairn, type OpenCairn } from '../support/open-cairn.ts';
import { overflow, settled, violations } from '../support/page.ts';

let cairn: OpenCairn;
let page: Page;

const HOUR = 3_600_000;

/** Escape takes what lies on top: a toast inside the dialog goes before the dialog. */
async function closeDialog(): Promise<void> {
  for (let tries = 0; tries < 20 && (await page.getByRole('dialog').count()) > 0; tries += 1) {
    await page.keyboard.press('Escape');
    await page.waitForTimeout(100);
  }
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** 400 sessions, one every three hours: more than the window draws, and none at the same time. */
function fill(db: Db): void {
  const events = createEventBus();
  const clock = { now: Date.now, zone: () => 'UTC' };
  const settings = createSettingsService({ db, clock, events });
  const practice = createPracticeService({ db, clock, settings, events });
  const newest = Math.floor(Date.now() / HOUR) * HOUR - 24 * HOUR;
  for (let n = 0; n < 400; n += 1)
    practice.log({
      minutes: 60,
      startedAt: newest - n * 3 * HOUR,
      note: n % 40 === 7 ? `naïve baseline ${n}` : `note ${n}`,
    });
}

beforeAll(async () => {
  cairn = await openCairn({ seed: fill, context: { timezoneId: 'UTC' } });
  ({ page } = cairn);
  await settled(page);
});
afterAll(() => cairn?.close());
beforeEach(async () => {
  await closeDialog();
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await page.getByRole('link', { name: 'Practice', exact: true }).click();
  await row(0).waitFor();
  // A new page takes the focus once it is painted; a key pressed before that would lose it again.
  await page.locator('main:focus').waitFor();
});

const grid = () => page.getByRole('grid', { name: 'Practice sessions' });
const row = (n: number) => page.locator(`tr[data-row="${n}"]`);
const bar = () => page.getByRole('toolbar', { name: 'The chosen sessions' });
const dialog = () => page.getByRole('dialog');
const said = (text: string | RegExp) =>
  page.getByRole('status').filter({ hasText: text }).or(page.getByText(text)).first().waitFor();
const count = (text: string) => page.getByText(text, { exact: false }).first().waitFor();
const focusRow = (n: number) => row(n).focus();

test('400 sessions are all there, and only those in the window are drawn', async () => {
  await count('400 sessions');
  expect(await grid().getAttribute('aria-rowcount')).toBe('401');
  expect(await grid().getByRole('row').count()).toBeLessThan(80);
  await focusRow(0);
  await page.keyboard.press('End');
  await page.locator('tr[data-row="399"]:focus').waitFor();
  await page.keyboard.press('Home');
  await page.locator('tr[data-row="0"]:focus').waitFor();
  expect([await overflow(page), await violations(page)]).toEqual([0, []]);
});

test('notes are found from the keyboard, marked, and from the palette too', async () => {
  await page.keyboard.press('/');
  await page.keyboard.type('NAIVE base');
  await count('10 sessions');
  expect(await row(0).locator('mark').allTextContents()).toEqual(['naïve', 'base']);
  await page.keyboard.press('Escape');
  await count('400 sessions');
  await page.locator('h1').click();
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('note 39');
  await page.getByRole('option', { name: /Search notes for/ }).click();
  await count('11 sessions');
  expect(await page.getByLabel('Search notes').inputValue()).toBe('note 39');
});

test('a session is split by keyboard, undone and redone', async () => {
  await focusRow(1);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Split…' }).press('Enter');
  await dialog().getByLabel('Length of part 1').fill('20');
  expect(await dialog().getByLabel('Length of part 2').textContent()).toBe('40 min');
  await dialog().getByLabel('Skill of part 2').selectOption('mcp');
  expect(await violations(page)).toEqual([]);
  await dialog().getByRole('button', { name: 'Split', exact: true }).click();
  await said('Split into 2.');
  await count('401 sessions');
  await page.keyboard.press('ControlOrMeta+z');
  await said('Undone: Split a session.');
  await count('400 sessions');
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await said('Redone: Split a session.');
  await count('401 sessions');
  await page.keyboard.press('ControlOrMeta+z');
  await count('400 sessions');
});

test('a split that cannot be is explained, and what was typed stays', async () => {
  await focusRow(1);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Split…' }).press('Enter');
  await dialog().getByLabel('Length of part 1').fill('90');
  await dialog().getByRole('button', { name: 'Split', exact: true }).click();
  await dialog().getByText('A session is split inside itself').waitFor();
  expect(await dialog().getByLabel('Length of part 1').inputValue()).toBe('90');
});

test('rows are chosen with Space and Shift, merged, and taken back from the toast', async () => {
  await focusRow(3);
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await bar().getByText('3 sessions chosen').waitFor();
  expect(await row(5).getAttribute('aria-selected')).toBe('true');
  await bar().getByRole('button', { name: 'Merge' }).click();
  await said('Merged 3 sessions into one.');
  await count('398 sessions');
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await count('400 sessions');
});

test('all that a filter finds is changed together, in one step back', async () => {
  await page.getByLabel('Search notes').fill('baseline');
  await count('10 sessions');
  await focusRow(0);
  await page.keyboard.press('Space');
  await bar().getByRole('button', { name: 'Choose all 10' }).click();
  await bar().getByRole('button', { name: 'Change…' }).click();
  await dialog().getByLabel('Skill').selectOption('mcp');
  await dialog().getByLabel('Add to the note').fill('sorted');
  await dialog().getByRole('button', { name: 'Change 10 sessions' }).click();
  await said('Changed 10 sessions.');
  await page.getByLabel('Search notes').fill('sorted');
  await count('10 sessions');
  await page.locator('h1').click();
  await page.keyboard.press('ControlOrMeta+z');
  await said('Undone: Changed 10 sessions.');
  await page.getByText('No practice here').waitFor();
});

test('a change into the future is refused in the form, and nothing is changed', async () => {
  await focusRow(0);
  await page.keyboard.press('Space');
  await bar().getByRole('button', { name: 'Change…' }).click();
  await dialog().getByLabel('Or shift by').fill('72h');
  await dialog().getByRole('button', { name: 'Change 1 session' }).click();
  await dialog().getByText('ends in the future').waitFor();
  expect(await dialog().getByLabel('Or shift by').inputValue()).toBe('72h');
});

test('the history tells what was changed from what to what, and takes it back', async () => {
  await focusRow(0);
  await page.keyboard.press('Enter');
  await dialog().getByLabel('How long').fill('45');
  await dialog().getByRole('textbox', { name: 'Note' }).fill('told in the history');
  await dialog().getByRole('button', { name: 'Save' }).click();
  await said('Saved.');
  await page.getByRole('button', { name: 'History', exact: true }).click();
  const first = dialog().getByRole('listitem').first();
  await first.getByText('Changed a session').waitFor();
  expect(await first.textContent()).toMatch(
    /You, in Cairn.*Length 1 h → 45 min.*Note .*→ told in the history/,
  );
  expect(await violations(page)).toEqual([]);
  await dialog()
    .getByRole('button', { name: /^Undo: Changed a session/ })
    .first()
    .click();
  await dialog()
    .getByRole('button', { name: /^Redo: Changed a session/ })
    .first()
    .waitFor();
});

test('time that two sessions share is said in the preview and on the page, and can be trimmed', async () => {
  await page.getByRole('button', { name: 'Log practice' }).click();
  const text = await row(0).locator('td').nth(1).innerText();
  const start = /(\d\d):(\d\d)/.exec(text)!;
  await dialog().getByLabel('How long').fill('30');
  const day = new Date(Math.floor(Date.now() / HOUR) * HOUR - 24 * HOUR).toISOString().slice(0, 10);
  await dialog().getByLabel('Started').fill(`${day}T${start[1]}:30`);
  await dialog().getByText('It shares').waitFor();
  await dialog().getByRole('button', { name: 'Log it' }).click();
  await said('Logged 30 min.');
  await page.getByRole('button', { name: 'See what to do' }).click();
  await dialog().waitFor();
  expect(await violations(page)).toEqual([]);
  await dialog()
    .getByRole('button', { name: /Take it out of/ })
    .first()
    .click();
  await dialog().getByText('No two sessions share time any more.').waitFor();
  await page.keyboard.press('Escape');
});

test('undo leaves a text field its own undo', async () => {
  const before = await grid().getAttribute('aria-rowcount');
  await page.getByLabel('Search notes').focus();
  await page.keyboard.type('zzz');
  await page.keyboard.press('ControlOrMeta+z');
  await page.keyboard.press('Escape');
  await row(0).waitFor();
  expect(await grid().getAttribute('aria-rowcount')).toBe(before);
});

test.each([
  ['a note of 100,000 characters', 'Note', 'word '.repeat(20_000), /characters, and 20,000 fit/],
  ['no time at all', 'How long', '-5', /Write a length/],
  ['25 hours', 'How long', '25 h', /at most 24 hours/],
  ['the future', 'Started', '2199-01-01T10:00', /in the future/],
  ['the year 1900', 'Started', '1900-01-01T10:00', /before the year 2000/],
])('%s is explained in the form, which keeps what was typed', async (...[, label, text, reason]) => {
  await page.getByRole('button', { name: 'Log practice' }).click();
  const field =
    label === 'Note' ? dialog().getByRole('textbox', { name: 'Note' }) : dialog().getByLabel(label);
  await field.fill(text);
  await dialog().getByRole('button', { name: 'Log it' }).click();
  await dialog().getByText(reason).first().waitFor();
  expect(await field.inputValue()).toBe(text);
});

test('a note in any script is kept as it is', async () => {
  const note = 'emoji 🧗‍♀️ \u202Ertl\u202C קריאה 検索';
  await focusRow(0);
  await page.keyboard.press('Enter');
  await dialog().getByRole('textbox', { name: 'Note' }).fill(note);
  await dialog().getByRole('button', { name: 'Save' }).click();
  await said('Saved.');
  await page.getByLabel('Search notes').fill('קריאה 検索');
  await page
    .getByText(/^1 session/)
    .first()
    .waitFor();
  expect(await row(0).locator('mark').allTextContents()).toEqual(['קריאה', '検索']);
});
