import { afterAll, beforeAll, expect, test } from 'vitest';
import { reviewMarkdown } from '../../electron/shared/review-markdown.ts';
import { createTestApp, testClock, type TestApp } from '../support/app.ts';

let cairn: TestApp;
const at = (iso: string): number => Date.parse(iso);
const WEEK = 'week-2026-11-16';

beforeAll(async () => {
  // A Saturday.
  cairn = await createTestApp({ clock: testClock('2026-11-21T10:00:00Z', 'Europe/Paris') });
  const { client } = cairn;
  await client.plan.enroll.mutate({ pathId: 'backend-to-agentic', startedOn: '2026-11-02', hoursPerWeek: 7 });
  const log = (iso: string, minutes: number, about: object) =>
    client.practice.log.mutate({ minutes, startedAt: at(iso), ...about });
  await log('2026-11-10T18:00:00Z', 60, { skillId: 'mcp', note: 'the week before' });
  await log('2026-11-17T18:00:00Z', 90, {
    skillId: 'mcp',
    activity: 'building',
    note: 'Server with *two* tools',
  });
  await log('2026-11-18T18:00:00Z', 30, { activity: 'reading' });
  const note = await client.notes.open.mutate({ kind: 'teach-note' });
  await client.notes.save.mutate({
    id: note.id,
    basedOn: note.updatedAt,
    title: 'What a tool schema is for',
  });
  await client.notes.finish.mutate({ id: note.id, finished: true });
  await client.reading.add.mutate({ title: 'The MCP spec', status: 'read' });
});
afterAll(() => cairn.close());

test('a week says what was done against the plan and the week before', async () => {
  const view = await cairn.client.review.get.query({ kind: 'week' });
  expect({
    period: view.period,
    seconds: view.facts.seconds,
    due: view.due,
    before: view.before,
    days: view.days,
    sessions: view.sessions,
    activities: view.activities,
    isOver: view.isOver,
    nextPeriod: view.nextPeriod,
    highlights: view.highlights.map(({ note }) => note),
    notes: view.notes.map(({ title, finished }) => ({ title, finished })),
    reading: view.facts.reading.map(({ title }) => title),
  }).toEqual({
    period: WEEK,
    seconds: 7200,
    due: 25_200,
    before: 3600,
    days: 2,
    sessions: 2,
    activities: [
      { activity: 'building', seconds: 5400 },
      { activity: 'reading', seconds: 1800 },
    ],
    isOver: false,
    nextPeriod: null,
    highlights: ['Server with *two* tools'],
    notes: [{ title: 'What a tool schema is for', finished: true }],
    reading: ['The MCP spec'],
  });
  expect(view.next.length).toBeGreaterThan(0);
  expect(view.upcoming.length).toBeGreaterThan(0);
});

test('the markdown holds the facts, and what was typed does not turn into marks', async () => {
  const text = reviewMarkdown(await cairn.client.review.get.query({ period: WEEK }));
  expect(text).toContain('# Review, week of 16 Nov 2026');
  expect(text).toContain('- 2 h of 7 h planned, 1 h more than in the same days of the week before');
  expect(text).toContain(String.raw`Server with \*two\* tools`);
  expect(text).toContain('- Teach-note: What a tool schema is for');
  expect(text).toContain('- Read: The MCP spec');
  expect(text).not.toMatch(/undefined|null|NaN/);
});

test('own words are kept, and never overwrite what another window wrote', async () => {
  const { client } = cairn;
  const first = await client.review.save.mutate({ period: WEEK, body: 'Slow, but steady.', basedOn: null });
  expect(first.outcome).toBe('saved');
  const late = await client.review.save.mutate({ period: WEEK, body: 'From another window', basedOn: null });
  expect(late).toEqual({ outcome: 'changed-elsewhere', words: first.words });
  const view = await client.review.get.query({ period: WEEK });
  expect(view.words?.body).toBe('Slow, but steady.');
  expect(reviewMarkdown(view)).toContain('\nSlow, but steady.\n');
});

test('a month sums its weeks, and an old period has no next', async () => {
  const month = await cairn.client.review.get.query({ kind: 'month' });
  expect({ period: month.period, seconds: month.facts.seconds }).toEqual({
    period: '2026-11',
    seconds: 10_800,
  });
  const old = await cairn.client.review.get.query({ period: '2026-09' });
  expect({ sessions: old.sessions, next: old.next, isOver: old.isOver, after: old.nextPeriod }).toEqual({
    sessions: 0,
    next: [],
    isOver: true,
    after: '2026-10',
  });
});

test('a period that has not begun is refused with what to choose', async () => {
  await expect(cairn.client.review.get.query({ period: '2027-01' })).rejects.toThrow(
    'January 2027 has not begun.',
  );
});
