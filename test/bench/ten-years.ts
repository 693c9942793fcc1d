import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { openDatabase } from '../../electron/server/db/connection.ts';
import { startHost } from '../support/host.ts';
import { generate } from './generate-data.ts';
import { compare, timed, type Comparison } from './pairs.ts';
import { welcomed } from './ready.ts';

/** Today on the screen with ten years of data of every feature (about 30,000 sessions), against an empty database. */
export async function benchTenYears(browser: Browser): Promise<Comparison> {
  const folders = ['empty', 'full'].map((name) => mkdtempSync(path.join(tmpdir(), `cairn-bench-${name}-`)));
  welcomed(folders[0]!);
  const db = openDatabase(path.join(folders[1]!, 'cairn.db'));
  const { sessions } = generate(db, { years: 10, seed: 1, now: Date.now(), zone: 'UTC' });
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
