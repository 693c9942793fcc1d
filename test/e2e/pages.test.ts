import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../electron/server/db/connection.ts';
import { openBrowser } from '../support/browser.ts';
import { layoutShift, overflow, recordShifts, settled, violations } from '../support/page.ts';
import { startHost, type RunningHost } from '../support/host.ts';
import { seedPractice } from '../support/seed-data.ts';

const PAGES = [
  '/',
  '/roadmap',
  '/skills',
  '/skills/rag-architectures',
  '/tools',
  '/tools/langgraph',
  '/practice',
  '/progress/plan',
  '/rhythm',
  '/rhythm/notes',
  '/rhythm/reading',
  '/rhythm/items',
  '/labs',
  '/labs/first-call',
  '/models',
  '/settings',
  '/welcome',
];
const SKILLS = ['rag-architectures', 'mcp', 'tool-calling', 'databases', 'prompt-engineering-evals'];

let browser: Browser;
const hosts: Record<string, RunningHost> = {};
const folders: string[] = [];

async function hostWith(years: number): Promise<RunningHost> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'cairn-pages-'));
  folders.push(dataDir);
  const db = openDatabase(path.join(dataDir, 'cairn.db'));
  db.prepare("INSERT INTO setting VALUES ('welcomed', 'true', 0)").run();
  if (years > 0) {
    seedPractice(db, { skills: SKILLS, years, now: Date.now(), zone: 'UTC' });
    db.prepare(
      "INSERT INTO target_state (target_id, status, done_on, changed_at) VALUES ('install-coding-agents', 'done', '2026-01-01', 0)",
    ).run();
    db.prepare(
      "INSERT INTO target_state (target_id, status, done_on, changed_at) VALUES ('ship-ai-feature', 'doing', NULL, 0)",
    ).run();
  }
  db.close();
  return startHost({ dataDir });
}

beforeAll(async () => {
  browser = await openBrowser();
  hosts['empty'] = await hostWith(0);
  hosts['two years'] = await hostWith(2);
});
afterAll(async () => {
  await browser.close();
  await Promise.all(Object.values(hosts).map((host) => host.stop()));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe.each([
  { data: 'empty', colorScheme: 'light', width: 1280, height: 800 },
  { data: 'two years', colorScheme: 'dark', width: 1920, height: 1080 },
] as const)('with $data, $colorScheme, at $width x $height', ({ data, colorScheme, width, height }) => {
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    context = await browser.newContext({ colorScheme, viewport: { width, height } });
    await recordShifts(context);
    page = await context.newPage();
    await page.goto(hosts[data]!.launchUrl);
    await settled(page);
  });
  afterAll(() => context.close());

  test.each(PAGES)(
    '%s has no axe violation, does not jump while loading, and fits the width',
    async (where) => {
      await page.goto(hosts[data]!.url + where);
      await settled(page);
      expect({ axe: await violations(page), overflow: await overflow(page) }).toEqual({
        axe: [],
        overflow: 0,
      });
      // Chrome calls up to 0.1 good; the same page must not come near it on a slow start.
      expect(await layoutShift(page)).toBeLessThan(0.05);
    },
  );
});

describe('when the answers that every page waits for come last', () => {
  let context: BrowserContext;
  let page: Page;
  let isFirst = true;

  beforeAll(async () => {
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await recordShifts(context);
    page = await context.newPage();
    await page.goto(await anotherWindow(hosts['empty']!));
    await settled(page);
    await context.route(/\/trpc\//, async (route) => {
      const wait = isFirst ? 500 : 0;
      isFirst = false;
      await new Promise((done) => setTimeout(done, wait));
      // A page that was left in the meantime asks no more.
      await route.continue().catch(() => {});
    });
  });
  afterAll(() => context.close());

  test.each(PAGES)('%s does not jump', async (where) => {
    isFirst = true;
    const late = page.waitForResponse((response) => response.url().includes('/trpc/timer.status,'));
    await page.goto(hosts['empty']!.url + where);
    await late;
    await settled(page);
    expect(await layoutShift(page)).toBeLessThan(0.02);
  });
});

describe('at 400 pixels wide', () => {
  let page: Page;
  beforeAll(async () => {
    page = await browser.newPage({ viewport: { width: 400, height: 800 } });
    await page.goto(await anotherWindow(hosts['two years']!));
    await settled(page);
  });
  afterAll(() => page.context().close());

  test.each(['/', '/roadmap', '/skills', '/practice', '/progress/plan', '/labs', '/settings'])(
    '%s can be used',
    async (where) => {
      await page.goto(hosts['two years']!.url + where);
      await settled(page);
      expect(await overflow(page)).toBe(0);
    },
  );
});

/** A second start on the same folder prints a fresh launch link and ends: that is how a person gets another window. */
async function anotherWindow(host: RunningHost): Promise<string> {
  const index = Object.values(hosts).indexOf(host);
  const second = await startHost({ dataDir: folders[index]! });
  await second.stop();
  return second.launchUrl;
}
