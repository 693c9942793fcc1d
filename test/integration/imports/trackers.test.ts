import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ImportOptions, ImportPreview, ImportRecord } from '../../../electron/shared/imports.ts';
import { createTestApp, root, type TestApp } from '../../support/app.ts';

let app: TestApp;
beforeEach(async () => void (app = await createTestApp()));
afterEach(() => app.close());

const fixture = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(path.join(root, 'test/fixtures/imports', name)));

/** Hands a file in as the window does. */
async function handIn(content: string | Uint8Array<ArrayBuffer>, name = 'times'): Promise<string> {
  const response = await app.request(`/imports?name=${name}`, { method: 'POST', body: content });
  return ((await response.json()) as { file: string }).file;
}

async function look(
  content: string | Uint8Array<ArrayBuffer>,
  options: ImportOptions = {},
): Promise<ImportPreview> {
  return app.client.imports.look.mutate({ file: await handIn(content), options });
}

/** Imports as the window does, and waits for the outcome on the event stream. */
async function take(
  content: string | Uint8Array<ArrayBuffer>,
  options: ImportOptions = {},
): Promise<ImportRecord | null> {
  const file = await handIn(content);
  const { promise, resolve, reject } = Promise.withResolvers<ImportRecord | null>();
  const stop = app.services.events.subscribe((event) => {
    if (event.type !== 'import' || event.file !== file) return;
    if (event.outcome.status === 'done') resolve(event.outcome.record);
    else if (event.outcome.status !== 'running') reject(new Error(JSON.stringify(event.outcome)));
  });
  await app.client.imports.start.mutate({ file, options });
  return promise.finally(stop);
}

const shown = ({ first }: ImportPreview): unknown[] =>
  first.map((row) => [
    new Date(row.startedAt).toISOString().slice(0, 16),
    row.seconds / 60,
    row.skillId,
    row.activity,
    row.note,
  ]);
const reasons = ({ skipped }: ImportPreview): unknown[] => skipped.map(({ line, reason }) => [line, reason]);
const sessions = (): Promise<{ note: string; seconds: number }[]> =>
  app.client.practice.list.query({ limit: 100 });

const EVALS = 'prompt-engineering-evals';

