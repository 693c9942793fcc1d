import { expect, test } from 'vitest';
import { importPreview } from '../../electron/shared/imports.ts';
import { openDatabase } from '../../electron/server/db/connection.ts';
import { readHere } from '../../electron/server/features/imports/here.ts';
import { prepare } from '../../electron/server/features/imports/prepare.ts';

const FACTS = {
  now: Date.parse('2026-11-21T10:00:00Z'),
  zone: 'Europe/Paris',
  dayStartHour: 4,
  skills: [],
  remembered: {},
};

/** Of one project and one tag, so that both names count all lengths. */
const entryOf = (id: number, duration: string): string =>
  `{ "id": ${id}, "start": "2026-11-0${id}T09:00:00Z", "stop": "2026-11-0${id}T10:00:00Z", "duration": ${duration},
    "description": "work", "project_name": "Search", "tags": ["evals"] }`;

test('a row with a length beyond all numbers is left out with its reason, and the preview shows the others', () => {
  const text = `[${[entryOf(1, '3600'), entryOf(2, '9e15'), entryOf(3, '9e15')].join(', ')}]`;
  const bytes = new TextEncoder().encode(text);
  const here = readHere(openDatabase(':memory:'));
  const { preview, accepted, skipped } = prepare({ bytes, options: {}, facts: FACTS, here }, () => {});
  expect(importPreview.safeParse(preview).error).toBeUndefined();
  expect(accepted).toHaveLength(1);
  expect(skipped.map(({ reason }) => reason)).toEqual(['too-long', 'too-long']);
});
