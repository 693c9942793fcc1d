import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../support/app.ts';
import { openLab, openLabWindow, type LabWindow } from '../support/lab-page.ts';

const SOLUTION = path.join(root, 'labs/first-call/typescript/solution');
let it: LabWindow;
let page: Page;
beforeAll(async () => {
  it = await openLabWindow();
  page = it.page;
  await openLab(page, `${it.host.url}/labs/first-call`);
  await page.getByLabel('Model for the check').selectOption({ label: 'Scripted answers only' });
  cpSync(SOLUTION, it.folder('first-call'), { recursive: true, force: true });
  await shown('createSummary');
});
afterAll(() => it.close());

const file = (): string => path.join(it.folder('first-call'), 'summaries.ts');
const disk = (): string => readFileSync(file(), 'utf8');
const good = readFileSync(path.join(SOLUTION, 'summaries.ts'), 'utf8');
const bad = good.replace('summary: textOf(message)', "summary: 'Nothing.'");
const shown = (text: string) => page.locator('.view-line').filter({ hasText: text }).first().waitFor();
const verdict = (title: string | RegExp) =>
  page.getByRole('heading', { name: title, level: 2 }).waitFor({ timeout: 60_000 });
/** As another editor leaves it: this window would lay it out otherwise. */
const ugly = (text: string): string => `// from outside\n   const   ugly   =   1;\nvoid   ugly;\n${text}`;

test('a check right after another editor has saved judges that text, and leaves it as it is', async () => {
  await page.locator('.monaco-editor').first().click();
  // Each verdict is another than the one before it, so none can be taken for its successor.
  for (const [text, title] of [
    [ugly(bad), 'Not yet'],
    [ugly(good), 'Passed'],
    [bad, 'Not yet'],
    [good, 'Passed'],
  ] as const) {
    writeFileSync(file(), text);
    await page.keyboard.press('Control+Enter');
    await verdict(title);
    expect(await page.getByText('changed outside this window').count()).toBe(0);
    expect(disk()).toBe(text);
  }
  await shown('createSummary');
});

test.each([
  ['CRLF', '\r\n'],
  ['LF', '\n'],
])(
  'a file that another editor saved with %s keeps those line ends when it is changed here',
  async (name, end) => {
    const text = good.replaceAll('\n', end);
    writeFileSync(file(), `// ${name}${end}${text}`);
    await shown(`// ${name}`);
    await page.locator('.monaco-editor .view-line').first().click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('// typed ');
    await expect.poll(disk, { timeout: 60_000 }).toBe(`// typed // ${name}${end}${text}`);
    await page.getByText(/^Saved/).waitFor();
    writeFileSync(file(), good);
    await page.locator('.view-line').filter({ hasText: '// typed' }).waitFor({ state: 'detached' });
  },
);

test('what is typed here while another editor saves is a conflict, and the check says which text it judged', async () => {
  await page.route('**/trpc/labs.writeFile**', (route) => route.abort());
  await page.locator('.monaco-editor .view-line').first().click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// mine ');
  await page.getByText(/^Not saved/).waitFor();
  writeFileSync(file(), ugly(bad));
  await page.keyboard.press('Control+Enter');
  await verdict('Not yet');
  const results = page.getByRole('region', { name: 'Results' });
  await results.getByText('This is about summaries.ts as on the disk').waitFor();
  await page.getByRole('alert').getByText('changed outside this window').waitFor();
  await shown('// mine');
  expect(disk()).toBe(ugly(bad));
  await page.unroute('**/trpc/labs.writeFile**');
  await page.getByRole('button', { name: 'Keep what I typed' }).click();
  await expect.poll(disk, { timeout: 60_000 }).toMatch(/^\/\/ mine /);
  await page.keyboard.press('Control+Enter');
  await verdict('Passed');
  expect(await results.getByText('as on the disk').count()).toBe(0);
});
