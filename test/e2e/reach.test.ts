import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findChromium } from '../support/chromium.mjs';
import { startHost, type RunningHost } from '../support/host.ts';

const dataDir = mkdtempSync(path.join(tmpdir(), 'cairn-reach-'));
let host: RunningHost;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  host = await startHost({ dataDir });
  browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: ['--no-sandbox', '--disable-gpu'],
    // People's browsers keep the pages they leave, for the back button.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(host.launchUrl);
  await page.getByRole('button', { name: 'Skip for now' }).click();
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await host.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const dialog = () => page.getByRole('dialog');

test('one Escape closes a dialog that begins with a button', async () => {
  await page.keyboard.press('?');
  await dialog().getByText('Keyboard shortcuts').first().waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog().count()).toBe(0);
});

test('what was logged from inside a dialog is taken back by keyboard, without leaving it', async () => {
  await page.goto(`${host.url}/roadmap?target=build-mcp-server`);
  await dialog().getByRole('button', { name: 'Log time' }).click();
  await dialog().last().getByRole('button', { name: /^Log/ }).last().click();
  const undo = dialog().getByRole('button', { name: 'Undo' });
  await undo.waitFor();
  // Not a locator: it would wait while nothing has the focus, and the toast does not.
  const focused = () => page.evaluate<string | null>('document.activeElement.textContent');
  for (let i = 0; i < 30 && (await focused()) !== 'Undo'; i += 1) await page.keyboard.press('Tab');
  expect(await focused()).toBe('Undo');
  await page.keyboard.press('Enter');
  await dialog().getByText('Undone.').first().waitFor();
});

test('ten pages opened by address, one after the other, never wait for each other', async () => {
  for (let i = 0; i < 10; i += 1) {
    await page.goto(`${host.url}/${['practice', 'skills', 'tools'][i % 3]}`, { timeout: 8000 });
    await page.getByRole('heading', { level: 1 }).waitFor();
  }
  // A page out of that cache does not load again.
  await page.goBack({ waitUntil: 'commit' });
  await page.getByText('Cairn’s server does not answer').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Start timer' }).click();
});
