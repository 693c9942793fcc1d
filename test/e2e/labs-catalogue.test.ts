import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../electron/server/db/connection.ts';
import { openBrowser } from '../support/browser.ts';
import { startHost, type RunningHost } from '../support/host.ts';
import { settled, violations } from '../support/page.ts';

const dataDir = realpathSync(mkdtempSync(path.join(tmpdir(), 'cairn-catalogue-')));
const bin = path.join(dataDir, 'bin');
const log = path.join(dataDir, 'code.log');
let host: RunningHost;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  mkdirSync(bin);
  // An editor that writes down what it was asked to open.
  writeFileSync(path.join(bin, 'code'), `#!/bin/sh\necho "$@" > '${log}.part'\nmv '${log}.part' '${log}'\n`);
  chmodSync(path.join(bin, 'code'), 0o755);
  const db = openDatabase(path.join(dataDir, 'cairn.db'));
  db.prepare("INSERT INTO setting VALUES ('welcomed', 'true', 0)").run();
  db.close();
  host = await startHost({ dataDir, env: { PATH: `${bin}:${process.env['PATH']}`, DISPLAY: ':0' } });
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(host.launchUrl);
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await host.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const filters = () => page.getByRole('search', { name: 'Filter the labs' });
const cards = () => page.getByRole('article');

async function openLabs(search = ''): Promise<void> {
  await page.goto(`${host.url}/labs${search}`);
  await settled(page);
}

describe('the catalogue', () => {
  test('says on top what to do next, and why', async () => {
    await openLabs();
    const next = page.getByRole('region', { name: 'A first call that survives' });
    await next.getByText('The first rung of the ladder').waitFor();
    await next.getByRole('link', { name: 'Start the lab' }).click();
    await page.getByRole('button', { name: 'Open the workspace elsewhere' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/labs/first-call');
  });

  test('keeps search and filters in the address, and leads out of an empty search', async () => {
    await openLabs();
    const all = await cards().count();
    await filters().getByRole('searchbox').fill('survives');
    await filters().getByRole('combobox', { name: 'Language' }).selectOption('TypeScript');
    await expect.poll(() => new URL(page.url()).search).toBe('?q=survives&language=typescript');
    await page.reload();
    await settled(page);
    expect(await filters().getByRole('searchbox').inputValue()).toBe('survives');
    expect(await cards().count()).toBe(1);
    await filters().getByRole('searchbox').fill('nothing like this');
    await page.getByRole('button', { name: 'Show all labs' }).click();
    await expect.poll(() => cards().count()).toBe(all);
    expect(new URL(page.url()).search).toBe('');
  });

  test('shows a started lab as started, with its steps', async () => {
    await openLabs('?state=started');
    const card = page.getByRole('article', { name: 'A first call that survives' });
    await card.getByText('0 of 5 steps').waitFor();
    await card.getByRole('link', { name: 'Continue: A first call that survives' }).waitFor();
  });

  test('draws what comes before what, by keyboard and in words', async () => {
    await openLabs();
    await filters().getByRole('radio', { name: 'Graph' }).focus();
    await page.keyboard.press('Space');
    const node = page.getByRole('list').getByRole('link', { name: /^A first call that survives/ });
    await node.waitFor();
    expect(new URL(page.url()).search).toBe('?view=graph');
    await page.getByText('The graph in words').click();
    await page.getByText('A first call that survives, started: nothing comes before it.').waitFor();
    await node.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/labs/first-call');
  });

  test.each(['light', 'dark'] as const)('has nothing that axe objects to: %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    for (const search of ['', '?view=graph', '?q=none-such']) {
      await openLabs(search);
      expect(await violations(page)).toEqual([]);
    }
  });
});

describe('the open menu of a workspace', () => {
  test('opens the folder in an editor of this machine, by keyboard', async () => {
    await page.goto(`${host.url}/labs/first-call`);
    await settled(page);
    await page.getByRole('button', { name: 'Open the workspace elsewhere' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Copy path' }).waitFor();
    await page.getByRole('menuitem', { name: 'Open in VS Code' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('VS Code opens the workspace.', { exact: true }).waitFor();
    await expect.poll(() => existsSync(log)).toBe(true);
    const folder = readFileSync(log, 'utf8').trim();
    expect(path.dirname(folder)).toBe(path.join(dataDir, 'labs/first-call'));
    expect(readFileSync(path.join(folder, 'AGENTS.md'), 'utf8')).toContain('# Coach, do not solve');
  });
});