describe('each tracker’s own file is recognised by its content and understood:', () => {
  test('Toggl Track, detailed report', async () => {
    const preview = await look(fixture('toggl-detailed.csv'));
    expect([preview.format, preview.encoding]).toEqual(['toggl-csv', 'UTF-8, separated by commas']);
    expect(shown(preview)).toEqual([
      ['2026-10-05T06:30', 45, 'mcp', 'reading', 'Read the transport chapter'],
      ['2026-10-05T18:00', 90, 'rag-architectures', 'building', 'Chunking, second try #deep-work #evening'],
      ['2026-10-06T21:30', 60, null, 'building', 'Client work: He said "ship it"\nand we did'],
      ['2026-10-08T05:00', 20.5, null, 'building', '=1+1'],
    ]);
  });

  test('Toggl Track, entries of the API', async () => {
    const preview = await look(fixture('toggl-entries.json'));
    expect(preview.format).toBe('toggl-json');
    expect(shown(preview)).toEqual([
      ['2026-10-05T06:30', 45, 'mcp', 'reading', 'Read the transport chapter'],
    ]);
    expect(reasons(preview)).toEqual([[2, 'running']]);
  });

  test('Toggl Track, groups of the reports API', async () => {
    const preview = await look(fixture('toggl-reports.json'));
    expect(shown(preview)).toEqual([
      ['2026-10-07T16:00', 30, null, 'building', 'Project 12: Chunking'],
      ['2026-10-07T17:00', 10, null, 'building', 'Project 12: Chunking'],
    ]);
  });

  test('Clockify, month first and twelve hours', async () => {
    const preview = await look(fixture('clockify-detailed.csv'));
    expect([preview.format, preview.dateOrder.value, preview.dateOrder.certain]).toEqual([
      'clockify',
      'mdy',
      true,
    ]);
    expect(shown(preview)).toEqual([
      ['2026-10-30T07:00', 90, EVALS, 'building', 'Rubric for the grader #focus'],
      ['2026-10-31T22:45', 30, EVALS, 'building', 'Label the hard cases'],
      ['2026-11-02T11:05', 45, 'databases', 'building', 'Index, then measure'],
    ]);
  });

  test('Clockify, day first, with a break and the total', async () => {
    const preview = await look(fixture('clockify-european.csv'));
    expect([preview.dateOrder, preview.encoding]).toEqual([
      { value: 'dmy', certain: false, example: { text: '03.11.2026', date: '2026-11-03' } },
      'UTF-8, separated by semicolons',
    ]);
    expect(shown(preview)).toEqual([
      ['2026-11-03T17:00', 13, EVALS, 'building', 'Prüfung der Ausgaben'],
      ['2026-11-04T17:00', 60, EVALS, 'building', 'Zweiter Lauf'],
    ]);
    expect(reasons(preview)).toEqual([
      [3, 'break'],
      [5, 'total'],
    ]);
  });

  test('WakaTime heartbeats become sittings, with its timeout of 15 minutes', async () => {
    const preview = await look(fixture('wakatime-heartbeats.json'));
    expect(shown(preview)).toEqual([
      ['2026-10-26T08:00', 1400 / 60, null, 'building', 'agent'],
      ['2026-10-26T10:20', 5, null, 'teaching', 'docs'],
    ]);
    expect(reasons(preview)).toEqual([[6, 'no-start']]);
  });

  test('WakaTime totals tell the day only, and say so', async () => {
    const preview = await look(fixture('wakatime-totals.json'));
    expect(preview.taken).toMatchObject({
      rows: 2,
      seconds: 5400,
      timeUnknown: 2,
      from: '2026-10-24',
      to: '2026-10-24',
    });
    expect(reasons(preview)).toEqual([[3, 'bad-date']]);
  });

  test('ActivityWatch counts a window only while somebody was there, and only what was chosen', async () => {
    expect((await look(fixture('activitywatch.json'))).taken.rows).toBe(0);
    const code = { skillId: null, activity: null, leaveOut: false };
    const preview = await look(fixture('activitywatch.json'), { names: { 'project:Code': code } });
    // 09:00-09:30 and, after the time away, 10:00-10:08 with 10:10-10:20 as one sitting without the look elsewhere.
    expect(shown(preview)).toEqual([
      ['2026-10-20T09:00', 30, null, 'building', 'Code'],
      ['2026-10-20T10:00', 18, null, 'building', 'Code'],
    ]);
  });

  test('Super Productivity counts subtasks, not their parents too', async () => {
    const preview = await look(fixture('super-productivity.json'));
    expect(preview.first.map((row) => [row.localDate, row.seconds, row.timeKnown, row.note])).toEqual([
      ['2026-10-12', 3600, false, 'Label fifty cases'],
      ['2026-10-12', 1800, false, 'Read the paper'],
      ['2026-10-14', 900, false, 'Read the paper'],
    ]);
  });

  test('Cairn’s own CSV', async () => {
    await app.client.practice.log.mutate({ minutes: 45, note: '=1+1', skillId: 'mcp' });
    const csv = await (await app.request('/export/cairn.csv')).text();
    const other = await createTestApp();
    const { file } = await other.services.imports.receive('cairn.csv', new TextEncoder().encode(csv));
    expect((await other.client.imports.look.mutate({ file })).first).toMatchObject([
      { seconds: 2700, skillId: 'mcp', note: '=1+1', localDate: '2026-11-21' },
    ]);
    await other.close();
  });
});

