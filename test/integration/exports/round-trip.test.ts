import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../electron/server/db/connection.ts';
import {
  columnOf,
  fieldsOf,
  NOT_EXPORTED,
  TABLES,
} from '../../../electron/server/features/exports/tables.ts';
import type { ImportResult } from '../../../electron/shared/export-format.ts';
import { createTestApp, type TestApp } from '../../support/app.ts';
import { fillApp } from '../../support/full-data.ts';

let app: TestApp;
let other: TestApp;
beforeEach(async () => {
  app = await createTestApp();
  other = await createTestApp();
});
afterEach(async () => {
  await app.close();
  await other.close();
});

const exportOf = async (from: TestApp, query = ''): Promise<string> =>
  (await from.request(`/export/cairn.json${query}`)).text();
const importInto = async (to: TestApp, body: string, query = ''): Promise<ImportResult> => {
  const response = await to.request(`/import${query}`, { method: 'POST', body });
  expect(response.status).toBe(200);
  return (await response.json()) as ImportResult;
};

test('everything comes back byte for byte in an empty app', async () => {
  await fillApp(app);
  const file = await exportOf(app, '?calls=1');
  other.clock.set('2027-03-01T08:00:00Z');
  const { sections, conflicts } = await importInto(other, file);
  expect(await exportOf(other, '?calls=1')).toBe(file);
  expect(conflicts).toEqual([]);
  // Every section had something to carry, or this test proves less than it says.
  expect(sections.map(({ section }) => section)).toEqual([...TABLES.map(({ section }) => section), 'timer']);
  expect(sections.every((row) => row.added > 0 && row.same + row.updated + row.kept === 0)).toBe(true);
});

test('an undo works after the move, and a running timer waits with what was provable', async () => {
  await fillApp(app);
  await importInto(other, await exportOf(app));
  other.clock.advance(30 * 86_400_000);
  expect(await other.client.timer.status.query()).toMatchObject({
    note: 'left running',
    interrupted: true,
    seconds: 90,
  });
  const id = other.db
    .prepare<[], string>("SELECT id FROM practice_change WHERE kind = 'delete'")
    .pluck()
    .get()!;
  expect(await other.client.practice.undo.mutate({ changeId: id })).toMatchObject({
    action: 'delete',
    actor: 'hand',
  });
});

test('an export holds no key and no text of a model call', async () => {
  await fillApp(app);
  await app.services.deps.secrets.set('provider-ollama', 'sk-canary-123456');
  const file = await exportOf(app, '?calls=1');
  expect(file).toContain('"hasKey":true');
  expect(file).not.toMatch(/canary|secret/);
});

test('importing the same file again changes nothing', async () => {
  await fillApp(app);
  const file = await exportOf(app);
  const { sections } = await importInto(app, file);
  expect(sections.every((row) => row.added + row.updated + row.kept === 0)).toBe(true);
  expect(await exportOf(app)).toBe(file);
});

test('every table and column of the database is exported, or left out for a reason', () => {
  const tables = app.db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all();
  const missing = tables.flatMap((name) => {
    if (NOT_EXPORTED[name]) return [];
    const known = TABLES.find((one) => one.table === name);
    if (!known) return [name];
    const columns = app.db
      .prepare<[string], string>('SELECT name FROM pragma_table_info(?)')
      .pluck()
      .all(name);
    const exported = new Set(fieldsOf(known.section).map(columnOf));
    return columns
      .map((column) => `${name}.${column}`)
      .filter((column) => !exported.has(column.split('.')[1]!) && !NOT_EXPORTED[column]);
  });
  expect(missing).toEqual([]);
});

describe('whatever a note holds', () => {
  const nasty = fc.constantFrom('=1+1', '+', '-', '@', '\t', '\r', '\n', '\r\n', '\0', '"', ',', ';', '\\');
  const note = fc
    .array(fc.oneof(nasty, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), { maxLength: 8 })
    .map((parts) => parts.join('').toWellFormed());

  test('it survives export and import, and no CSV cell begins a formula', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(note, { minLength: 1, maxLength: 6 }), async (notes) => {
        const from = await createTestApp();
        const to = await createTestApp();
        for (const text of notes) {
          from.services.practice.log({ minutes: 1, note: text });
          from.clock.advance(1000);
        }
        const file = await exportOf(from);
        await importInto(to, file);
        expect(await exportOf(to)).toBe(file);
        expect(to.services.practice.list({ limit: 50 }).map((row) => row.note)).toEqual(notes.toReversed());
        const cells = parseCsv(await (await from.request('/export/cairn.csv')).text()).slice(1);
        expect(cells.map((row) => row[9]!.replace(/^'/, ''))).toEqual(
          notes.map((text) => text.replaceAll('\0', '\uFFFD').replace(/^'/, '')),
        );
        expect(cells.flat().filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
        await from.close();
        await to.close();
      }),
      { numRuns: 25 },
    );
  });
});

test('what is logged while an export is read does not get into half of it', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-export-'));
  const filed = await createTestApp({ db: openDatabase(path.join(folder, 'cairn.db')) });
  for (let n = 0; n < 500; n += 1) filed.services.practice.log({ minutes: 1, note: 'x'.repeat(200) });
  const response = await filed.request('/export/cairn.json');
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let text = decoder.decode((await reader.read()).value, { stream: true });
  await filed.client.practice.log.mutate({ minutes: 2, note: 'meanwhile' });
  for (let at = await reader.read(); !at.done; at = await reader.read())
    text += decoder.decode(at.value, { stream: true });
  const { sessions, changes } = JSON.parse(text) as Record<string, unknown[]>;
  expect([sessions!.length, changes!.length, text.includes('meanwhile')]).toEqual([500, 500, false]);
  await filed.close();
  rmSync(folder, { recursive: true });
});

/** A CSV reader by the letter of RFC 4180, so that the writer is not checked with its own idea of it. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length;) {
    let cell = '';
    if (text[at] === '"') {
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
        cell += text[at];
        if (text[at] === '"') at += 1;
      }
      at += 1;
    } else {
      const end = /,|\r\n/.exec(text.slice(at))!.index + at;
      cell = text.slice(at, end);
      at = end;
    }
    row.push(cell);
    if (text[at] === ',') at += 1;
    else {
      rows.push(row);
      row = [];
      at += 2;
    }
  }
  return rows;
}
