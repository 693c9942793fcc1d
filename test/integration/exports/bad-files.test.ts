import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../support/app.ts';
import { fillApp } from '../../support/full-data.ts';

interface File {
  [section: string]: Record<string, unknown>[];
}

let app: TestApp;
let good: string;
beforeEach(async () => {
  const source = await createTestApp();
  await fillApp(source);
  good = await (await source.request('/export/cairn.json?calls=1')).text();
  await source.close();
  app = await createTestApp();
});
afterEach(() => app.close());

const rows = (): unknown => app.db.prepare('SELECT count(*) FROM practice_session').pluck().get();

async function refusal(body: string | Uint8Array<ArrayBuffer>): Promise<[number, string, string]> {
  const response = await app.request('/import', { method: 'POST', body });
  const { error } = (await response.json()) as { error?: { message: string; hint: string } };
  return [response.status, error?.message ?? 'accepted', error?.hint ?? ''];
}

function edited(change: (file: File) => void): string {
  const file = JSON.parse(good) as File;
  change(file);
  return JSON.stringify(file);
}

describe('a file that is not what it claims is refused, with nothing imported:', () => {
  test.each<[string, () => string | Uint8Array<ArrayBuffer>, [number, RegExp]]>([
    ['nothing at all', () => '', [400, /is not JSON/]],
    ['a picture', () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff]), [400, /not UTF-8/]],
    ['a page', () => '<!doctype html>', [400, /is not JSON/]],
    ['a list', () => '[]', [400, /not an export of Cairn/]],
    [
      'an export of something else',
      () => '{"format":"toggl","formatVersion":1}',
      [400, /not an export of Cairn/],
    ],
    ['a file cut half way', () => good.slice(0, good.length / 2), [400, /ends too early/]],
    [
      'a file from a newer Cairn',
      () => good.replace('"formatVersion": 2', '"formatVersion": 3'),
      [409, /newer Cairn/],
    ],
    [
      'a version that is none',
      () => good.replace('"formatVersion": 2', '"formatVersion": 0'),
      [400, /formatVersion/],
    ],
  ])('%s', async (_, body, [status, message]) => {
    const [code, text, hint] = await refusal(body());
    expect([code, text, hint]).toEqual([
      status,
      expect.stringMatching(message),
      expect.stringMatching(/^Nothing was imported\./),
    ]);
    expect(rows()).toBe(0);
  });

  test('one over 200 MB', async () => {
    const huge = new Uint8Array(200 * 1024 * 1024 + 1);
    await expect(app.services.exports.read(huge, { dryRun: false })).rejects.toThrow(/larger than 200 MB/);
  });
});

describe('a row that cannot be is named with its place, and nothing is imported:', () => {
  const bad = (section: string, fields: Record<string, unknown>) => (): string =>
    edited((file) => Object.assign(file[section]![0]!, fields));

  test.each<[string, () => string, RegExp]>([
    ['negative time', bad('sessions', { seconds: -5 }), /sessions, row 1, seconds/],
    [
      'more time than lies between',
      bad('sessions', { seconds: 999_999 }),
      /sessions, row 1, seconds: it counts more/,
    ],
    ['an end before the start', bad('sessions', { endedAt: 1 }), /endedAt: it ends before it starts/],
    ['no such day', bad('sessions', { localDate: '2026-02-30' }), /localDate/],
    ['no such zone', bad('sessions', { zone: 'Mars/Olympus' }), /zone: this machine does not know/],
    ['a megabyte of note', bad('sessions', { note: 'x'.repeat(1e6) }), /under 20,000/],
    ['an unknown field', bad('sessions', { mood: 'good' }), /sessions, row 1: Unrecognized key: "mood"/],
    ['a path as a lab', bad('labWorkspaces', { labId: '../../etc' }), /labId/],
    [
      'a script as a link',
      bad('evidence', { kind: 'link', value: 'javascript:alert(1)' }),
      /a link starts with https/,
    ],
    ['a metadata address', bad('providers', { baseUrl: 'http://169.254.169.254' }), /metadata address/],
    [
      'a history that is none',
      bad('changes', { before: { evil: true } }),
      /changes, row 1, before: this is not a session/,
    ],
    [
      'a history of no session',
      bad('changes', { sessionId: '01a1fc22-680f-70a0-bba2-cca66c4e31a2' }),
      /there is no session/,
    ],
    [
      'a pass without its run',
      () => edited((file) => (file['labRuns'] = [])),
      /labSteps, row 1: there is no run/,
    ],
    [
      'an id twice',
      () => edited((file) => file['evidence']!.push(file['evidence']![0]!)),
      /is in the file twice/,
    ],
    [
      'two current plans',
      () => edited((file) => file['enrolments']!.forEach((row) => (row['replacedAt'] = null))),
      /more than one has no replacedAt/,
    ],
  ])('%s', async (_, body, message) => {
    expect(await refusal(body())).toEqual([400, expect.stringMatching(message), expect.any(String)]);
    expect(rows()).toBe(0);
  });
});

test('a database that fails half way through an import keeps none of it', async () => {
  app.db.exec(`CREATE TRIGGER full BEFORE INSERT ON lab_hint BEGIN SELECT RAISE(ABORT, 'no room'); END`);
  const [status] = await refusal(good);
  expect([status >= 500, rows()]).toEqual([true, 0]);
});

test('a part of an export can be imported', async () => {
  const part = edited((file) => {
    for (const name of Object.keys(file))
      if (Array.isArray(file[name]) && name !== 'evidence') delete file[name];
  });
  const [status] = await refusal(part);
  expect([status, app.db.prepare('SELECT count(*) FROM evidence').pluck().get()]).toEqual([200, 3]);
});

test('an import may be larger than any other request', async () => {
  const large = edited((file) => {
    const [session] = file['sessions']!;
    file['sessions'] = Array.from({ length: 400 }, (_, n) => ({
      ...session,
      id: `01a1fc22-680f-70a0-bba2-${String(n).padStart(12, '0')}`,
      note: 'x'.repeat(20_000),
    }));
    for (const name of ['changes', 'overlapsKept', 'readingSessions']) file[name] = [];
  });
  expect(large.length).toBeGreaterThan(5_000_000);
  expect([(await refusal(large))[0], rows()]).toEqual([200, 400]);
});

test.each(['/export/cairn.json', '/export/cairn.csv', '/export/cairn.ics'])(
  'without a session %s gives nothing away',
  async (path) => {
    const response = await app.request(path, { headers: { 'x-cairn-session': '' } });
    expect([response.status, (await response.text()).includes('unauthorized')]).toEqual([401, true]);
  },
);

test('without a session nothing is imported', async () => {
  const response = await app.request('/import', {
    method: 'POST',
    body: good,
    headers: { 'x-cairn-session': '' },
  });
  expect([response.status, rows()]).toEqual([401, 0]);
});