describe('any other table:', () => {
  test('columns are found by their headings, in several tongues', async () => {
    const preview = await look('Datum;Dauer;Beschreibung;Projekt\n1.10.2026;1,5;Bücher gelesen;MCP\n');
    expect(preview.roles).toEqual({
      date: 'Datum',
      duration: 'Dauer',
      note: 'Beschreibung',
      project: 'Projekt',
    });
    expect(preview.first).toMatchObject([
      { localDate: '2026-10-01', seconds: 5400, skillId: 'mcp', timeKnown: false },
    ]);
  });

  test('columns can be named by hand, and the choice is remembered for the next file of the kind', async () => {
    const csv = (day: string): string => `when,how much,what\n${day} 10:00,30,x\n`;
    const columns = { start: 'when', duration: 'how much', note: 'what' };
    expect((await look(csv('2026-10-01'))).taken.rows).toBe(0);
    const given = { columns, durationUnit: 'minutes' } as const;
    expect(await take(csv('2026-10-01'), given)).toMatchObject({ sessions: 1, seconds: 1800 });
    expect((await look(csv('2026-10-02'))).first).toMatchObject([{ seconds: 1800, note: 'x' }]);
  });

  test('JSON, a list in JSON, and JSON by lines', async () => {
    const one =
      '{"start":"2026-10-01T10:00:00Z","end":"2026-10-01T10:30:00Z","project":{"name":"MCP"},"tags":["reading"]}';
    for (const text of [
      `[${one}]`,
      `{"total":1,"entries":[${one}]}`,
      `${one}\n${one.replaceAll('10:', '11:')}\n{broken`,
    ]) {
      const { first } = await look(text);
      expect(first[0]).toMatchObject({ seconds: 1800, skillId: 'mcp', activity: 'reading' });
    }
  });

  test.each([
    ['UTF-16 LE', 'utf16le' as const, [0xff, 0xfe]],
    ['UTF-16 LE without a mark', 'utf16le' as const, []],
    ['Windows-1252', 'latin1' as const, []],
    ['UTF-8 with a mark', 'utf8' as const, [0xef, 0xbb, 0xbf]],
  ])('%s is read', async (_, encoding, mark) => {
    const text = 'date\tminutes\tnote\r\n2026-10-01\t30\tPrüfung\r\n';
    const bytes = new Uint8Array([...mark, ...Buffer.from(text, encoding)]);
    expect((await look(bytes)).first).toMatchObject([{ note: 'Prüfung', seconds: 1800 }]);
  });

  test('UTF-16 BE is read', async () => {
    const bytes = new Uint8Array(Buffer.from('date,minutes,note\r\n2026-10-01,30,é\r\n', 'utf16le').swap16());
    expect((await look(bytes)).first).toMatchObject([{ note: 'é' }]);
  });

  test('days are read in the order that the whole file allows', async () => {
    const order = async (...days: string[]): Promise<unknown> => {
      const { dateOrder } = await look(`date,minutes\n${days.map((day) => `${day},30\n`).join('')}`);
      return [dateOrder.value, dateOrder.certain];
    };
    expect(await order('01/02/2026', '13/02/2026')).toEqual(['dmy', true]);
    expect(await order('01/02/2026', '02/13/2026')).toEqual(['mdy', true]);
    // Both readings exist; days that follow each other are likelier than jumps from month to month.
    expect(await order('01/02/2026', '02/02/2026', '03/02/2026')).toEqual(['dmy', false]);
    expect(await order('02/01/2026', '02/02/2026', '02/03/2026')).toEqual(['mdy', false]);
    const wanted = await look('date,minutes\n01/02/2026,30\n', { dateOrder: 'dmy' });
    expect(wanted.first[0]?.localDate).toBe('2026-02-01');
  });

  test('times follow the zone that was chosen, over a change of the clocks too', async () => {
    const csv = 'date,start,end\n2026-10-24,09:00,10:00\n2026-10-25,01:30,03:30\n2026-10-26,09:00,10:00\n';
    expect(
      shown(await look(csv, { zone: 'Europe/Paris' })).map((row) => (row as unknown[]).slice(0, 2)),
    ).toEqual([
      ['2026-10-24T07:00', 60],
      ['2026-10-24T23:30', 180],
      ['2026-10-26T08:00', 60],
    ]);
    expect(shown(await look(csv, { zone: 'Asia/Tokyo' }))[0]).toContain('2026-10-24T00:00');
  });
});

test('every row that cannot be is skipped with its line and its reason, and the list can be downloaded', async () => {
  const file = await handIn(fixture('odd.csv'));
  const preview = await app.client.imports.look.mutate({ file });
  expect(reasons(preview)).toEqual([
    [3, 'not-positive'],
    [4, 'ends-first'],
    [5, 'too-long'],
    [6, 'too-old'],
    [7, 'future'],
    [8, 'bad-date'],
    [9, 'bad-time'],
    [10, 'no-length'],
    [11, 'bad-length'],
    [12, 'no-such-zone'],
    [18, 'cut-off'],
    [19, 'twice-in-file'],
  ]);
  expect(preview.taken).toMatchObject({ rows: 6, timeUnknown: 1 });
  expect(preview.first.map((row) => row.note).slice(4)).toEqual([
    'emoji 🧗, עברית, and a "quote"',
    '=HYPERLINK("http://example.com")',
  ]);
  const list = await (await app.request(`/imports/${file}/skipped.csv`)).text();
  expect(list.split('\r\n')).toHaveLength(14);
  expect(list).toContain('5,Longer than 24 hours,');
});

test('a megabyte of note and a NUL are each explained or kept, never cut', async () => {
  const preview = await look(`date,minutes,note\n2026-10-01,30,${'x'.repeat(1e6)}\n2026-10-01,30,a\0b\n`);
  expect([reasons(preview), preview.first.map((row) => row.note)]).toEqual([
    [[2, 'note-too-long']],
    ['a\uFFFDb'],
  ]);
});

