import { describe, expect, test } from 'vitest';
import { parseEntry } from '../../../../electron/shared/words/parse-entry.ts';
import type { EntryContext } from '../../../../electron/shared/words/types.ts';
import { NAMES } from './names.ts';

/** Saturday 21 November 2026, 10:15. */
const context: EntryContext = {
  now: Date.parse('2026-11-21T10:15:00Z'),
  zone: 'UTC',
  dayStartHour: 4,
  ...NAMES,
};
const at = (wall: string): number => Date.parse(`${wall.replace(' ', 'T')}:00Z`);
const read = (text: string, more: Partial<EntryContext> = {}) => parseEntry(text, { ...context, ...more });
const problemsOf = (text: string, more?: Partial<EntryContext>) =>
  read(text, more).problems.map(
    ({ message, hint, blocks }) => `${blocks ? '' : 'notice: '}${message} ${hint}`,
  );

test.each([
  [
    '45m rag chunking yesterday 21:10',
    { minutes: 45, startedAt: at('2026-11-20 21:10'), skillId: 'rag-architectures', note: 'chunking' },
  ],
  ['9:00-10:00 mcp', { minutes: 60, startedAt: at('2026-11-21 09:00'), skillId: 'mcp' }],
  [
    '1h30 #evals read the paper',
    { minutes: 90, skillId: 'prompt-engineering-evals', activity: 'reading', note: 'read the paper' },
  ],
])('%s is understood as a whole', (text, entry) => {
  expect(read(text)).toMatchObject({ problems: [] });
  expect(read(text).entry).toEqual(entry);
});

describe('lengths', () => {
  test.each([
    ['45m', 45],
    ['45 min', 45],
    ['45 minutes', 45],
    ['for 45m', 45],
    ['90min', 90],
    ['0.5m', 0.5],
    ['1h', 60],
    ['1h30', 90],
    ['1h30m', 90],
    ['1h 30m', 90],
    ['1 hour and 30 minutes', 90],
    ['1.5h', 90],
    ['1,5 h', 90],
    ['.5h', 30],
    ['2 hours', 120],
    ['two hours', 120],
    ['an hour', 60],
    ['half an hour', 30],
    ['an hour and a half', 90],
    ['one and a half hours', 90],
    ['2 hours and a half', 150],
    ['a quarter of an hour', 15],
    ['three quarters of an hour', 45],
    ['1:30', 90],
    ['0:45', 45],
    ['45', 45],
    ['24h', 1440],
    ['45M', null],
    ['10M tokens', null],
  ])('%s', (text, minutes) => {
    expect(read(text).entry?.minutes ?? null).toBe(minutes);
  });

  test('a number that does not stand first is part of the note', () => {
    expect(read('45m 3 papers').entry).toEqual({ minutes: 45, note: '3 papers' });
    expect(read('3 papers 45m').entry).toEqual({ minutes: 45, note: '3 papers' });
    expect(read('1h 30 cards').entry).toEqual({ minutes: 60, note: '30 cards' });
  });

  test('without a length the usual one counts, and it is marked as assumed', () => {
    const { entry, understood } = read('rag chunking', { usualMinutes: 25 });
    expect(entry).toMatchObject({ minutes: 25, skillId: 'rag-architectures' });
    expect(understood[0]).toEqual({ part: 'length', text: '', spans: [], meaning: '25 min' });
  });
});

