import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openDatabase, type Db } from '../../electron/server/db/connection.ts';
import { openBrowser } from './browser.ts';
import { startHost, type RunningHost } from './host.ts';
import { recordShifts } from './page.ts';

export interface OpenCairn {
  /** A scratch folder of its own, removed at the end; the data folder lies in it. */
  folder: string;
  dataDir: string;
  /** The server, which a test that restarts it puts back here. */
  host: RunningHost;
  browser: Browser;
  /** A window that has a session, on Today. Its layout shifts are recorded. */
  page: Page;
  close(): Promise<void>;
}

interface Options {
  /** Makes what must lie in the data folder before the server starts. */
  prepare?: (dataDir: string) => void | Promise<void>;
  /** Fills the database before the server starts; the first-run page then counts as seen. */
  seed?: (db: Db) => void;
  context?: BrowserContextOptions;
}

/** A whole Cairn as a person has it: the server as a process on its own data, a real browser, and one window on Today. */
export async function openCairn({ prepare, seed, context = {} }: Options = {}): Promise<OpenCairn> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-e2e-'));
  const dataDir = path.join(folder, 'data');
  await prepare?.(dataDir);
  if (seed) {
    mkdirSync(dataDir, { recursive: true });
    const db = openDatabase(path.join(dataDir, 'cairn.db'));
    db.prepare("INSERT INTO setting VALUES ('welcomed', 'true', 0)").run();
    seed(db);
    db.close();
  }
  const [host, browser] = await Promise.all([startHost({ dataDir }), openBrowser()]);
  const cairn: OpenCairn = {
    folder,
    dataDir,
    host,
    browser,
    page: await newWindow(browser, context),
    async close() {
      await browser.close();
      await this.host.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await cairn.page.goto(host.launchUrl);
  if (!seed) await cairn.page.getByRole('button', { name: 'Skip for now' }).click();
  await cairn.page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
  return cairn;
}

async function newWindow(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  await recordShifts(context);
  return context.newPage();
}
