import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testClock } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { settled, violations } from '../support/page.ts';
import { serveTestApp, type ServedApp } from '../support/served-app.ts';

/** Runs inside the page, so it is text. Keeps the real notifications and writes down what each one says. */
const WATCH_NOTIFICATIONS = `
  globalThis.notified = [];
  globalThis.Notification = class extends Notification {
    constructor(title, options) {
      super(title, options);
      notified.push(title + ' | ' + options.body);
    }
  };`;

let app: ServedApp;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  // The server's clock stands on a Friday at two; only reminders and days depend on it.
  app = await serveTestApp({
    clock: testClock('2026-11-20T14:00:00Z', 'UTC'),
  });
  await app.client.settings.set.mutate({ welcomed: true });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

async function openWindow(on: BrowserContext, where = '/rhythm'): Promise<Page> {
  const opened = await on.newPage();
  await opened.goto(app.launchUrl());
  await settled(opened);
  await opened.goto(app.url + where);
  await settled(opened);
  return opened;
}

const item = (name: string) => page.getByRole('checkbox', { name: new RegExp(`^${name}`) });
const column = (day: RegExp) => page.getByRole('region', { name: day });
const toast = (text: string | RegExp) => page.getByText(text).first();

describe('the week by keyboard', () => {
  beforeAll(async () => {
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    page = await openWindow(context);
  });
  afterAll(() => context.close());
  beforeEach(() => item('Triage and plan').focus());

  test('space checks off, and again takes it back', async () => {
    await page.keyboard.press('Space');
    await expect.poll(() => done('monday-triage')).toBe(true);
    await page.keyboard.press('Space');
    await expect.poll(() => done('monday-triage')).toBe(false);
  });

  test('s skips with a reason, and undo brings it back', async () => {
    await page.keyboard.press('s');
    const dialog = page.getByRole('dialog', { name: /Skip/ });
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('on leave');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('Skipped: on leave').waitFor();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await page.getByText('Skipped: on leave').waitFor({ state: 'detached' });
  });

  test('Shift with an arrow moves it a day, the focus goes along, and it stops at the end of its week', async () => {
    await page.keyboard.press('Shift+ArrowRight');
    await column(/Tuesday 17 Nov/)
      .getByText('Triage and plan')
      .waitFor();
    await expect.poll(focused).toContain('Triage and plan');
    await page.keyboard.press('Shift+ArrowLeft');
    await column(/Monday 16 Nov/)
      .getByText('Triage and plan')
      .waitFor();
    await expect.poll(focused).toContain('Triage and plan');
    await page.keyboard.press('Shift+ArrowLeft');
    await toast('An item stays in its week.').waitFor();
  });

  test('m moves it to another day and time by a form', async () => {
    await page.keyboard.press('m');
    const dialog = page.getByRole('dialog', { name: /Move/ });
    await dialog.getByLabel('Day').selectOption({ label: 'Sunday 22 Nov' });
    await dialog.getByLabel('Time').fill('07:15');
    await dialog.getByRole('button', { name: 'Move it' }).click();
    await column(/Sunday 22 Nov/)
      .getByText('07:15')
      .waitFor();
    await app.client.rhythm.mark.mutate({
      do: 'move',
      itemId: 'monday-triage',
      period: '2026-11-16',
      on: null,
      time: null,
    });
  });

  test('arrows go from item to item', async () => {
    await item('Deep work with an AI pair').focus();
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toContain('Review diffs');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toContain('A day heavy in deep work');
  });

  const focused = (): Promise<string> =>
    page.evaluate<string>("document.activeElement.closest('[data-entry]')?.textContent ?? ''");
  const done = async (id: string): Promise<boolean> =>
    (await app.client.rhythm.week.query({})).days.find((it) => it.id === id)!.checkedAt !== null;
});

