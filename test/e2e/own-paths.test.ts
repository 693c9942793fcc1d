import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../support/app.ts';
import { openCairn, type OpenCairn } from '../support/open-cairn.ts';

let own: string;
let cairn: OpenCairn;
let page: Page;

/** The shipped path under other ids, as somebody would begin their own. */
function ownPath(edit: (text: string) => string = (text) => text): string {
  const shipped = readFileSync(path.join(root, 'curriculum/paths/data-to-backend.yaml'), 'utf8');
  const renamed = shipped
    .replace(/^id: .*$/m, 'id: mine')
    .replace(/^title: .*$/m, 'title: My own way')
    .replace(/^pictures:.*$/m, 'pictures: []');
  return edit(renamed.replaceAll(/^( +(?:- )?)id: (.*)$/gm, '$1id: my-$2'));
}

beforeAll(async () => {
  cairn = await openCairn({
    prepare: (dataDir) => {
      own = path.join(dataDir, 'paths', 'mine.yaml');
      mkdirSync(path.dirname(own), { recursive: true });
      writeFileSync(
        own,
        ownPath((text) => text.replace(/^months: .*$/m, 'months: many')),
      );
    },
  });
  ({ page } = cairn);
});
afterAll(() => cairn?.close());

test('a broken path of one’s own is named with its line, and everything else works', async () => {
  const line =
    ownPath()
      .split('\n')
      .findIndex((text) => text.startsWith('months:')) + 1;
  await page.goto(`${cairn.host.url}/settings`);
  const problems = page.getByRole('list', { name: 'Problems in your own paths' });
  await problems.getByText(`mine.yaml:${line}:`).waitFor();
  await problems.getByText('months', { exact: false }).first().waitFor();
});

test('once mended it can be read again and chosen', async () => {
  writeFileSync(own, ownPath());
  await page.getByRole('button', { name: 'Read them again' }).click();
  await page.getByText('Every path was read.', { exact: true }).waitFor();
  expect(await page.getByRole('list', { name: 'Problems in your own paths' }).count()).toBe(0);
  await page.goto(`${cairn.host.url}/welcome`);
  await page.getByText('My own way').waitFor();
});