describe('times and days', () => {
  test.each([
    ['45m at 9:00', '2026-11-21 09:00'],
    ['45m 9:00', '2026-11-21 09:00'],
    ['9:00 45m', '2026-11-21 09:00'],
    ['45m since 9:20am', '2026-11-21 09:20'],
    ['45m at 9', '2026-11-21 09:00'],
    ['45m at 21:10', '2026-11-20 21:10'],
    ['45m yesterday noon', '2026-11-20 12:00'],
    ['45m yesterday at 9pm', '2026-11-20 21:00'],
    ['45m the day before yesterday 21:10', '2026-11-19 21:10'],
    ['45m 3 days ago 21:10', '2026-11-18 21:10'],
    ['45m a week ago 21:10', '2026-11-14 21:10'],
    ['45m 2h ago', '2026-11-21 08:15'],
    ['45m friday 21:10', '2026-11-20 21:10'],
    ['45m on Mon 21:10', '2026-11-16 21:10'],
    ['45m saturday 9:00', '2026-11-21 09:00'],
    ['45m saturday 21:10', '2026-11-14 21:10'],
    ['45m last saturday 9:00', '2026-11-14 09:00'],
    ['45m 12 Nov 21:10', '2026-11-12 21:10'],
    ['45m Nov 12th, 21:10', '2026-11-12 21:10'],
    ['45m 24 December 21:10', '2025-12-24 21:10'],
    ['45m 29 Feb 21:10', '2024-02-29 21:10'],
    ['45m 12 November 2024 21:10', '2024-11-12 21:10'],
    ['45m 2026-11-12 21:10', '2026-11-12 21:10'],
    ['45m 2026-11-12T21:10+01:00', '2026-11-12 20:10'],
    ['yesterday 01:30 45m', '2026-11-21 01:30'],
    ['45m 20 Nov 01:30', '2026-11-20 01:30'],
    ['45m yesterday', '2026-11-20 09:30'],
    ['8h yesterday', '2026-11-20 04:00'],
    ['45m 12 Nov', '2026-11-12 09:30'],
  ])('%s began at %s', (text, wall) => {
    const { entry, problems } = read(text);
    expect([entry, problems]).toEqual([{ minutes: expect.any(Number), startedAt: at(wall) }, []]);
  });

  test.each([
    ['9:00-10:00', '2026-11-21 09:00', 60],
    ['9-10 mcp', '2026-11-21 09:00', 60],
    ['from 8 to 9:30', '2026-11-21 08:00', 90],
    ['8am-9:30am', '2026-11-21 08:00', 90],
    ['11-1pm', '2026-11-20 11:00', 120],
    ['9-10:30pm', '2026-11-20 21:00', 90],
    ['21:10-22', '2026-11-20 21:10', 50],
    ['21:10 – 22:00', '2026-11-20 21:10', 50],
    ['23:30-0:15', '2026-11-20 23:30', 45],
    ['23:00-24:00', '2026-11-20 23:00', 60],
    ['friday 22:30-01:30', '2026-11-20 22:30', 180],
    ['00:30-01:30 12 Nov', '2026-11-12 00:30', 60],
  ])('%s runs from %s for %d minutes', (text, wall, minutes) => {
    expect(read(text)).toMatchObject({ entry: { startedAt: at(wall), minutes }, problems: [] });
  });

  test('today, or nothing, means that it ended just now', () => {
    expect(read('45m').entry).toEqual({ minutes: 45 });
    expect(read('45m today').entry).toEqual({ minutes: 45 });
    expect(read('45m on sat').entry).toEqual({ minutes: 45 });
  });

  test('pages and scores are no times, and words that are days as well are no days', () => {
    expect(read('45m pages 9-10').entry).toEqual({ minutes: 45, note: 'pages 9-10' });
    expect(read('45m sat in a talk').entry).toEqual({ minutes: 45, note: 'sat in a talk' });
    expect(read('45m may be useful').entry).toEqual({ minutes: 45, note: 'may be useful' });
    expect(read("45m read yesterday's notes").entry).toMatchObject({ note: "read yesterday's notes" });
  });

  test('before the day start, yesterday is the day before the one that still runs, and that is said', () => {
    const now = Date.parse('2026-11-21T01:30:00Z');
    expect(read('45m yesterday 21:10', { now }).entry?.startedAt).toBe(at('2026-11-19 21:10'));
    expect(read('45m today 21:10', { now }).entry?.startedAt).toBe(at('2026-11-20 21:10'));
    expect(problemsOf('45m yesterday 21:10', { now })).toEqual([
      'notice: It is before 04:00, so yesterday is Thu 19 Nov. For Fri 20 Nov write today.',
    ]);
  });

  test('a time that the clocks skip moves on, of one that comes twice the first counts, and both are said', () => {
    const paris = { zone: 'Europe/Paris' };
    expect(read('45m 2026-03-29 02:30', paris).entry?.startedAt).toBe(Date.parse('2026-03-29T01:30:00Z'));
    expect(problemsOf('45m 2026-03-29 02:30', paris)[0]).toContain('did not exist');
    expect(read('45m 2026-10-25 02:30', paris).entry?.startedAt).toBe(Date.parse('2026-10-25T00:30:00Z'));
    expect(problemsOf('45m 2026-10-25 02:30', paris)[0]).toContain('came twice');
    // The night of the change back is an hour longer than its clock says.
    expect(read('2026-10-25 01:00-05:00', paris).entry?.minutes).toBe(300);
    expect(problemsOf('2026-03-29 02:30-03:10', paris)[0]).toContain('did not exist');
  });
});