describe('the Friday note', () => {
  beforeAll(async () => {
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await app.client.practice.log.mutate({ minutes: 90, skillId: 'mcp' });
    page = await openWindow(context);
  });
  afterAll(() => context.close());
  const text = () => page.getByRole('textbox', { name: 'Text, in markdown' });

  test('checking its item off offers to write it, from a template with the facts of the week', async () => {
    await item('Write a short teaching note').check();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Checked off' })
      .getByRole('button', { name: 'Write the note' })
      .click();
    await text().waitFor();
    expect(await text().inputValue()).toContain('- Practice: 1 h 30 min (MCP');
    await page.getByRole('region', { name: 'Preview' }).getByText('Practice: 1 h 30 min').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('what is typed survives a reload in the middle of a word', async () => {
    await text().press('Control+Home');
    await page.keyboard.type('Judges dri');
    await page.reload();
    await settled(page);
    expect(await text().inputValue()).toMatch(/^Judges dri## One thing/);
    await page.getByText('Saved', { exact: true }).waitFor();
    const [note] = await app.client.notes.list.query({ search: 'Judges dri' });
    expect(note!.kind).toBe('teach-note');
  });

  test('it is copied as markdown and as formatted text', async () => {
    await page.getByRole('button', { name: 'Copy as markdown' }).click();
    await toast('Copied as markdown.').waitFor();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toMatch(/^# What I learned/);
    await page.getByRole('button', { name: 'Copy formatted' }).click();
    await toast('Copied as formatted text.').waitFor();
    const html = await page.evaluate<string>(
      `navigator.clipboard.read().then(([item]) => item.getType('text/html')).then((blob) => blob.text())`,
    );
    expect(html).toContain('<h2>My week in facts</h2>');
  });

  test('two windows that write at once lose nothing: the second is asked', async () => {
    const other = await openWindow(context, new URL(page.url()).pathname);
    const theirs = other.getByRole('textbox', { name: 'Text, in markdown' });
    const { id } = (await app.client.notes.list.query({}))[0]!;
    // The other window has unsaved words while this one saves.
    await context.setOffline(true);
    await theirs.press('Control+Home');
    await other.keyboard.type('THEIRS ');
    const { updatedAt, body } = await app.client.notes.get.query({ id });
    await app.client.notes.save.mutate({ id, basedOn: updatedAt, body: `OURS ${body}` });
    await context.setOffline(false);
    await other.getByText('This note was changed in another window.').waitFor();
    expect(await theirs.inputValue()).toMatch(/^THEIRS /);
    await other.getByRole('button', { name: 'Keep what is here' }).click();
    await other.getByText('Saved', { exact: true }).waitFor();
    expect((await app.client.notes.get.query({ id })).body).toMatch(/^THEIRS /);
    await other.close();
  });
});

describe('the reading log', () => {
  test('takes an address, notices it the second time, and takes from the curriculum in one click', async () => {
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    page = await openWindow(context, '/rhythm/reading');
    const form = page.getByRole('form', { name: 'Add to the reading log' });
    for (const url of ['https://arxiv.org/abs/2312.10997', 'https://arxiv.org/pdf/2312.10997v5']) {
      await form.getByRole('textbox').fill(url);
      await form.getByRole('textbox').press('Enter');
      await expect.poll(() => form.getByRole('textbox').inputValue()).toBe('');
    }
    await toast(/is in the log already/).waitFor();
    await page.getByRole('button', { name: 'Add The Rise of AI Agents' }).click();
    await toast('Added “The Rise of AI Agents”.').waitFor();
    await page.getByRole('button', { name: 'Begin: The Rise of AI Agents' }).click();
    await page.getByRole('button', { name: 'Finished: The Rise of AI Agents' }).waitFor();
    expect((await app.client.reading.list.query()).length).toBe(2);
    await context.close();
  });
});

describe('reminders', () => {
  test('are turned on by a click that asks for the permission, and shown once over two windows', async () => {
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.grantPermissions(['notifications'], { origin: app.url });
    await context.addInitScript(WATCH_NOTIFICATIONS);
    page = await openWindow(context);
    const other = await openWindow(context);
    await page.getByRole('button', { name: 'Reminders', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Reminders' });
    await dialog.waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Turn reminders on' }).click();
    await dialog.getByText(/^On\. The next one comes/).waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    app.clock.set('2026-11-20T17:00:05Z');
    app.services.reminders.tick();
    const shown = async (): Promise<string[]> =>
      (await Promise.all([page, other].map((it) => it.evaluate<string[]>('notified')))).flat();
    await expect.poll(shown).toEqual(['Plan next week | 17:00']);
    await context.close();
  });

  test('come as a line in a window that may not show them, and can be put off', async () => {
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    // Grants nothing, which refuses the rest.
    await context.grantPermissions([], { origin: app.url });
    page = await openWindow(context, '/');
    app.clock.set('2026-11-23T09:00:05Z');
    app.services.reminders.tick();
    const banner = page.getByRole('status', { name: 'Reminder' });
    // The month has a week left, so its two items are called to mind as well.
    await banner.getByText('3 things are due now.').waitFor();
    expect(await violations(page)).toEqual([]);
    await banner.getByRole('button', { name: 'In an hour' }).click();
    await banner.waitFor({ state: 'detached' });
    app.clock.set('2026-11-23T10:00:10Z');
    app.services.reminders.tick();
    await banner.getByText('4 things are due now.').waitFor();
    await banner.getByRole('button', { name: 'Dismiss' }).click();
    await banner.waitFor({ state: 'detached' });
    await context.close();
  });
});
