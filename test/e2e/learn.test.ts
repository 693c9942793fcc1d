import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCairn, type OpenCairn } from '../support/open-cairn.ts';
import { seedPractice } from '../support/seed-data.ts';

let cairn: OpenCairn;
let page: Page;

beforeAll(async () => {
  cairn = await openCairn({
    seed: (db) => {
      db.prepare(
        "INSERT INTO target_state (target_id, status, done_on, changed_at) VALUES ('ship-ai-feature', 'done', '2026-01-05', 0)",
      ).run();
      seedPractice(db, { skills: ['mcp', 'databases'], years: 1, now: Date.now(), zone: 'UTC' });
    },
  });
  ({ page } = cairn);
});
afterAll(() => cairn?.close());

const dialog = () => page.getByRole('dialog');
const picture = () => page.getByRole('application');
const node = (name: RegExp) => picture().getByRole('button', { name });
const viewBox = () => picture().locator('svg').getAttribute('viewBox');

async function open(where: string, title: string): Promise<void> {
  await page.goto(cairn.host.url + where);
  // A dialog that opens at once hides the page behind it.
  await page.getByRole('heading', { name: title, level: 1, includeHidden: true }).waitFor();
}

describe('the picture', () => {
  beforeAll(async () => {
    await open('/roadmap', 'Roadmap');
    await node(/^Ship one AI feature at work, done/).waitFor();
  });

  test('zooms, moves and fits by keyboard', async () => {
    await picture().focus();
    const fitted = await viewBox();
    await page.keyboard.press('+');
    const closer = await viewBox();
    await page.keyboard.press('ArrowRight');
    const moved = await viewBox();
    await page.keyboard.press('0');
    expect(new Set([fitted, closer, moved]).size).toBe(3);
    expect(await viewBox()).toBe(fitted);
  });

  test('is moved by dragging, which opens nothing', async () => {
    const before = await viewBox();
    const box = (await node(/^Ship one AI feature/).boundingBox())!;
    await page.mouse.move(box.x + 10, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + 60, box.y + 40, { steps: 4 });
    await page.mouse.up();
    expect(await viewBox()).not.toBe(before);
    expect(await dialog().count()).toBe(0);
    await page.getByRole('button', { name: 'Fit' }).click();
  });

  test('opens a target with Enter and has the focus back after it', async () => {
    await node(/^Ship one AI feature/).focus();
    await page.keyboard.press('Enter');
    await dialog().waitFor();
    expect(new URL(page.url()).search).toBe('?target=ship-ai-feature');
    await dialog().getByRole('radio', { name: 'In work' }).click();
    await dialog().getByRole('button', { name: 'Undo: Reopened' }).waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await page.locator('[aria-label^="Ship one AI feature at work, in work"]:focus').waitFor();
  });

  test.each(['SVG', 'PNG'])('is saved whole as %s', async (format) => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('menuitem', { name: `As ${format}` }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe(`the-whole-path.${format.toLowerCase()}`);
    const bytes = readFileSync(await saved.path());
    const text = bytes.toString('latin1');
    if (format === 'SVG') expect(text).toMatch(/^<svg[\s\S]*You are here[\s\S]*<\/svg>$/);
    else expect(text.slice(1, 4)).toBe('PNG');
    expect(bytes.length).toBeGreaterThan(20_000);
  });

  test('is drawn from the curriculum in every kind, and says it in words', async () => {
    const chooser = page.getByRole('combobox', { name: 'Which picture' });
    for (const [title, label] of [
      ['Keep, add, reach', 'Add: AI fluency'],
      ['The transition ladder', 'Add retrieval'],
    ] as const) {
      await chooser.selectOption({ label: title });
      await node(new RegExp(label)).waitFor();
    }
    await node(/Add retrieval/).click();
    await page
      .getByRole('region', { name: 'Add retrieval' })
      .getByRole('link', { name: 'RAG architectures' })
      .waitFor();
    await page.getByText('The picture in words').click();
    await page.getByRole('group').getByRole('listitem').filter({ hasText: 'For example:' }).first().waitFor();
  });
});

test('evidence that was removed is back with Undo, by keyboard, inside the target', async () => {
  await open('/roadmap?target=build-mcp-server', 'Roadmap');
  await dialog().getByLabel('Address of a pull request').fill('two words');
  await page.keyboard.press('Enter');
  await dialog().getByRole('alert').getByText('no spaces').waitFor();
  await dialog().getByLabel('Address of a pull request').fill('example.com/pull/7');
  await page.keyboard.press('Enter');
  const link = dialog().getByRole('link', { name: 'example.com/pull/7' });
  await link.waitFor();
  await dialog().getByRole('button', { name: 'Remove this link' }).press('Enter');
  await link.waitFor({ state: 'detached' });
  await dialog().getByRole('button', { name: 'Undo' }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await link.waitFor();
});

test('skills are narrowed and sorted, and the address keeps it', async () => {
  await open('/skills', 'Skills');
  await page.getByRole('searchbox', { name: 'Search skills' }).fill('mcp');
  await page.getByRole('combobox', { name: 'Order' }).selectOption('hours');
  const titles = page.getByRole('main').locator('h3');
  await expect.poll(() => titles.allTextContents()).toContain('MCP - server and client');
  await page.getByRole('link', { name: 'MCP - server and client' }).press('Enter');
  await page.getByRole('heading', { name: 'MCP - server and client', level: 1 }).waitFor();
  await page.goBack();
  await expect.poll(() => new URL(page.url()).search).toBe('?q=mcp&sort=hours');
});

test('a skill shows its hours as a chart and as a table, and what moves it on', async () => {
  await open('/skills/mcp', 'MCP - server and client');
  await page
    .getByRole('img', { name: /^Hours by week/ })
    .locator('canvas')
    .waitFor();
  await page.getByRole('radio', { name: 'Table' }).click();
  expect(await page.getByRole('table', { name: 'Hours by month' }).getByRole('row').count()).toBeGreaterThan(
    6,
  );
  await page.getByRole('heading', { name: /^What moves it to level/ }).waitFor();
});

test('arrow keys go from skill to skill', async () => {
  await open('/skills', 'Skills');
  const link = (name: string) => page.getByRole('link', { name, exact: true });
  await link('Prompt engineering + evals').focus();
  await page.keyboard.press('ArrowRight');
  expect(await page.locator('a:focus').textContent()).toBe('RAG architectures');
});

test('a tool in maintenance says what replaces it, and a lab that is not here is no link', async () => {
  await open('/tools/autogen', 'AutoGen');
  await page.getByText('Replaced by').getByRole('link', { name: 'Microsoft Agent Framework' }).waitFor();
  await open('/tools/pgvector', 'pgvector');
  const labs = await page.getByRole('region', { name: 'Labs' }).getByRole('listitem').all();
  expect(labs.length).toBeGreaterThan(0);
  for (const lab of labs) {
    const [links, words] = [
      await lab.getByRole('link').count(),
      await lab.getByText('not in this version').count(),
    ];
    expect(links + words).toBe(1);
  }
});
