import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSessions } from '../../electron/server/http/sessions.ts';
import { createTestApp, ORIGIN, type TestApp } from '../support/app.ts';

let app: TestApp;
beforeEach(async () => void (app = await createTestApp()));
afterEach(() => app.close());

const errorOf = async (response: Response): Promise<[number, string]> => [
  response.status,
  ((await response.json()) as { error: { code: string } }).error.code,
];
const log = { method: 'POST', body: '{"minutes":30}' };
const json = { 'content-type': 'application/json' };

describe('a request that is not from a Cairn window', () => {
  test.each([
    ['a foreign host', { host: 'evil.example' }],
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['the null origin', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:9999' }],
  ])('is refused: %s', async (_, headers) => {
    expect(
      await errorOf(await app.request('/trpc/practice.log', { ...log, headers: { ...json, ...headers } })),
    ).toEqual([403, 'forbidden']);
    expect(await app.client.practice.list.query({})).toEqual([]);
  });

  test('is refused when a write has no origin at all', async () => {
    const request = new Request(`${ORIGIN}/trpc/practice.log`, {
      ...log,
      headers: { ...json, 'x-cairn-session': app.session },
    });
    expect(await errorOf(await app.app.fetch(request))).toEqual([403, 'forbidden']);
  });

  test.each([
    ['no session', ''],
    ['a made-up session', 'x'.repeat(43)],
  ])('is refused with %s', async (_, session) => {
    for (const path of ['/trpc/practice.list?input=%7B%7D', '/events']) {
      expect(await errorOf(await app.request(path, { headers: { 'x-cairn-session': session } }))).toEqual([
        401,
        'unauthorized',
      ]);
    }
  });
});

describe('a launch token', () => {
  test('opens one session and no second one', () => {
    const sessions = createSessions();
    const token = sessions.launchToken();
    expect(sessions.exchange(token)).toHaveLength(43);
    expect(() => sessions.exchange(token)).toThrow(/used already/);
  });

  test.each([
    ['nothing', ''],
    ['not JSON', '{'],
    ['no token', '{}'],
    ['a number', '{"token":1}'],
  ])('is asked for politely when the body is %s', async (_, body) => {
    expect(await errorOf(await app.request('/session', { method: 'POST', body, headers: json }))).toEqual([
      400,
      'bad_input',
    ]);
  });
});

test('a body over the limit is refused with its size limit', async () => {
  const response = await app.request('/trpc/practice.log', {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ minutes: 1, note: 'x'.repeat(5_000_000) }),
  });
  expect(await errorOf(response)).toEqual([413, 'too_large']);
});

test('an unexpected error tells the window nothing about the inside', async () => {
  app.db.exec('DROP TABLE practice_session');
  const response = await app.request('/trpc/practice.log', { ...log, headers: json });
  const text = await response.text();
  expect([response.status, text.includes('practice_session'), text.includes('.ts:')]).toEqual([
    500,
    false,
    false,
  ]);
  expect(text).toContain('Something went wrong inside Cairn');
  expect(app.logged.some((line) => String(line.facts['reason']).includes('no such table'))).toBe(true);
});

test('every answer carries the content security policy, with no remote origin in it', async () => {
  for (const path of ['/', '/assets/none.js', '/trpc/settings.get']) {
    const policy = (await app.request(path)).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
  }
});

test.each([
  '/../package.json',
  '/%2e%2e/package.json',
  '/assets/..%2f..%2f..%2fpackage.json',
  '/assets/%00.js',
])('no file outside the interface is served: %s', async (path) => {
  const response = await app.app.fetch(new Request(`${ORIGIN}${path}`));
  expect(await response.text()).not.toContain('better-sqlite3');
  expect(response.status).toBe(404);
});

test('the event stream tells a window what changed and ends with the app', async () => {
  const response = await app.request('/events');
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader.read()).value).toContain('retry');
  await app.client.practice.log.mutate({ minutes: 5 });
  expect((await reader.read()).value).toBe('data: {"type":"changed","topics":["practice"]}\n\n');
  await app.app.close();
  expect((await reader.read()).done).toBe(true);
});

test('a session outlives the server through its digest, and the digest opens nothing by itself', () => {
  let kept: readonly string[] = [];
  const memory = { read: () => kept, write: (digests: readonly string[]) => void (kept = digests) };
  const first = createSessions(memory);
  const session = first.exchange(first.launchToken());
  const next = createSessions(memory);
  expect(kept.join()).not.toContain(session);
  expect([next.holds(session), next.holds(kept[0]!), next.holds('')]).toEqual([true, false, false]);
});