describe('what it was about', () => {
  test.each([
    ['rag', { skillId: 'rag-architectures' }],
    ['RAG: chunking', { skillId: 'rag-architectures', note: 'chunking' }],
    ['rag architectures chunking', { skillId: 'rag-architectures', note: 'chunking' }],
    ['evals', { skillId: 'prompt-engineering-evals' }],
    ['eval judges', { skillId: 'prompt-engineering-evals', note: 'judges' }],
    ['prompt injection', { skillId: 'ai-safety' }],
    ['mcp servers', { skillId: 'mcp', note: 'servers' }],
    ['vector databases: pgvector index', { skillId: 'vector-databases', note: 'pgvector index' }],
    ['databases', { skillId: 'databases' }],
    ['observability', { skillId: 'observability' }],
    ['observability for LLMs', { skillId: 'llm-observability' }],
    ['tool calling loop', { skillId: 'tool-calling', note: 'loop' }],
    ['server setup', { note: 'server setup' }],
    ['notes on rag', { note: 'notes on rag' }],
    ['on rag', { skillId: 'rag-architectures' }],
    ['reading about mcp', { activity: 'reading', skillId: 'mcp' }],
    ['rag reading', { activity: 'reading', skillId: 'rag-architectures' }],
    ['planning the week', { activity: 'planning', note: 'the week' }],
    ['built a server', { activity: 'building', note: 'built a server' }],
    ['lab mcp-server', { activity: 'lab', labId: 'mcp-server' }],
    ['lab rag', { activity: 'lab', labId: 'rag' }],
    ['#rag', { skillId: 'rag-architectures' }],
    ['#lab:rag', { labId: 'rag' }],
    ['#mcp-server', { labId: 'mcp-server' }],
    ['#target:build-mcp-server', { targetId: 'build-mcp-server' }],
    ['#speak-internally', { targetId: 'speak-internally' }],
    ['a talk #teaching #mcp', { activity: 'teaching', skillId: 'mcp', note: 'a talk' }],
    ['PR #123', { note: 'PR #123' }],
    ['"rag at 9:00 for 20m"', { note: 'rag at 9:00 for 20m' }],
    ['rag "at 9:00  for 20m"', { skillId: 'rag-architectures', note: 'at 9:00  for 20m' }],
    ['قرأت ورقة 📄', { note: 'قرأت ورقة 📄' }],
    ['=1+1', { note: '=1+1' }],
  ])('45m %s', (text, about) => {
    expect(read(`45m ${text}`)).toMatchObject({ problems: [] });
    expect(read(`45m ${text}`).entry).toEqual({ minutes: 45, ...about });
  });

  test('what is fixed already wins over the words', () => {
    const fixed = { skillId: 'mcp', startedAt: at('2026-01-05 18:00'), minutes: 30 };
    expect(read('45m rag yesterday 21:10', { fixed }).entry).toEqual({ ...fixed, note: 'rag' });
    expect(read('9:00-10:00 rag', { fixed }).entry).toEqual({ ...fixed, note: 'rag' });
  });

  test('tells for each part which words it was read from', () => {
    const text = '45m rag chunking yesterday 21:10';
    expect(read(text).understood).toEqual([
      { part: 'length', text: '45m', spans: [{ start: 0, end: 3 }], meaning: '45 min' },
      {
        part: 'when',
        text: 'yesterday 21:10',
        spans: [
          { start: 17, end: 26 },
          { start: 27, end: 32 },
        ],
        meaning: 'Fri 20 Nov, 21:10 to 21:55',
      },
      { part: 'skill', text: 'rag', spans: [{ start: 4, end: 7 }], meaning: 'RAG architectures' },
      { part: 'activity', text: '', spans: [], meaning: 'Building' },
      { part: 'note', text: 'chunking', spans: [{ start: 8, end: 16 }], meaning: 'chunking' },
    ]);
  });
});

