import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { openDatabase } from '../../electron/server/db/connection.ts';
import { createSettingsService } from '../../electron/server/features/settings/service.ts';
import { createEventBus } from '../../electron/server/events.ts';
import { seedPractice } from '../support/seed-data.ts';
import { startHost, type RunningHost } from '../support/host.ts';
import { compare, timed, type Comparison } from './pairs.ts';

const EMPTY_SERVER = `
  const server = require('node:http').createServer((q, r) => r.setHeader('content-type', 'text/html').end('<h1>blank</h1>'));
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

function welcomed(dataDir: string): void {
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

/** Today on the screen with ten years of practice (about 30,000 sessions), against an empty database. */
export async function benchTenYears(browser: Browser): Promise<Comparison> {
  const folders = ['empty', 'full'].map((name) => mkdtempSync(path.join(tmpdir(), `cairn-bench-${name}-`)));
  for (const folder of folders) welcomed(folder);
  const db = openDatabase(path.join(folders[1]!, 'cairn.db'));
  const sessions = seedPractice(db, {
    skills: ['rag-architectures', 'mcp', 'tool-calling'],
    years: 10,
    now: Date.now(),
    zone: 'UTC',
    perDay: 8.2,
  });
  db.close();
  const hosts = await Promise.all(folders.map((dataDir) => startHost({ dataDir })));
  const contexts = await Promise.all(
    hosts.map(async (host) => {
      const page = await (await browser.newContext()).newPage();
      await page.goto(host.launchUrl);
      await page.getByRole('heading', { level: 1 }).waitFor();
      return page;
    }),
  );
  const side = (index: number) => () =>
    timed(async () => {
      await contexts[index]!.reload();
      await contexts[index]!.locator('#next-step').waitFor();
    });
  const result = await compare({
    name: 'Today with ten years of data',
    against: 'Today with an empty database',
    subject: side(1),
    baseline: side(0),
    note: `${sessions} sessions`,
  });
  await Promise.all(hosts.map((host) => host.stop()));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  return result;
}
