import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scratchFolder } from '../integration/host/programs.ts';
import { openBrowser } from '../support/browser.ts';
import { startHost, type RunningHost } from '../support/host.ts';
import { settled, violations } from '../support/page.ts';

const PASSPHRASE = 'four words are enough';
const KEY = 'sk-ant-canary-of-the-window';

const scratch = scratchFolder();
let browser: Browser;
let host: RunningHost;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await host.stop();
  await browser.close();
  scratch.remove();
});

/** A window of a Cairn that has no keychain. */
async function openWindow(where: string): Promise<Page> {
  host = await startHost({ dataDir: scratch.folder, env: { DBUS_SESSION_BUS_ADDRESS: '' } });
  const page = await (await browser.newContext()).newPage();
  await page.goto(host.launchUrl);
  // The address with the token becomes one without it as soon as there is a session.
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.goto(host.url + where);
  await settled(page);
  return page;
}

test('a key outlives a restart in an encrypted file, by keyboard alone', async () => {
  let page = await openWindow('/models');
  await page.getByRole('button', { name: 'Keep keys in a file' }).focus();
  await page.keyboard.press('Enter');
  const make = page.getByRole('dialog');
  await make.getByLabel('Passphrase').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press('Tab');
  await page.keyboard.type('another one');
  await page.keyboard.press('Enter');
  await make.getByText('The two are not the same.').waitFor();
  await make.getByLabel('Once more').fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await page.getByText('Your keys are in an encrypted file.').waitFor();

  await page.getByRole('button', { name: 'Set the key' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel('Key').fill(KEY);
  await page.keyboard.press('Enter');
  await page.getByText('In an encrypted file in the data folder').waitFor();
  expect(await page.content()).not.toContain(KEY);
  await page.context().close();
  await host.stop();

  page = await openWindow('/');
  await page.getByText('Your keys are locked.').waitFor();
  await page.getByRole('button', { name: 'Unlock' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel('Passphrase').fill('not this one');
  await page.keyboard.press('Enter');
  await page.getByText('That is not the passphrase.').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('dialog').getByLabel('Passphrase').fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await page.getByText('Your keys are locked.').waitFor({ state: 'detached' });
  await page.goto(`${host.url}/models`);
  await page.getByText('In an encrypted file in the data folder').waitFor();
  await page.context().close();
});
