import Anthropic from '@anthropic-ai/sdk';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { layoutShift, overflow, recordShifts, settled, violations } from '../support/page.ts';
import { seedTraces, type SeededTraces } from '../support/seed-traces.ts';
import { serveTestApp, type ServedApp } from '../support/served-app.ts';

let browser: Browser;
let empty: ServedApp;
let full: ServedApp;
let seeded: SeededTraces;

async function openApp(): Promise<ServedApp> {
  const app = await serveTestApp();
  app.services.settings.set({ welcomed: true });
  return app;
}

async function openWindow(app: ServedApp, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    acceptDownloads: true,
    ...options,
  });
  await recordShifts(context);
  const page = await context.newPage();
  await page.goto(app.launchUrl());
  await settled(page);
  return page;
}

async function visit(app: ServedApp, page: Page, where: string): Promise<void> {
  await page.goto(app.url + where);
  await settled(page);
}

beforeAll(async () => {
  browser = await openBrowser();
  empty = await openApp();
  full = await openApp();
  seeded = seedTraces(full.db, { now: full.clock.now(), more: 3000 });
});
afterAll(async () => {
  await browser.close();
  await Promise.all([empty.close(), full.close()]);
});

describe.each([
  { data: 'nothing', colorScheme: 'light', width: 1280, height: 800 },
  { data: 'thousands of calls', colorScheme: 'dark', width: 1280, height: 800 },
  { data: 'thousands of calls', colorScheme: 'light', width: 1920, height: 1080 },
] as const)('with $data, $colorScheme, at $width x $height', ({ data, colorScheme, ...viewport }) => {
  const isEmpty = data === 'nothing';
  const pages = (): string[] => [
    '/traces',
    '/traces?list=run',
    '/traces?list=conversation',
    '/traces/live',
    '/traces/settings',
    '/spend',
    ...(isEmpty
      ? []
      : [
          `/traces/runs/${seeded.agentRun}`,
          `/traces/${seeded.agentCalls[2]}`,
          `/traces/${seeded.agentCalls[1]}?with=${seeded.agentCalls[3]}`,
          `/traces/${seeded.largeCall}`,
        ]),
  ];

  test('no page has an axe violation, jumps while it loads, or is wider than the window', async () => {
    const app = isEmpty ? empty : full;
    const page = await openWindow(app, { colorScheme, viewport });
    for (const where of pages()) {
      await visit(app, page, where);
      expect({ where, axe: await violations(page), wide: await overflow(page) }).toEqual({
        where,
        axe: [],
        wide: 0,
      });
      expect(await layoutShift(page), where).toBeLessThan(0.1);
      // What 200 % zoom does to a window of 1280 pixels, in front of the reader.
      await page.setViewportSize({ width: 640, height: 400 });
      await settled(page);
      expect({ where, wide: await overflow(page) }).toEqual({ where, wide: 0 });
      await page.setViewportSize(viewport);
    }
    await page.context().close();
  });
});

