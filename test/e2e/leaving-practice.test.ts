import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCairn, type OpenCairn } from '../support/open-cairn.ts';

let cairn: OpenCairn;
let page: Page;

beforeAll(async () => {
  cairn = await openCairn();
  ({ page } = cairn);
});

afterAll(() => cairn?.close());

test('the page that is asked for is marked at once, and the one on the screen keeps its own address', async () => {
  await page.goto(`${cairn.host.url}/practice?q=hybrid`);
  await page.getByLabel('Search notes').waitFor();
  const seen = await page.evaluate<[string | null, string | undefined]>(`(async () => {
    document.querySelector('nav a[href="/labs"]').click();
    // What answers a click is drawn in a microtask; the page comes later.
    await null;
    const marked = document.querySelector('nav a[aria-current="page"]')?.getAttribute('href');
    return [marked, document.querySelector('#search-notes')?.value];
  })()`);
  expect(seen).toEqual(['/labs', 'hybrid']);
  await page.getByRole('heading', { name: 'Labs', level: 1 }).waitFor();
});

// Slowed down, the page that is left is still there when its search is asked for.
test.each([1, 5])(
  'a search that was just typed does not call back who has left the page, %d times slowed down',
  async (rate) => {
    const cdp = await page.context().newCDPSession(page);
    await page.goto(`${cairn.host.url}/practice`);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate });
    await page.getByLabel('Search notes').fill('hybrid');
    await page.getByRole('link', { name: 'Roadmap', exact: true }).click();
    await page.getByRole('heading', { name: 'Roadmap', level: 1 }).waitFor();
    await page.waitForTimeout(300);
    await cdp.detach();
    expect(new URL(page.url()).pathname).toBe('/roadmap');
  },
);

test('a page that draws itself again all the time can be left at once', async () => {
  // Roadmap was there already, so that nothing but its drawing is to be waited for.
  await page.goto(`${cairn.host.url}/roadmap`);
  await page.getByRole('heading', { name: 'Roadmap', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Practice', exact: true }).click();
  await page.getByLabel('Search notes').waitFor();
  // Like an answer that streams in: an input event after the other, each drawn at once.
  const ms = await page.evaluate<number>(`new Promise((done) => {
    const field = document.querySelector('#search-notes');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const { port1, port2 } = new MessageChannel();
    let typed = 0;
    port1.onmessage = () => {
      if (document.querySelector('h1')?.textContent === 'Roadmap' || performance.now() - from > 4000)
        return done(performance.now() - from);
      set.call(field, 'x' + (typed += 1));
      field.dispatchEvent(new Event('input', { bubbles: true }));
      port2.postMessage(0);
    };
    const from = performance.now();
    document.querySelector('nav a[href="/roadmap"]').click();
    port2.postMessage(0);
  })`);
  expect(ms).toBeLessThan(2000);
});
