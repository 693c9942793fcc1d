import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { openDatabase } from '../../electron/server/db/connection.ts';
import { createSettingsService } from '../../electron/server/features/settings/service.ts';
import { createEventBus } from '../../electron/server/events.ts';
import { startHost, type RunningHost } from '../support/host.ts';
import { compare, timed, type Comparison } from './pairs.ts';

const EMPTY_SERVER = `
  const server = require('node:http').createServer((q, r) => r.setHeader('content-type', 'text/html').end('<h1>blank</h1>'));
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

/** Marks the first-run page as seen. */
export function welcomed(dataDir: string): void {
  const db = openDatabase(path.join(dataDir, 'cairn.db'));
  createSettingsService({ db, clock: { now: Date.now, zone: () => 'UTC' }, events: createEventBus() }).set({
    welcomed: true,
  });
  db.close();
}

/** Opens an address in a fresh context and waits until what was asked for is painted. */
async function untilShown(browser: Browser, url: string, ready: string): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await page.locator(ready).first().waitFor();
  await context.close();
}

/** From nothing running to Today on the screen, against an empty Node server and a blank page. */
export async function benchReady(browser: Browser): Promise<Comparison> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'cairn-bench-'));
  welcomed(dataDir);
  const subject = async (): Promise<number> => {
    let host: RunningHost | undefined;
    const ms = await timed(async () => {
      host = await startHost({ dataDir, program: 'electron/host/launch.mjs' });
      await untilShown(browser, host.launchUrl, '#next-step');
    });
    await host!.stop();
    return ms;
  };
  const baseline = async (): Promise<number> => {
    const child = spawn(process.execPath, ['-e', EMPTY_SERVER], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ms = await timed(async () => {
      const [port] = (await once(child.stdout, 'data')) as [Buffer];
      await untilShown(browser, `http://127.0.0.1:${String(port).trim()}/`, 'h1');
    });
    child.kill();
    return ms;
  };
  const result = await compare({
    name: 'start to Today on the screen',
    against: 'an empty Node HTTP server and a blank page',
    subject,
    baseline,
  });
  rmSync(dataDir, { recursive: true, force: true });
  return result;
}
