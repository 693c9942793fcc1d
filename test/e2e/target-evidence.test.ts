import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { overflow, violations } from '../support/page.ts';
import { serveTestApp, type ServedApp } from '../support/served-app.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cairn-evidence-page-'));
let app: ServedApp;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  app = await serveTestApp();
  app.services.settings.set({ welcomed: true });
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 800 }, acceptDownloads: true });
  await page.goto(app.launchUrl());
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
  await page.goto(`${app.url}/roadmap?target=build-mcp-server`);
  await dialog().waitFor();
});
afterAll(async () => {
  await browser.close();
  await app.close();
  rmSync(folder, { recursive: true });
});

const dialog = () => page.getByRole('dialog');
const add = () => dialog().getByRole('button', { name: 'Add evidence' }).press('Enter');

test('an eval report shows its pass rate, a broken one says what is wrong, and the copy can be saved', async () => {
  await dialog().getByRole('radio', { name: 'Eval report' }).press('Enter');
  const report = (name: string, content: string) =>
    dialog()
      .getByLabel('A report')
      .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
  await report('evals.json', '{"results":');
  await add();
  await dialog().getByRole('alert').getByText('evals.json is not JSON').waitFor();
  const content = '{"results":{"stats":{"successes":12,"failures":3}}}';
  await report('evals.json', content);
  await add();
  await dialog().getByText('12 of 15 cases passed (80 %)').waitFor();
  const download = page.waitForEvent('download');
  await dialog().getByRole('button', { name: 'Save evals.json' }).press('Enter');
  expect(readFileSync(await (await download).path(), 'utf8')).toBe(content);
});

test('a file is added by its path', async () => {
  await dialog().getByRole('radio', { name: 'File', exact: true }).press('Enter');
  const file = path.join(folder, 'talk.txt');
  await dialog().getByLabel('Or its path on this machine').fill(file);
  await page.keyboard.press('Enter');
  await dialog().getByRole('alert').getByText('There is no file at').waitFor();
  writeFileSync(file, 'hello');
  await page.keyboard.press('Enter');
  await dialog().getByText(file, { exact: true }).waitFor();
});

test('a piece that was removed is back with Undo, which has the focus', async () => {
  await dialog().getByRole('button', { name: 'Remove this file' }).press('Enter');
  await dialog().getByRole('button', { name: 'Undo', exact: true }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await dialog().getByRole('button', { name: 'Remove this file' }).waitFor();
});

test('a note is written, and each change is taken back in turn by keyboard', async () => {
  await dialog().getByRole('button', { name: 'Write a note' }).press('Enter');
  await page.keyboard.type('Reviewed by *Ada*.');
  await dialog().getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await dialog().getByText('Reviewed by Ada.').waitFor();
  await dialog().getByRole('radio', { name: 'Done' }).press('Enter');
  const pieces = () =>
    dialog()
      .getByRole('button', { name: /^Remove this/ })
      .count();
  for (const [change, left] of [
    ['Marked done', 2],
    ['Note changed', 2],
    ['Evidence added', 1],
    ['Evidence added', 0],
  ] as const) {
    await dialog()
      .getByRole('button', { name: `Undo: ${change}` })
      .press('Enter');
    await expect.poll(pieces).toBe(left);
  }
  const { status, note, evidence } = app.services.targets.get('build-mcp-server');
  expect({ status, note, evidence }).toEqual({ status: 'open', note: '', evidence: [] });
});

test.each(['light', 'dark'] as const)(
  'the dialog is clean for axe and fits at 200 % in %s',
  async (theme) => {
    const targetId = 'build-mcp-server';
    app.services.settings.set({ theme });
    const bytes = new TextEncoder().encode('12 of 15 cases passed');
    await app.services.targets.addFile({ targetId, kind: 'eval-report', name: `${theme}.md`, bytes });
    await page.setViewportSize({ width: 640, height: 400 });
    await page.reload();
    await dialog().getByText(`${theme}.md`).waitFor();
    expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
  },
);
