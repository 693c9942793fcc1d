import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../electron/shared/errors.ts';
import { importPreview } from '../../../electron/shared/imports.ts';
import { openDatabase } from '../../../electron/server/db/connection.ts';
import { readHere } from '../../../electron/server/features/imports/here.ts';
import { prepare, type Prepared } from '../../../electron/server/features/imports/prepare.ts';
import { root } from '../../support/app.ts';

const folder = path.join(root, 'test/fixtures/imports');
const fixtures = readdirSync(folder).filter((name) => !name.endsWith('.md'));
const here = readHere(openDatabase(':memory:'));
const NOW = Date.parse('2026-11-21T10:00:00Z');
const facts = {
  now: NOW,
  zone: 'Europe/Paris',
  dayStartHour: 4,
  skills: [{ id: 'mcp', title: 'MCP' }],
  remembered: {},
};

/** Reads what may be broken: gives sessions that can be, or refuses with words and a way out. */
function readAnything(bytes: Uint8Array): Prepared | null {
  try {
    return prepare({ bytes, options: {}, facts, here }, () => {});
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).hint).toMatch(/^Nothing was imported\./);
    return null;
  }
}

function assertPlausible({ accepted, preview, skipped }: Prepared): void {
  for (const row of accepted) {
    expect(row.seconds).toBeGreaterThan(0);
    expect(row.seconds).toBeLessThanOrEqual(86_400);
    expect(row.seconds * 1000).toBeLessThanOrEqual(row.endedAt - row.startedAt + 60_000);
    expect(row.startedAt).toBeGreaterThanOrEqual(Date.UTC(1999, 11, 31));
    expect(row.endedAt).toBeLessThanOrEqual(NOW + 300_000 + 60_000);
    expect(row.localDate).toMatch(/^20\d\d-\d\d-\d\d$/);
  }
  expect(importPreview.safeParse(preview).error).toBeUndefined();
  expect(accepted.length + skipped.length).toBeGreaterThanOrEqual(preview.taken.rows);
}

describe.each(fixtures)('%s', (name) => {
  const bytes = new Uint8Array(readFileSync(path.join(folder, name)));

  test('cut off anywhere it is refused or read as far as it goes, never misread', () => {
    const whole = readAnything(bytes)!;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length }), (length) => {
        const cut = readAnything(bytes.slice(0, length));
        if (!cut) return;
        assertPlausible(cut);
        expect(cut.accepted.length).toBeLessThanOrEqual(whole.accepted.length + 1);
      }),
      { numRuns: 150 },
    );
  });

  test('with any bytes changed, put in or taken out it gives sessions that can be, or a reason', () => {
    const edit = fc.record({
      at: fc.nat(bytes.length),
      drop: fc.nat(4),
      put: fc.oneof(
        fc.uint8Array({ maxLength: 4 }),
        fc
          .constantFrom('"', '\0', ',', ';', '\n', '-', '9999999999', '{', '}', '\u202E', '1e308', '=1+1')
          .map((text) => new TextEncoder().encode(text)),
      ),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        let changed = bytes;
        for (const { at, drop, put } of edits)
          changed = new Uint8Array([...changed.slice(0, at), ...put, ...changed.slice(at + drop)]);
        const read = readAnything(changed);
        if (read) assertPlausible(read);
      }),
      { numRuns: 200 },
    );
  });
});