describe('duplicates:', () => {
  test('the same file again brings nothing, and says that it was imported before', async () => {
    await take(fixture('toggl-detailed.csv'));
    const again = await look(fixture('toggl-detailed.csv'));
    expect([again.taken.rows, again.found.importedBefore, again.reasons]).toEqual([
      0,
      4,
      [{ reason: 'imported-before', rows: 4 }],
    ]);
    expect(await take(fixture('toggl-detailed.csv'))).toBeNull();
    expect((await look(fixture('toggl-detailed.csv'), { duplicates: 'add' })).taken.rows).toBe(4);
  });

  test('a longer export brings only what is new', async () => {
    const csv = (...days: number[]): string =>
      `date,start,end\n${days.map((day) => `2026-10-${day},09:00,10:00\n`).join('')}`;
    await take(csv(10, 11));
    expect(await take(csv(10, 11, 12))).toMatchObject({ sessions: 1, skipped: 2 });
  });

  test('what overlaps a session that was logged otherwise is skipped, or added by choice', async () => {
    const startedAt = Date.parse('2026-10-05T06:40:00Z');
    await app.client.practice.log.mutate({ minutes: 20, startedAt });
    const preview = await look(fixture('toggl-detailed.csv'));
    expect([preview.found.overlaps, preview.found.overlapSeconds, reasons(preview)]).toEqual([
      1,
      1200,
      [[2, 'overlaps']],
    ]);
    expect((await look(fixture('toggl-detailed.csv'), { overlaps: 'add' })).taken.rows).toBe(4);
  });
});

describe('undo:', () => {
  test('an import is taken back as a whole, and its file can be imported again', async () => {
    const before = await app.client.practice.totals.query();
    const record = await take(fixture('clockify-detailed.csv'));
    expect((await sessions()).length).toBe(3);
    expect(await app.client.imports.undo.mutate({ id: record!.id })).toEqual({
      id: record!.id,
      removed: 3,
      kept: 0,
    });
    expect([await sessions(), await app.client.practice.totals.query()]).toEqual([[], before]);
    await expect(app.client.imports.undo.mutate({ id: record!.id })).rejects.toThrow('undone already');
    expect((await look(fixture('clockify-detailed.csv'))).taken.rows).toBe(3);
  });

  test('a session that was edited since stays, and is not imported twice', async () => {
    const record = await take(fixture('clockify-detailed.csv'));
    const [newest] = await app.client.practice.list.query({ limit: 1 });
    await app.client.practice.update.mutate({ id: newest!.id, note: 'mine now' });
    expect(await app.client.imports.undo.mutate({ id: record!.id })).toMatchObject({ removed: 2, kept: 1 });
    expect((await sessions()).map(({ note }) => note)).toEqual(['mine now']);
    expect((await look(fixture('clockify-detailed.csv'))).found.importedBefore).toBe(1);
    expect(await app.client.imports.list.query()).toMatchObject([{ kept: 1, sessions: 3 }]);
  });
});

describe('a file that is not what it claims is explained, and nothing is imported:', () => {
  test.each<[string, string | Uint8Array<ArrayBuffer>, RegExp, ImportOptions?]>([
    ['nothing', '', /is empty/],
    ['a spreadsheet', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), /a spreadsheet/],
    ['bytes', new Uint8Array(Array.from({ length: 500 }, (_, i) => (i * 7) % 31)), /not text/],
    ['a page', '<!DOCTYPE html><p>Sign in', /a web page/],
    ['a calendar', 'BEGIN:VCALENDAR\r\n', /a calendar/],
    ['prose', 'I practised for an hour today\nand again tomorrow\n', /not a table/],
    ['JSON that is cut off', '[{"start":"2026-10-01T10:00:00Z","end":', /ends too early/],
    ['JSON of something else', '{"name":"x"}', /no tracker/],
    ['an export of Cairn', '{"format":"cairn-export","formatVersion":2}', /export of Cairn itself/],
    ['another tracker than wanted', 'a,b\n1,2\n', /not from Clockify/, { format: 'clockify' }],
  ])('%s', async (...[, content, message, options]) => {
    await expect(look(content, options)).rejects.toThrow(message);
    expect(await sessions()).toEqual([]);
  });

  test('a letter with commas is a table without times', async () => {
    const preview = await look('Dear Cairn,\nI practised, and wrote.\n');
    expect([preview.format, preview.taken.rows]).toEqual(['table', 0]);
  });

  test('without a session nothing is handed in or shown', async () => {
    const closed = { headers: { 'x-cairn-session': '' } };
    const file = await handIn('a,b\n1,2\n');
    expect((await app.request('/imports?name=x', { method: 'POST', body: 'a', ...closed })).status).toBe(401);
    expect((await app.request(`/imports/${file}/skipped.csv`, closed)).status).toBe(401);
  });
});
