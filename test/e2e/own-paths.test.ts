import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { startHost, type RunningHost } from '../support/host.ts';

const dataDir = mkdtempSync(path.join(tmpdir(), 'cairn-own-paths-'));
const own = path.join(dataDir, 'paths', 'mine.yaml');
let host: RunningHost;
let browser: Browser;
let page: Page;

/** The shipped path under other ids, as somebody would begin their own. */
function ownPath(edit: (text: string) => string = (text) => text): string {
  const shipped = readFileSync(path.join(root, 'curriculum/paths/data-to-backend.yaml'), 'utf8');
  const renamed = shipped
    .replace(/^id: .*$/m, 'id: mine')
    .replace(/^title: .*$/m, 'title: My own way')
    .replace(/^pictures:.*$/m, 'pictures: []');
  return edit(renamed.replaceAll(/^( +(?:- )?)id: (.*)$/gm, '$1id: my-$2'));
}

beforeAll(async () => {
  mkdirSync(path.dirname(own), { recursive: true });
  cpSync(path.join(root, 'curriculum/paths/data-to-backend.yaml'), own);
  writeFileSync(
    own,
    ownPath((text) => text.replace(/^months: .*$/m, 'months: many')),
  );
  host = await startHost({ dataDir });
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(host.launchUrl);
  await page.getByRole('button', { name: 'Skip for now' }).click();
});
afterAll(async () => {
  await browser.close();
  await host.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('a broken path of one’s own is named with its line, and everything else works', async () => {
  const line =
    ownPath()
      .split('\n')
      .findIndex((text) => text.startsWith('months:')) + 1;
  await page.goto(`${host.url}/settings`);
  const problems = page.getByRole('list', { name: 'Problems in your own paths' });
  await problems.getByText(`mine.yaml:${line}:`).waitFor();
  await problems.getByText('months', { exact: false }).first().waitFor();
});

test('once mended it can be read again and chosen', async () => {
  writeFileSync(own, ownPath());
  await page.getByRole('button', { name: 'Read them again' }).click();
  await page.getByText('Every path was read.', { exact: true }).waitFor();
  expect(await page.getByRole('list', { name: 'Problems in your own paths' }).count()).toBe(0);
  await page.goto(`${host.url}/welcome`);
  await page.getByText('My own way').waitFor();
});
