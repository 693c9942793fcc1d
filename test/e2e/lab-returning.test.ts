import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../electron/server/db/connection.ts';
import { createLabStore } from '../../electron/server/features/labs/store.ts';
import { hashOf } from '../../electron/server/labs/hash.ts';
import { readLab } from '../../electron/server/labs/lab.ts';
import { hashGiven } from '../../electron/server/labs/workspace.ts';
import { newId } from '../../electron/shared/ids.ts';
import type { LabReport } from '../../electron/shared/labs.ts';
import { root } from '../support/app.ts';
import { openLab, openLabWindow, type LabWindow } from '../support/lab-page.ts';
import { violations } from '../support/page.ts';

let it: LabWindow;
let page: Page;

beforeAll(async () => {
  it = await openLabWindow();
  page = it.page;
  await openLab(page, `${it.host.url}/labs/first-call`);
});
afterAll(() => it.close());

const button = (name: string | RegExp) => page.getByRole('button', { name });
const reload = async (): Promise<void> => {
  await page.reload();
  await page.locator('.monaco-editor .view-line').first().waitFor({ timeout: 60_000 });
};

test('a side pane is hidden and shown again by its button, from the keyboard, and stays hidden over a reload', async () => {
  const results = page.getByRole('region', { name: 'Results' });
  await button('Hide the results').focus();
  await page.keyboard.press('Enter');
  await results.waitFor({ state: 'hidden' });
  // The focus stays on the button, which has become the way back.
  await button('Show the results').and(page.locator(':focus')).waitFor();
  await button('Hide the instructions').click();
  await page.getByRole('region', { name: 'Instructions' }).waitFor({ state: 'hidden' });
  expect(await violations(page)).toEqual([]);
  await reload();
  await button('Show the instructions').click();
  await button('Show the results').focus();
  await page.keyboard.press('Enter');
  await results.waitFor();
  await button('Hide the results').and(page.locator(':focus')).waitFor();
});

test('the panes take another width by keyboard, and have it again after a reload', async () => {
  const separator = page.getByRole('separator', { name: 'Width of the instructions' });
  const width = async (): Promise<number> =>
    (await page.getByRole('region', { name: 'Instructions' }).boundingBox())!.width;
  const before = await width();
  await separator.focus();
  for (let i = 0; i < 2; i += 1) await page.keyboard.press('ArrowRight');
  const wider = await width();
  expect(wider).toBeGreaterThan(before + 20);
  await reload();
  expect(Math.abs((await width()) - wider)).toBeLessThan(3);
});

test('hints come one by one, are there again after a reload, and are recorded', async () => {
  const instructions = page.getByRole('region', { name: 'Instructions' });
  const step = page.getByRole('button', { name: /Step 1,.*Call the model/ });
  await step.click();
  const hints = instructions.getByRole('region', { name: 'Hints' });
  expect(await hints.getByRole('listitem').count()).toBe(0);
  await hints.getByRole('button', { name: 'Show a hint (1 of 3)' }).click();
  await hints.getByRole('heading', { name: /^Hint 1 A nudge/ }).waitFor();
  await reload();
  await step.click();
  await hints.getByRole('heading', { name: /^Hint 1 A nudge/ }).waitFor();
  await hints.getByRole('button', { name: 'Show the next hint (2 of 3)' }).click();
  await hints.getByRole('heading', { name: /^Hint 2 An approach/ }).waitFor();
  const db = openDatabase(path.join(it.dataDir, 'cairn.db'));
  const recorded = createLabStore(db).hints('first-call', 'summarize');
  db.close();
  expect(recorded).toBe(2);
});

test('the title stands once, and the model that was chosen is there again after a reload', async () => {
  await button('Overview').click();
  await page
    .getByRole('region', { name: 'Instructions' })
    .getByText('You have a small HTTP service')
    .waitFor();
  expect(await page.getByRole('heading', { name: 'A first call that survives' }).count()).toBe(1);
  const model = page.getByRole('combobox', { name: 'Model for the check' });
  const chosen = async (): Promise<string> => (await model.locator('option:checked').textContent()) ?? '';
  expect(await chosen()).toMatch(/^Default/);
  await model.selectOption({ label: 'Scripted answers only' });
  await reload();
  expect(await chosen()).toBe('Scripted answers only');
  // A model whose key has gone since is named, and not silently another.
  await page.evaluate(() => localStorage.setItem('cairn-lab-model:first-call', 'anthropic/gone-1'));
  await reload();
  await expect.poll(chosen).toBe('anthropic/gone-1');
  await model.selectOption({ index: 0 });
  await reload();
  expect(await chosen()).toMatch(/^Default/);
});

/** Every step passed a moment ago: whole checks of a lab take long, and what is shown after them is the matter here. */
function passAll(): void {
  const read = readLab(path.join(root, 'labs/first-call'));
  if (!('lab' in read)) throw new Error('The lab cannot be read.');
  const { lab } = read;
  const workspace = { lab, language: 'typescript' as const, folder: it.folder('first-call') };
  const db = openDatabase(path.join(it.dataDir, 'cairn.db'));
  const store = createLabStore(db);
  const runId = newId(Date.now());
  const report: LabReport = {
    lab: 'first-call',
    step: 'account',
    language: 'typescript',
    status: 'pass',
    checks: [],
    runId,
    model: null,
    live: false,
    calls: 0,
    inputTokens: 0,
    outputTokens: 0,
    costUsd: 0,
    seed: 1,
    durationMs: 1,
  };
  store.addRun({ labId: 'first-call', report, filesHash: '', startedAt: Date.now() });
  for (const { id: stepId } of lab.steps) {
    const pass = { status: 'pass' as const, passedAt: Date.now(), verifiedWith: null, filesHash: '' };
    const where = { labId: 'first-call', language: 'typescript' as const, stepId, runId };
    store.putStep({ ...where, ...pass, givenHash: hashGiven(workspace, stepId) });
  }
  db.close();
}

test('a lab of which every step passes is checked as a whole again, and leads to the next', async () => {
  passAll();
  await reload();
  await page.getByRole('heading', { name: 'Passed: the whole lab' }).waitFor();
  for (const pane of ['Instructions', 'Results'])
    await page
      .getByRole('region', { name: pane })
      .getByRole('link', { name: /^Next lab: / })
      .waitFor();
  await page
    .getByRole('combobox', { name: 'Model for the check' })
    .selectOption({ label: 'Scripted answers only' });
  await button('Check all again').click();
  await page.getByRole('heading', { name: 'Checking' }).waitFor();
  await page.keyboard.press('Shift+F9');
  await page.getByRole('heading', { name: 'Stopped' }).waitFor();
});

test('what a newer version of the lab changed is said in a line, until it is put away', async () => {
  const given = path.join(it.folder('first-call'), 'articles.ts');
  const now = readFileSync(given, 'utf8');
  const old = `// of an older Cairn\n${now}`;
  const record = path.join(it.folder('first-call'), '../.given.json');
  writeFileSync(given, old);
  writeFileSync(record, readFileSync(record, 'utf8').replace(hashOf(now), hashOf(old)));
  await reload();
  const line = page.getByRole('region', { name: 'Changed with a newer version' });
  await line.getByText('articles.ts was brought up to date. Your own files are as they were.').waitFor();
  expect(readFileSync(given, 'utf8')).toBe(now);
  expect(await violations(page)).toEqual([]);
  await reload();
  await line.getByRole('button', { name: 'Got it' }).click();
  await line.waitFor({ state: 'detached' });
  await reload();
  await page.getByRole('region', { name: 'Instructions' }).waitFor();
  expect(await line.count()).toBe(0);
});
