import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { meterOf, openWhole, restOf } from '../bench/interaction-meter.ts';
import { openBrowser } from '../support/browser.ts';

let browser: Browser;
beforeAll(async () => void (browser = await openBrowser()));
afterAll(() => browser.close());

const PAGE = `<!doctype html><title>Marks</title>
<div id="low" style="position: fixed; left: 0; bottom: 0; width: 8px; height: 8px"></div>
<div id="high" style="position: fixed; left: 0; top: 0; width: 8px; height: 8px"></div>
<script>
  let pressed = 0;
  addEventListener('keydown', ({ key }) => requestAnimationFrame(() => {
    pressed += 1;
    document.getElementById(key === 'l' ? 'low' : 'high').style.background = 'rgb(' + 50 * pressed + ', 0, 0)';
  }));
</script>`;

it('times a key that changes nothing but the last lines of the page until they are on the screen', async () => {
  const page = await openWhole(browser, { width: 1280, height: 800 });
  await page.setContent(PAGE);
  const meter = await meterOf(page);
  const rest = restOf(page);
  await rest();
  // The first mark on an empty page is drawn with all that is around it.
  await page.keyboard.press('l');
  await page.keyboard.press('h');
  await rest();
  const from = await meter.start();
  await page.keyboard.press('l');
  const low = await meter.end(from);
  await page.waitForTimeout(1000);
  const next = await meter.start();
  await page.keyboard.press('h');
  await meter.end(next);
  const { event } = meter.slowest([low])[0]!;
  expect(event?.where).toContain('keydown');
  // Long before the next change: the browser rounds to 8 ms, so the moment itself would be too near.
  expect(event!.from + event!.ms).toBeLessThan((low.to + next) / 2);
});
