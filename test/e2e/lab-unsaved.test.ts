import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHost } from '../support/host.ts';
import { openLab, openLabWindow, type LabWindow } from '../support/lab-page.ts';

/** Polls for as long as a machine that is busy with other tests may need. */
const eventually = <T>(get: () => T) => expect.poll(get, { timeout: 60_000 });
let it: LabWindow;
let page: Page;

beforeAll(async () => {
  it = await openLabWindow();
  page = it.page;
  await openLab(page, `${it.host.url}/labs/first-call`);
});
afterAll(() => it.close());

const file = (): string => path.join(it.folder('first-call'), 'summaries.ts');
const disk = (): string => readFileSync(file(), 'utf8');
async function typeAtTop(text: string): Promise<void> {
  await page.locator('.monaco-editor .view-line').first().click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type(text);
}

test('what changed outside meanwhile is a conflict: nothing is overwritten until one side is chosen', async () => {
  await page.route('**/trpc/labs.writeFile**', (route) => route.abort());
  await typeAtTop('// mine ');
  await page.getByText(/^Not saved/).waitFor();
  const theirs = `// theirs\n${disk()}`;
  writeFileSync(file(), theirs);
  await page.getByRole('alert').getByText('changed outside this window').waitFor();
  expect(disk()).toBe(theirs);
  await page.locator('.view-line').filter({ hasText: '// mine' }).waitFor();
  await page.unroute('**/trpc/labs.writeFile**');
  await page.getByRole('button', { name: 'Keep what I typed' }).click();
  await eventually(disk).toMatch(/^\/\/ mine /);
});

test('typing survives a server and a page that are killed, and is saved by the next ones', async () => {
  await it.host.stop('SIGKILL');
  await typeAtTop('// typed in the dark ');
  await page.locator('.view-line').filter({ hasText: '// typed in the dark' }).waitFor();
  expect(disk()).not.toContain('typed in the dark');
  const crashed = page.waitForEvent('crash');
  await Promise.race([page.goto('chrome://crash').catch(() => undefined), crashed]);
  await crashed;
  it.host = await startHost({ dataDir: it.dataDir });
  page = await it.context.newPage();
  await page.goto(it.host.launchUrl);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await openLab(page, `${it.host.url}/labs/first-call`);
  await page.locator('.view-line').filter({ hasText: '// typed in the dark' }).waitFor();
  await eventually(disk).toMatch(/^\/\/ typed in the dark \/\/ mine /);
});
