import path from 'node:path';
import Database from 'better-sqlite3';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHost } from '../support/host.ts';
import { openCairn, type OpenCairn } from '../support/open-cairn.ts';
import { violations } from '../support/page.ts';

const MINUTE = 60_000;
let cairn: OpenCairn;
let page: Page;

beforeAll(async () => {
  cairn = await openCairn();
  ({ page } = cairn);
});
afterAll(() => cairn?.close());

const chip = (name: 'Running timer' | 'Paused timer') => page.getByRole('group', { name });
const dialog = () => page.getByRole('dialog');
const heading = () => page.getByRole('heading', { level: 1 }).first();

/** Makes the running timer's past longer: it began `began` minutes ago, and its last input was `input` minutes ago. */
function rewind(began: number, input: number): void {
  const db = new Database(path.join(cairn.dataDir, 'cairn.db'));
  db.prepare('UPDATE timer SET started_at = ?, input_at = ?').run(
    Date.now() - began * MINUTE,
    Date.now() - input * MINUTE,
  );
  db.close();
}

test('starts, pauses and goes on by keyboard, and the title tells it on every page', async () => {
  await heading().focus();
  await page.keyboard.press('s');
  await dialog().getByRole('textbox', { name: 'Note' }).fill('Chapter one');
  await dialog().getByRole('button', { name: 'Start', exact: true }).click();
  await chip('Running timer').waitFor();
  await expect.poll(() => page.title()).toMatch(/^00:\d\d Today · Cairn$/);
  await heading().focus();
  await page.keyboard.press('p');
  await chip('Paused timer').waitFor();
  await expect.poll(() => page.title()).toMatch(/^Paused 00:\d\d Today · Cairn$/);
  const stands = await page.title();
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.getByRole('heading', { name: 'Practice', level: 1 }).waitFor();
  await expect.poll(() => page.title()).toBe(stands.replace('Today', 'Practice'));
  await page.keyboard.press('p');
  await chip('Running timer').waitFor();
});

test('switches in one step, which logs what ran', async () => {
  await page.keyboard.press('s');
  await dialog().getByRole('heading', { name: 'Switch the timer' }).waitFor();
  await dialog().getByRole('textbox', { name: 'Note' }).fill('Chapter two');
  await page.waitForTimeout(1000);
  await dialog().getByRole('button', { name: 'Switch', exact: true }).click();
  await page.getByRole('row', { name: /Chapter one/ }).waitFor();
  expect(await chip('Running timer').textContent()).toContain('Chapter two');
});

test('the menu opens by keyboard, and a start in another session asks before it is set', async () => {
  await page.getByRole('button', { name: 'More about the timer' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'I began earlier…' }).press('Enter');
  await dialog().getByRole('button', { name: '10 min', exact: true }).click();
  await dialog().getByText('would count twice').waitFor();
  expect(await violations(page)).toEqual([]);
  await dialog()
    .getByRole('button', { name: /anyway$/ })
    .click();
  await expect.poll(() => dialog().count()).toBe(0);
  await expect.poll(() => page.title()).toMatch(/^1\d:\d\d /);
});

test('after minutes without input asks what they were, in every window, and a reload asks again', async () => {
  rewind(30, 10);
  await dialog().getByRole('heading', { name: '10 min without input' }).waitFor({ timeout: 30_000 });
  expect(await violations(page)).toEqual([]);
  const second = await page.context().newPage();
  await second.goto((await startHost({ dataDir: cairn.dataDir })).launchUrl);
  await second.getByRole('heading', { name: '10 min without input' }).waitFor();
  await second.close();
  await page.reload();
  await dialog().getByRole('heading', { name: '10 min without input' }).waitFor();
});

test('can be put off with Escape, brought back from the timer, and cut', async () => {
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog().count()).toBe(0);
  await page.getByRole('button', { name: 'No input?' }).click();
  await dialog()
    .getByRole('button', { name: /^Cut it out/ })
    .press('Enter');
  await expect.poll(() => dialog().count()).toBe(0);
  await expect.poll(() => page.title()).toMatch(/^20:\d\d /);
});

test('splits: what was before is logged, the stretch as reading, and a new timer runs', async () => {
  rewind(40, 15);
  await dialog().getByRole('heading', { name: '15 min without input' }).waitFor({ timeout: 30_000 });
  await dialog()
    .getByRole('button', { name: /^Split/ })
    .click();
  await dialog().getByRole('textbox', { name: 'Note' }).fill('The paper on paper');
  await dialog().getByRole('button', { name: 'Log 15 min' }).click();
  await page
    .getByRole('row', { name: /The paper on paper/ })
    .filter({ hasText: '15 min' })
    .waitFor();
  await page
    .getByRole('row', { name: /Chapter two/ })
    .filter({ hasText: '25 min' })
    .waitFor();
  await expect.poll(() => page.title()).toMatch(/^00:\d\d /);
});

test('away from the keyboard on purpose, nobody asks', async () => {
  await page.getByRole('button', { name: 'More about the timer' }).click();
  await page.getByRole('menuitem', { name: 'Away from the keyboard on purpose' }).click();
  await expect
    .poll(() => {
      const db = new Database(path.join(cairn.dataDir, 'cairn.db'), { readonly: true });
      const away = db.prepare('SELECT away FROM timer').pluck().get();
      db.close();
      return away;
    })
    .toBe(1);
  rewind(30, 20);
  await expect.poll(() => page.title()).toMatch(/^30:\d\d /);
  await page.waitForTimeout(6000);
  expect(await dialog().count()).toBe(0);
  await heading().focus();
  await page.keyboard.press('x');
  await page.getByText(/^Logged 30 min/).waitFor();
});
