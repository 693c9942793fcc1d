import { expect, test } from 'vitest';
import { parseEntry } from '../../../electron/shared/words/parse-entry.ts';
import {
  changedFields,
  draftOf,
  fillFromWords,
  valuesOf,
  withFields,
  type DraftField,
} from '../../../renderer/features/practice/session-draft.ts';

const toLocalInput = (at: number): string => new Date(at).toISOString().slice(0, 16);
const read = (text: string) =>
  parseEntry(text, {
    now: Date.parse('2026-11-21T10:15:00Z'),
    zone: 'UTC',
    dayStartHour: 4,
    skills: [{ id: 'rag-architectures', title: 'RAG architectures' }],
    labs: [],
    targets: [],
    usualMinutes: 45,
  });
const fill = (text: string, byHand: DraftField[] = []) =>
  fillFromWords(draftOf(undefined, toLocalInput), read(text), { byHand: new Set(byHand), toLocalInput });

test('words fill the form, and what they do not say stays as it was', () => {
  expect(fill('1h30 reading rag chunking yesterday 21:10')).toEqual({
    minutes: '90',
    startedAt: '2026-11-20T21:10',
    subject: {
      skillId: 'rag-architectures',
      labId: null,
      targetId: null,
      activity: 'reading',
      note: 'chunking',
    },
  });
  expect(fill('chunking')).toMatchObject({
    minutes: '45',
    startedAt: '',
    subject: { activity: 'building', note: 'chunking' },
  });
});

test('a field changed by hand is not overwritten by the words', () => {
  const draft = fill('1h30 rag chunking', ['minutes', 'note']);
  expect(draft).toMatchObject({
    minutes: '45',
    subject: { skillId: 'rag-architectures', note: '' },
  });
});

test('words with a problem change nothing', () => {
  expect(fill('1h30 20m rag')).toEqual(draftOf(undefined, toLocalInput));
});

test('what a hand changed is told apart and can be taken over alone', () => {
  const before = fill('1h30 rag chunking');
  const after = { ...before, minutes: '60', subject: { ...before.subject, note: 'overlap' } };
  expect(changedFields(before, after)).toEqual(['minutes', 'note']);
  const base = draftOf(undefined, toLocalInput);
  expect(withFields(base, after, ['note'])).toEqual({
    ...base,
    subject: { ...base.subject, note: 'overlap' },
  });
});

test('a form sends what was changed of a session, and everything of a new one', () => {
  const before = fill('1h30 reading rag chunking');
  const draft = { ...before, minutes: '30', subject: { ...before.subject, skillId: null } };
  expect(valuesOf({ before, draft }, 30)).toEqual({ minutes: 30, skillId: null });
  expect(valuesOf({ before, draft: before }, 90)).toEqual({});
  expect(valuesOf({ draft }, 30)).toEqual({ ...draft.subject, minutes: 30 });
  const moved = { ...before, startedAt: '2026-11-20T21:10' };
  const startedAt = new Date('2026-11-20T21:10').getTime();
  expect(valuesOf({ before, draft: moved }, 90)).toEqual({ startedAt });
  expect(valuesOf({ before: moved, draft: { ...moved, startedAt: '' } }, 90)).toEqual({});
});
