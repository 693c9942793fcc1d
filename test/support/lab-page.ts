import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openDatabase } from '../../electron/server/db/connection.ts';
import { openBrowser } from './browser.ts';
import { startHost, type RunningHost } from './host.ts';

/** A window on a fresh Cairn whose owner has been welcomed, with the built-in model left alone. */
export interface LabWindow {
  dataDir: string;
  host: RunningHost;
  browser: Browser;
  context: BrowserContext;
  page: Page;
  /** The folder of a lab's workspace. */
  folder(lab: string, language?: string): string;
  close(): Promise<void>;
}

/** Opens Cairn in real Chromium at Today. @param env added to the server's environment */
export async function openLabWindow({ env = {} }: { env?: Record<string, string> } = {}): Promise<LabWindow> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'cairn-lab-page-'));
  const db = openDatabase(path.join(dataDir, 'cairn.db'));
  db.prepare("INSERT INTO setting VALUES ('welcomed', 'true', 0)").run();
  db.close();
  const [host, browser] = await Promise.all([startHost({ dataDir, env }), openBrowser()]);
  const context = await browser.newContext({ viewport: { width: 1600, height: 900 } });
  const page = await context.newPage();
  await page.goto(host.launchUrl);
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
  const it: LabWindow = {
    dataDir,
    host,
    browser,
    context,
    page,
    folder: (lab, language = 'typescript') => path.join(dataDir, 'labs', lab, language),
    async close() {
      await browser.close();
      await it.host.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return it;
}

/** Opens a lab and waits until its editor can be typed in. */
export async function openLab(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('.monaco-editor .view-line').first().waitFor({ timeout: 60_000 });
}
