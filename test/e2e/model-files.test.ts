import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TINY_TEMPLATE, tinyGguf } from '../fixtures/gateway/tiny-gguf.ts';
import { openBrowser } from '../support/browser.ts';
import { settled, violations } from '../support/page.ts';
import { serveTestApp, type ServedApp } from '../support/served-app.ts';

const TINY = tinyGguf(2048, { name: 'Tiny chat', chatTemplate: TINY_TEMPLATE });
const folder = mkdtempSync(path.join(tmpdir(), 'cairn-e2e-files-'));

let browser: Browser;
let app: ServedApp;
let server: Server;
let page: Page;
/** The first half of a file, and the rest when it is let go. */
let letGo: () => void = () => {};

beforeAll(async () => {
  const hold = new Promise<void>((resolve) => (letGo = resolve));
  server = createServer((_, response) => {
    response.writeHead(200, { 'content-length': TINY.length });
    response.write(TINY.subarray(0, TINY.length / 2));
    void hold.then(() => response.end(TINY.subarray(TINY.length / 2)));
  }).listen(0, '127.0.0.1');
  [browser, app] = await Promise.all([openBrowser(), serveTestApp(), once(server, 'listening')]);
  await app.client.settings.set.mutate({ welcomed: true });
  page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
  await page.goto(app.launchUrl());
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.goto(`${app.url}/models`);
  await settled(page);
});
afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a model file is added by its path and by keyboard, and a wrong path is explained in the dialog', async () => {
  const file = path.join(folder, 'by-path.gguf');
  writeFileSync(file, TINY);
  await page.getByRole('button', { name: 'Add a file' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Path').waitFor();
  await page.keyboard.type(`${file}x`);
  await page.keyboard.press('Enter');
  await dialog.getByText('there is no such file').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  const files = page.getByRole('list', { name: 'Model files on this machine' });
  await files.getByText(file).waitFor();
  await page.getByRole('list', { name: 'Models of On this machine' }).getByText('Tiny chat').waitFor();
});

test('a download shows how far it is, can be paused and resumed, and is a model at its end', async () => {
  const { port } = server.address() as AddressInfo;
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Address').fill(`http://127.0.0.1:${port}/fetched.gguf`);
  await dialog.getByText('This address is not encrypted').waitFor();
  await dialog.getByText('free on the disk').waitFor();
  await page.keyboard.press('Enter');
  const row = page.getByRole('list', { name: 'Downloads' }).getByRole('listitem');
  await row.getByText('Downloading').waitFor();
  await row.getByText('Not encrypted').waitFor();
  await row.getByRole('button', { name: 'Pause fetched.gguf' }).click();
  await row.getByText('Paused', { exact: true }).waitFor();
  expect(await violations(page)).toEqual([]);
  letGo();
  await row.getByRole('button', { name: 'Resume: fetched.gguf' }).click();
  const files = page.getByRole('list', { name: 'Model files on this machine' });
  await files.getByText('fetched.gguf').waitFor();
  await files.getByText(/^SHA-256/).waitFor();
  expect(await page.getByRole('list', { name: 'Downloads' }).count()).toBe(0);
});

test('a file is taken off the list and stays on the disk', async () => {
  const files = page.getByRole('list', { name: 'Model files on this machine' });
  const row = files.getByRole('listitem').filter({ hasText: 'by-path.gguf' });
  await row.getByRole('button', { name: 'Take off the list' }).click();
  await row.waitFor({ state: 'detached' });
  await page.getByText('The file stays where it is.').first().waitFor();
});