describe('by keyboard', () => {
  let page: Page;
  beforeAll(async () => {
    page = await openWindow(full);
  });
  afterAll(() => page.context().close());
  const focused = (): Promise<string> => page.evaluate<string>('document.activeElement.textContent');

  test('from anywhere to the calls, down the list, into a call and to the next one of its run', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('x');
    await page.getByRole('heading', { name: 'Traces', level: 1 }).waitFor();
    await settled(page);
    const links = page.locator('tbody a');
    await links.first().focus();
    for (let n = 0; n < 3; n += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Model call', level: 1 }).waitFor();
    await settled(page);
    expect(new URL(page.url()).pathname).toBe(`/traces/${seeded.agentCalls[0]}`);
    await page.keyboard.press(']');
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/traces/${seeded.agentCalls[1]}`);
  });

  test('a waterfall is walked by arrow keys, says its times, and has a table', async () => {
    await visit(full, page, `/traces/runs/${seeded.agentRun}`);
    await page.locator('ol a').first().focus();
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toMatch(
      /Call 2claude-haiku-4-5.*Connect 38 ms, Wait for the first token 380 ms, Answer 680 ms/,
    );
    await page.getByRole('radio', { name: 'Table' }).focus();
    await page.keyboard.press('Enter');
    const table = page.getByRole('table', { name: 'The calls with the time of each of their parts' });
    expect(await table.getByRole('row').nth(1).textContent()).toContain('injected error');
    expect(await table.getByRole('row').nth(4).textContent()).toContain('replayed');
    await page.getByRole('radio', { name: 'Waterfall' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('ol a').nth(1).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/traces/${seeded.agentCalls[1]}`);
  });

  test('a mark in the answer leads to the passage that it was made from, and back', async () => {
    await visit(full, page, `/traces/${seeded.agentCalls[2]}`);
    await page.getByRole('tab', { name: 'Prompt and answer' }).focus();
    await page.keyboard.press('ArrowRight');
    const cited = page.locator('[data-answer][data-how="cited"]');
    await cited.focus();
    expect(await focused()).toMatch(/^It arrives within five working days/);
    await page.keyboard.press('Enter');
    expect(await focused()).toMatch(/^Refunds take five working days\./);
    await page.keyboard.press('Enter');
    expect(await focused()).toMatch(/^It arrives within five working days/);
    // The order's number is only guessed, and a citation of what was not sent is told.
    expect(await page.locator('[data-answer][data-how="guess"]').first().textContent()).toContain('129.5');
    await page.getByText('It points at document 5, which was not sent.').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('two ticked calls are compared: words of the prompt, settings by structure, numbers', async () => {
    await visit(full, page, '/traces');
    for (const row of [1, 3]) {
      await page.getByRole('row').nth(row).getByRole('checkbox').focus();
      await page.keyboard.press('Space');
    }
    await page.getByRole('button', { name: 'Compare 2 of 2' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Two model calls' }).waitFor();
    await settled(page);
    const prompt = page.getByRole('region', { name: 'System prompt' });
    expect((await prompt.locator('mark').allTextContents()).toSorted()).toEqual(['brief', 'thorough']);
    const settings = page.getByRole('region', { name: 'Settings', exact: true });
    expect(await settings.getByRole('row').nth(1).textContent()).toMatch(/^max_tokenschanged/);
    expect(await page.getByRole('row', { name: /^Stop reason/ }).textContent()).toContain('tool_use');
    await page.getByRole('checkbox', { name: 'Also what is the same in both' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('region', { name: 'Message 1, user' }).waitFor();
    await page.getByRole('radio', { name: 'JSON' }).focus();
    await page.keyboard.press('Enter');
    const request = page.getByRole('region', { name: 'Request', exact: true });
    expect(await request.locator('tbody td:first-child').allTextContents()).toEqual(['max_tokens', 'system']);
    expect(await violations(page)).toEqual([]);
  });
});

describe('the list', () => {
  let page: Page;
  beforeAll(async () => {
    page = await openWindow(full);
  });
  afterAll(() => page.context().close());

  test('is narrowed by what the address says, and the sums follow', async () => {
    await visit(full, page, '/traces');
    await page.getByLabel('Result').selectOption('overloaded');
    await page.getByLabel('Injected').selectOption('any');
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
    await page.getByText('1 call', { exact: true }).waitFor();
    await page.reload();
    await settled(page);
    expect(await page.locator('tbody tr').count()).toBe(1);
    await page.getByLabel('Words').fill('nothing has this');
    await page.getByText('No call like this').waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(() => page.locator('tbody tr').count()).toBe(100);
    await page.getByRole('button', { name: 'Show earlier calls' }).click();
    await expect.poll(() => page.locator('tbody tr').count()).toBe(200);
  });

  test('does not move under a reader when calls come; they wait behind a button', async () => {
    await visit(full, page, '/traces');
    await page.locator('tbody a').first().focus();
    const before = await page.locator('tbody tr').first().textContent();
    full.clock.advance(5000);
    const { gateway } = full.services.models;
    const { token } = gateway.openRun({ model: null, label: 'Just now' }, [
      { kind: 'answer', text: 'Fine.', match: 'every' },
    ]);
    const sdk = new Anthropic({ baseURL: await gateway.baseUrl(), apiKey: token, maxRetries: 0 });
    const say = (content: string) =>
      sdk.messages.create({ model: 'any', max_tokens: 9, messages: [{ role: 'user', content }] });
    await Promise.all([say('a'), say('b')]);
    await page.getByRole('button', { name: 'Show 2 new calls' }).waitFor();
    expect(await page.locator('tbody tr').first().textContent()).toBe(before);
    await page.getByRole('button', { name: 'Show 2 new calls' }).click();
    expect(await page.locator('tbody tr').first().textContent()).toContain('Just now');
  });

  test('is saved as JSON and as OTLP JSON, and a call is copied as curl, without a key', async () => {
    await visit(full, page, `/traces/runs/${seeded.agentRun}`);
    for (const [item, text] of [
      [/^JSON/, '"request"'],
      [/^OTLP JSON/, 'gen_ai.request.model'],
    ] as const) {
      await page.getByRole('button', { name: 'Export this run' }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: item }).click();
      const stream = await (await download).createReadStream();
      let content = '';
      for await (const chunk of stream) content += String(chunk);
      expect(content).toContain(text);
    }
    await visit(full, page, `/traces/${seeded.agentCalls[2]}`);
    await page.getByRole('tab', { name: 'curl' }).click();
    const curl = await page.getByRole('tabpanel').textContent();
    expect(curl).toContain('x-api-key: $ANTHROPIC_API_KEY');
    expect(curl).toContain('INV-2041');
  });
});

test('a request of a million characters is folded, opens whole, and its passage is found', async () => {
  const page = await openWindow(full);
  await visit(full, page, `/traces/${seeded.largeCall}`);
  const length = (): Promise<number> =>
    page.evaluate<number>('document.querySelector("#content").textContent.length');
  expect(await length()).toBeLessThan(20_000);
  await page.getByRole('button', { name: /^Show all 1\.\d million characters$/ }).click();
  await expect.poll(length).toBeGreaterThan(1_000_000);
  await page.getByRole('tab', { name: 'Passages' }).click();
  await page.locator('[data-answer]').first().click();
  expect(await page.evaluate<string>('document.activeElement.dataset.passage')).toBe('0');
  await page.context().close();
});
