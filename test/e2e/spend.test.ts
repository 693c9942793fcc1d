import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Anthropic from '@anthropic-ai/sdk';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { settled, violations } from '../support/page.ts';
import { seedTraces } from '../support/seed-traces.ts';
import { serveTestApp, type ServedApp } from '../support/served-app.ts';

let app: ServedApp;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  app = await serveTestApp();
  app.services.settings.set({ welcomed: true });
  seedTraces(app.db, { now: app.clock.now(), more: 400 });
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(app.launchUrl());
  await settled(page);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

async function visit(where: string): Promise<void> {
  await page.goto(app.url + where);
  await settled(page);
}

test('a cost that is not known is never shown as 0', async () => {
  await visit('/spend');
  const row = page.getByRole('row', { name: /a-model-nobody-priced/ });
  const [cost, calls] = await row
    .getByRole('cell')
    .allTextContents()
    .then((cells) => cells.slice(1, 3));
  expect(cost).toBe('unknown');
  expect(Number(calls)).toBeGreaterThan(0);
  await page
    .getByText(/at least \$\d/)
    .first()
    .waitFor();
  await page.getByRole('radio', { name: 'Lab' }).last().click();
  await page.getByRole('row', { name: /^No lab/ }).waitFor();
  await page.getByRole('radio', { name: 'Table' }).click();
  const day = page.getByRole('region', { name: 'Day by day', exact: true }).getByRole('row').nth(1);
  expect(await day.textContent()).toMatch(/^\d+ \w+ 2026.*\$/);
});

test('a sum leads to its calls', async () => {
  await visit('/spend');
  await page.getByRole('link', { name: 'anthropic/claude-sonnet-5' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Traces', level: 1 }).waitFor();
  await settled(page);
  expect(await page.getByLabel('Model', { exact: true }).inputValue()).toBe('claude-sonnet-5');
  const models = await page.locator('tbody td:nth-child(3)').allTextContents();
  expect(new Set(models)).toEqual(new Set(['claude-sonnet-5']));
});

test('the monthly cap is set by keyboard, and every page warns before it is reached and when it is', async () => {
  await visit('/spend');
  const spent = app.services.models.month().spentUsd;
  const set = async (usd: number): Promise<void> => {
    await page.getByLabel('Monthly cap, US dollars').fill(usd.toFixed(4));
    await page.keyboard.press('Enter');
  };
  await set(spent / 0.9);
  await page.getByText('This month’s cap for models is near.').waitFor();
  expect(await violations(page)).toEqual([]);
  await visit('/traces');
  await page.getByText('This month’s cap for models is near.').waitFor();
  await page.getByRole('button', { name: 'Later' }).click();
  await page.getByText('This month’s cap for models is near.').waitFor({ state: 'detached' });
  await visit('/spend');
  await set(spent / 2);
  await page.getByText('This month’s cap for models is reached.').waitFor();
  await page.getByLabel('Monthly cap, US dollars').fill('-1');
  await page.getByText('Give an amount above 0, such as 20.').waitFor();
  await page.getByLabel('Monthly cap, US dollars').fill('');
  await page.keyboard.press('Enter');
  await page.getByText('This month’s cap for models is reached.').waitFor({ state: 'detached' });
});

test('the kill switch ends a live run and the call that is under way', async () => {
  const { gateway } = app.services.models;
  const { token } = gateway.openRun({ model: null, label: 'An agent gone astray', maxCalls: 5 }, [
    { kind: 'timeout' },
  ]);
  const sdk = new Anthropic({ baseURL: await gateway.baseUrl(), apiKey: token, maxRetries: 0 });
  const call = sdk.messages
    .create({ model: 'any', max_tokens: 9, messages: [{ role: 'user', content: 'Hello' }] })
    .then(
      () => 'answered',
      () => 'ended',
    );
  await visit('/traces/live');
  const row = page.getByRole('row', { name: /An agent gone astray/ });
  await expect.poll(() => row.textContent()).toContain('1 of 5');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'End run: An agent gone astray' }).focus();
  await page.keyboard.press('Enter');
  expect(await call).toBe('ended');
  await page.getByText('No run is open').waitFor();
});

test('traces are sent to a receiver, which a test span tries first, and its key is never shown', async () => {
  const seen: { url: string; key: string | undefined }[] = [];
  const receiver = createServer((request, response) => {
    seen.push({ url: request.url ?? '', key: request.headers.authorization });
    request.resume().on('end', () => response.writeHead(200).end());
  });
  await new Promise<void>((ready) => receiver.listen(0, '127.0.0.1', ready));
  const { port } = receiver.address() as AddressInfo;
  await visit('/traces/settings');
  await page.getByLabel('Address').fill('not an address');
  await page.keyboard.press('Enter');
  await page.getByText('Give a whole address').waitFor();
  await page.getByLabel('Address').fill(`http://127.0.0.1:${port}`);
  await page.getByLabel('Headers').fill('Authorization: Bearer canary-of-the-receiver');
  await page.getByRole('button', { name: 'Turn on' }).focus();
  await page.keyboard.press('Enter');
  const send = page.getByRole('button', { name: 'Send a test span' });
  await expect.poll(() => send.isEnabled()).toBe(true);
  await send.focus();
  await page.keyboard.press('Enter');
  await page.getByText('The receiver took a span named "cairn test".').waitFor();
  expect(seen).toEqual([{ url: '/v1/traces', key: 'Bearer canary-of-the-receiver' }]);
  await page.reload();
  await settled(page);
  expect(await page.content()).not.toContain('canary-of-the-receiver');
  await page.getByText('Headers are stored with your keys and not shown.').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Turn off' }).click();
  await page.getByText('Off', { exact: true }).waitFor();
  receiver.closeAllConnections();
  receiver.close();
});

test('what is kept is limited in days and megabytes', async () => {
  await visit('/traces/settings');
  await page.getByLabel('Days').fill('9999');
  await page.getByText('Give a number of days from 0 to 3650.').waitFor();
  await page.getByLabel('Days').fill('0');
  await page.keyboard.press('Enter');
  await page.getByText(/^Saved\. Requests and answers of 5 calls were dropped\.$/).waitFor();
  expect(app.services.traces.retention()).toEqual({ days: 0, megabytes: 512 });
});
