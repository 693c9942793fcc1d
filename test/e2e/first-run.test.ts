import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { startHost, type RunningHost } from '../support/host.ts';
import { settled } from '../support/page.ts';

const dataDir = mkdtempSync(path.join(tmpdir(), 'cairn-first-run-'));
let host: RunningHost;
let browser: Browser;
let page: Page;
const pageErrors: string[] = [];

/** Runs the terminal command on the same data folder, as a person would beside the open window. */
async function cairn(...args: string[]): Promise<Record<string, unknown>> {
  const bin = path.join(root, 'electron/cli/bin.js');
  const { stdout } = await promisify(execFile)(process.execPath, [
    bin,
    ...args,
    '--json',
    '--data-dir',
    dataDir,
  ]);
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** How long the running timer is proven by what is on disk, in milliseconds. */
function provenMs(): number {
  const db = new Database(path.join(dataDir, 'cairn.db'), { readonly: true });
  const ms = db.prepare('SELECT heartbeat_at - started_at FROM timer').pluck().get() as number | undefined;
  db.close();
  return ms ?? 0;
}

async function openWindow(): Promise<void> {
  await page?.context().close();
  page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  page.on('pageerror', (error) => pageErrors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') pageErrors.push(message.text());
  });
  await page.goto(host.launchUrl);
}

beforeAll(async () => {
  host = await startHost({ dataDir });
  browser = await openBrowser();
  await openWindow();
});
afterAll(async () => {
  await browser.close();
  await host.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const heading = (name: string | RegExp) => page.getByRole('heading', { name, level: 1 });
const button = (name: string | RegExp) => page.getByRole('button', { name });

describe('a first run, told in order', () => {
  test('asks three questions and lands on Today with one clear next step', async () => {
    await heading('Which path do you take?').waitFor();
    const late = async (route: Route): Promise<void> => {
      await setTimeout(1500);
      await route.continue();
    };
    // Come back, and slow to say that nobody was welcomed yet: Today asks before it sends the person on, and is told to
    // choose a path.
    await page.route(/settings\.get/, late);
    const told = page.waitForResponse(/today\.get/);
    await page.goto(host.url);
    await told;
    await heading('Which path do you take?').waitFor();
    await page.unroute(/settings\.get/);
    await button('Continue').click();
    await heading('At which pace?').waitFor();
    await page.getByLabel('Hours a week').fill('7');
    await button('Continue').click();
    await heading('Which model do your labs talk to?').waitFor();
    expect(await page.getByRole('radio', { name: /practice model/i }).isChecked()).toBe(true);
    // That must not be seen again while the new answer is on its way.
    await page.route(/today\.get/, late);
    await button('Begin').click();
    await heading('Today').waitFor();
    expect(await page.locator('#next-step').innerText()).toBe('A first call that survives');
    await page.unroute(/today\.get/);
    await page.getByText('no key and no network').waitFor();
  });

  test('takes the launch token out of the address and keeps the session over a reload', async () => {
    expect(page.url()).not.toContain('launch=');
    await page.reload();
    await heading('Today').waitFor();
  });

  test('logs half an hour in words, shows how they are understood, and takes it back with undo', async () => {
    const form = page.getByRole('form', { name: 'Log time that has passed' });
    await form.getByLabel('In words').fill('30m rag Read about embeddings');
    const parts = form.getByRole('definition');
    await expect
      .poll(() => parts.allTextContents())
      .toEqual(['30 min', 'Until now', 'RAG architectures', 'Reading', 'Read about embeddings']);
    await form.getByLabel('In words').press('Enter');
    const row = page.getByRole('table').getByRole('row').filter({ hasText: 'Read about embeddings' });
    await row.getByText('30 min').waitFor();
    await button('Undo').click();
    await page.getByText('Nothing logged yet').waitFor();
  });

  test('shows at once what the terminal logged', async () => {
    await cairn('log', '30m', 'From the terminal', '--skill', 'mcp');
    await page.getByRole('table').getByText('From the terminal').waitFor({ timeout: 3000 });
    expect(await cairn('status')).toMatchObject({ today: { done: 1800 } });
  });

  test('offers the provable time of a timer after the server was killed, and loses nothing', async () => {
    await button('Start the timer on it').click();
    await page.getByRole('timer').first().waitFor();
    // Until a heartbeat is on disk, which proves some seconds.
    await expect.poll(provenMs, { timeout: 30_000 }).toBeGreaterThan(2000);
    await host.stop('SIGKILL');
    await page.getByText('server is away').waitFor();
    host = await startHost({ dataDir });
    // The window that was open all along finds the new server by itself.
    await page.getByText('A timer was interrupted').waitFor();
    await page.getByText('server is away').waitFor({ state: 'hidden' });
    await button(/^Keep \d+ s$/).click();
    await page.getByText('A timer was interrupted').waitFor({ state: 'hidden' });
    const rows = page.getByRole('table').first().getByRole('row');
    await expect.poll(() => rows.count()).toBe(3);
    expect(await page.getByRole('table').getByText('From the terminal').count()).toBe(1);
  });
});

describe('the rest of the house', () => {
  test('a target takes a link as evidence and is done, and the picture shows it', async () => {
    await page.getByRole('link', { name: 'Roadmap' }).click();
    await heading('Roadmap').waitFor();
    await page.goto(`${host.url}/roadmap?target=build-mcp-server`);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Build one MCP server').first().waitFor();
    await dialog.getByLabel('Address of a pull request').fill('example.com/my/mcp-server');
    await dialog.getByRole('button', { name: 'Add evidence' }).click();
    await dialog.getByRole('link', { name: /example\.com\/my\/mcp-server/ }).waitFor();
    await dialog.getByRole('radio', { name: 'Done' }).click();
    await dialog.getByLabel('Done on').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('svg .done', { hasText: 'Build one MCP server' }).waitFor();
  });

  test('the palette reaches a skill by name', async () => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByPlaceholder('Where to, or what to do?').fill('structured');
    await page.keyboard.press('Enter');
    await heading('Structured outputs').waitFor();
  });

  test.each([
    '/',
    '/roadmap',
    '/skills',
    '/skills/mcp',
    '/tools',
    '/tools/autogen',
    '/practice',
    '/labs',
    '/models',
    '/settings',
  ])('the page %s opens with its title and without an error', async (where) => {
    pageErrors.length = 0;
    await page.goto(host.url + where);
    await settled(page);
    expect(pageErrors).toEqual([]);
  });
});

describe('the first lab', () => {
  test('is failed by its starter and passed by a solution, against the practice model, from the window', async () => {
    await page.goto(`${host.url}/labs/first-call`);
    await page.locator('.monaco-editor').first().waitFor({ timeout: 60_000 });
    await button(/^Check step|^Check$/)
      .first()
      .click();
    await page.getByText(/checks? failed/).waitFor({ timeout: 60_000 });
    cpSync(
      path.join(root, 'labs/first-call/typescript/solution'),
      path.join(dataDir, 'labs/first-call/typescript'),
      { recursive: true },
    );
    await button(/^Check all/)
      .first()
      .click();
    await page
      .getByText(/verified with/i)
      .first()
      .waitFor({ timeout: 120_000 });
    expect(await cairn('labs')).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: 'first-call', state: 'passed' })]),
    );
    // The work on it has logged itself: nobody started a timer.
    const { recent } = (await cairn('status')) as { recent: { source: string; labId: string | null }[] };
    expect(recent.filter(({ source }) => source === 'lab')).toMatchObject([{ labId: 'first-call' }]);
  });
});
