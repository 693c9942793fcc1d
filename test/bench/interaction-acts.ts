import type { Page } from 'playwright-core';
import type { Rest } from './interaction-meter.ts';

/** What a person does: one interaction, which leaves the page as it was. */
export type Act = (page: Page, random: () => number, rest: Rest) => Promise<void>;

/** Between two keys, in milliseconds: 25 a second, as a key that is held down repeats, and faster than anyone types. */
const KEY_GAP_MS = 40;

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const [at, key] of keys.entries()) {
    if (at > 0) await page.waitForTimeout(KEY_GAP_MS);
    await page.keyboard.press(key);
  }
}

// By CSS: looking for a role or a label walks the whole page, in the very thread that is measured.
const DIALOG = '[role="dialog"]';
const GRID = 'table[role="grid"]';
const SEARCH = '#search-notes';
const KIND = 'select[aria-label="Only this kind of work"]';

/** Leaves a field, so that a letter is a command; a click on the heading would scroll to the top as well. */
async function leaveField(page: Page): Promise<void> {
  await page.evaluate('document.activeElement?.blur()');
}

/** Escape, again where it came before the dialog listened: no person is that fast. */
async function closeDialog(page: Page): Promise<void> {
  const dialog = page.locator(DIALOG);
  for (let tries = 0; tries < 20 && (await dialog.count()) > 0; tries += 1) {
    await page.keyboard.press('Escape');
    await page.waitForTimeout(50);
  }
}

/** Enter on a row, again where the row was drawn anew in between: its session had just arrived. */
async function openForm(page: Page): Promise<boolean> {
  for (let tries = 0; tries < 5; tries += 1) {
    if (!(await onRow(page))) return false;
    await page.keyboard.press('Enter');
    const isOpen = await page
      .locator(DIALOG)
      .waitFor({ timeout: 2000 })
      .then(
        () => true,
        () => false,
      );
    if (isOpen) return true;
  }
  throw new Error('The form of a row does not open.');
}

/** Puts the focus on the row that has the tab stop, as Tab would; false while a search finds nothing. */
async function onRow(page: Page): Promise<boolean> {
  const row = page.locator('tr[data-row][tabindex="0"]').first();
  if ((await row.count()) === 0) return false;
  await row.focus({ timeout: 1000 }).catch(() => {});
  await page.waitForTimeout(KEY_GAP_MS);
  return true;
}

async function onSearch(page: Page): Promise<void> {
  await page.locator(SEARCH).focus();
  await page.waitForTimeout(KEY_GAP_MS);
}

const WORDS = [
  'hybrid',
  'the',
  'a',
  'tool',
  'eval',
  'CRN-1',
  '検索',
  'zebra',
  'naive',
  'cache',
  '"long contexts"',
];

/** What is done, how often of a hundred, and how it leaves the page as it was. */
export const ACTS: readonly { name: string; share: number; act: Act }[] = [
  {
    name: 'scroll',
    share: 34,
    act: async (page, random) =>
      page.mouse.wheel(0, random() < 0.1 ? 40_000 : Math.round((random() - 0.35) * 2400)),
  },
  {
    name: 'move between rows',
    share: 22,
    act: async (page, random) => {
      if (!(await onRow(page))) return;
      await page.keyboard.press(random() < 0.1 ? 'PageDown' : random() < 0.7 ? 'ArrowDown' : 'ArrowUp');
    },
  },
  {
    name: 'choose rows',
    share: 8,
    act: async (page) => {
      if (!(await onRow(page))) return;
      await press(page, 'Space', 'Shift+ArrowDown', 'Escape');
    },
  },
  {
    name: 'type in the search',
    share: 14,
    act: async (page, random) => {
      await onSearch(page);
      await press(page, 'ControlOrMeta+A');
      await page.keyboard.type(WORDS[Math.floor(random() * WORDS.length)]!, { delay: KEY_GAP_MS });
    },
  },
  {
    name: 'clear the search',
    share: 4,
    act: async (page) => {
      await onSearch(page);
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'filter',
    share: 6,
    act: async (page, random) => {
      await page.locator(KIND).selectOption(random() < 0.5 ? 'reading' : '');
    },
  },
  {
    name: 'open and close the form',
    share: 4,
    act: async (page) => {
      if (!(await openForm(page))) return;
      await closeDialog(page);
    },
  },
  {
    name: 'edit and undo',
    share: 3,
    act: async (page) => {
      if (!(await openForm(page))) return;
      await page.locator(`${DIALOG} textarea`).fill('changed by the bench');
      await page.locator(`${DIALOG} button[type="submit"]`).click();
      await page.locator(DIALOG).waitFor({ state: 'detached' });
      await page.keyboard.press('ControlOrMeta+z');
    },
  },
  {
    name: 'palette',
    share: 2,
    act: async (page) => {
      await press(page, 'ControlOrMeta+k', 'h', 'y', 'b', 'Escape');
    },
  },
  {
    name: 'go to Today and back',
    share: 3,
    act: async (page, _random, rest) => {
      await leaveField(page);
      await press(page, 'g', 't');
      await page.locator('#next-step').waitFor();
      // Two interactions: a person looks at the page that came before they leave it.
      await rest();
      await press(page, 'g', 'p');
      await page.locator(GRID).waitFor();
    },
  },
];