describe('what cannot be logged says why and what to do', () => {
  test.each([
    ['', 'Say how long it was. For example: 45m rag chunking, or 9:00-10:30 mcp.'],
    ['soon', 'Say how long it was.'],
    ['21:10 rag', 'Say how long it was.'],
    ['45n rag', '"45n" is not a length of time. Write it like 45m'],
    ['-5m', '-5m is no time at all'],
    ['0m', '0m is no time at all'],
    ['25h', '25h is too long: a session is at most 24 hours; log two.'],
    ['45m 20m', '45m and 20m are two lengths. Keep one, or put the note in quotes.'],
    ['9:00-10:00 45m', '9:00-10:00 and 45m are two lengths.'],
    ['8:00-9:00 9:00-10:00', '8:00-9:00 and 9:00-10:00 are two lengths.'],
    ['45m at 9:00 at 10:00', 'at 9:00 and at 10:00 are two times.'],
    ['45m yesterday friday', 'yesterday and friday are two days.'],
    ['9:00-9:00', '9:00-9:00 begins and ends at the same time.'],
    ['45m tomorrow', 'That begins in the future.'],
    ['45m 2099-01-01', 'That begins in the future.'],
    ['9:00-10:30', 'That ends in the future. At most 75 min have passed since then.'],
    ['45m at 10:00', 'That ends in the future. At most 15 min have passed since then.'],
    ['45m 1900-01-01', 'That is before the year 2000.'],
    ['45m 31 Feb', '31 Feb is not a date.'],
    ['45m 2026-13-40', '2026-13-40 is not a date.'],
    ['45m 12/11/2026', '12/11/2026 can be two dates.'],
    ['45m 25:10', '25:10 is not a time of day.'],
    ['45m 9:75', '9:75 is not a time of day.'],
    ['45m #rag #mcp', '#rag and #mcp are two skills.'],
    ['45m #reading #lab', '#reading and #lab are two kinds of work.'],
    ['45m #obs', '#obs can mean 2 things. Write #llm-observability or #observability.'],
    [
      '45m #obervability',
      'Nothing is called #obervability. The nearest: #llm-observability, #observability.',
    ],
    ['45m #zzzzzz', 'Nothing is called #zzzzzz. Name a skill'],
    ['x'.repeat(1_000_000), 'That is too long. Keep a note under 20,000 characters.'],
  ])('%.40s', (text, words) => {
    expect(read(text).entry).toBeUndefined();
    expect(problemsOf(text)).toEqual([expect.stringContaining(words)]);
  });

  test('a first word that several skills share is said, and kept in the note', () => {
    expect(read('45m prompt tuning').entry).toEqual({ minutes: 45, note: 'prompt tuning' });
    expect(problemsOf('45m prompt tuning')).toEqual([
      'notice: "prompt" fits several skills, so it stays in the note. Write #prompt-engineering-evals or #ai-safety to choose.',
    ]);
  });
});
