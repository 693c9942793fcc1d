import { createHash } from 'node:crypto';
import {
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
  existsSync,
  mkdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../support/app.ts';

let app: TestApp;
let folder: string;
let targetId: string;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cairn-proof-'));
  app = await createTestApp({ data: path.join(folder, 'data') });
  mkdirSync(path.join(folder, 'data'));
  targetId = app.services.curriculum.get().paths[0]!.phases[0]!.targets[0]!.id;
});
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const put = (name: string, content: string | Uint8Array): string => {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
};
const add = (kind: 'file' | 'eval-report', value: string) =>
  app.client.targets.addEvidence.mutate({ kind, targetId, value });
const progress = () => app.services.targets.get(targetId);
const keptFiles = (): string[] => {
  const kept = path.join(folder, 'data', 'evidence');
  return existsSync(kept) ? readdirSync(kept) : [];
};
const upload = (name: string, body: Uint8Array | string, kind = 'file'): Promise<Response> =>
  app.request(`/evidence?${new URLSearchParams({ targetId, kind, name }).toString()}`, {
    method: 'POST',
    body: body as string,
  });

describe('a file as evidence', () => {
  test('is kept when it is small, so that it survives the original', async () => {
    const file = put('demo.txt', 'it works');
    const { id, value, details } = await add('file', file);
    const sha256 = createHash('sha256').update('it works').digest('hex');
    expect([value, details?.file]).toMatchObject(['demo.txt', { path: file, size: 8, sha256, kept: true }]);
    expect(await app.client.targets.fileState.query({ id })).toEqual({ kept: true, original: 'same' });
    writeFileSync(file, 'it broke');
    expect(await app.client.targets.fileState.query({ id })).toEqual({ kept: true, original: 'changed' });
    rmSync(file);
    expect(await app.client.targets.fileState.query({ id })).toEqual({ kept: true, original: 'gone' });
    const response = await app.request(`/evidence/${id}`);
    expect([await response.text(), response.headers.get('content-type')]).toEqual([
      'it works',
      'application/octet-stream',
    ]);
  });

  test('of 100 MB is noted by path, size and hash, and not copied', async () => {
    const file = put('talk.mp4', '');
    truncateSync(file, 100 * 1024 * 1024);
    const { id, details } = await add('file', file);
    expect(details?.file).toMatchObject({ size: 104_857_600, kept: false });
    expect(keptFiles()).toEqual([]);
    expect((await app.request(`/evidence/${id}`)).status).toBe(404);
  });

  test('comes through the window up to 5 MB, and a larger one is refused with a way out', async () => {
    expect((await upload('../../évidence "1".pdf', 'pdf')).status).toBe(200);
    expect(progress().evidence[0]).toMatchObject({
      value: 'évidence "1".pdf',
      details: { file: { path: null } },
    });
    const refused = await upload('big.bin', new Uint8Array(5 * 1024 * 1024 + 1));
    expect([refused.status, await refused.json()]).toMatchObject([
      413,
      { error: { hint: expect.stringContaining('Give its path') as string } },
    ]);
    expect(progress().evidence).toHaveLength(1);
  });

  test.each<[string, () => string | readonly ['eval-report', string], RegExp]>([
    ['a folder', () => folder, /is a folder/],
    ['a file that is not there', () => path.join(folder, 'gone.txt'), /no file at/],
    ['a path that is not whole', () => 'notes.txt', /not the whole path/],
    ['an empty file', () => put('empty.txt', ''), /empty, so it proves nothing/],
    ['a device', () => '/dev/zero', /not an ordinary file/],
    ['a report that is not JSON', () => ['eval-report', put('r.json', '{"total": 3,')] as const, /not JSON/],
    [
      'a page that calls itself JUnit',
      () => ['eval-report', put('r.xml', '<html></html>')] as const,
      /not JUnit/,
    ],
    [
      'a picture that calls itself markdown',
      () => ['eval-report', put('r.md', new Uint8Array([137, 80, 0, 255]))] as const,
      /not text/,
    ],
    [
      'a report with more passed than there are',
      () =>
        [
          'eval-report',
          put('r.json', '{"results":{"stats":{"successes":2,"failures":-1}},"total":1,"passed":2}'),
        ] as const,
      /./,
    ],
    [
      'a report in a format that is none',
      () => ['eval-report', put('r.docx', 'x')] as const,
      /does not look like/,
    ],
  ])('refuses %s, and keeps nothing of it', async (_, given, reason) => {
    const it = given();
    const [kind, file] = typeof it === 'string' ? (['file', it] as const) : it;
    await expect(add(kind, file)).rejects.toThrow(reason);
    expect([progress().evidence, progress().status, keptFiles()]).toEqual([[], 'open', []]);
  });
});

test('an eval report shows its pass rate', async () => {
  const { details } = await add(
    'eval-report',
    put('r.json', '{"results":{"stats":{"successes":8,"failures":2}}}'),
  );
  expect(details?.report).toEqual({ format: 'promptfoo', cases: 10, passed: 8, skipped: 0, passRate: 0.8 });
});

describe('every change of a target is taken back, newest first', () => {
  test('through states, days, notes and evidence', async () => {
    const { client } = app;
    const seen: unknown[] = [];
    const note = (): void => {
      const { status, doneOn, note: text, evidence } = progress();
      seen.push({ status, doneOn, text, evidence: evidence.map(({ value }) => value) });
    };
    note();
    await client.targets.addEvidence.mutate({ kind: 'note', targetId, value: 'shipped' });
    note();
    await client.targets.setStatus.mutate({ targetId, status: 'done' });
    note();
    await client.targets.setStatus.mutate({ targetId, status: 'done', doneOn: '2026-11-02' });
    note();
    await client.targets.setNote.mutate({ targetId, note: 'with *Ada*' });
    note();
    await client.targets.removeEvidence.mutate({ id: progress().evidence[0]!.id });
    note();
    await client.targets.setStatus.mutate({ targetId, status: 'open' });
    note();
    expect(new Set(seen.map((it) => JSON.stringify(it))).size).toBe(7);
    const backwards: unknown[] = [seen.at(-1)];
    for (let change = progress().latestChange; change; change = progress().latestChange) {
      await client.targets.undo.mutate({ changeId: change.id });
      note();
      backwards.push(seen.at(-1));
    }
    expect(backwards).toEqual(seen.slice(0, 7).toReversed());
  });

  test('and an older one says why it has to wait', async () => {
    const { latestChange } = await app.client.targets.setStatus.mutate({ targetId, status: 'done' });
    await app.client.targets.setNote.mutate({ targetId, note: 'x' });
    await expect(app.client.targets.undo.mutate({ changeId: latestChange!.id })).rejects.toThrow(
      /changed after/,
    );
  });

  test('a change that changes nothing is none', async () => {
    const first = await app.client.targets.setStatus.mutate({ targetId, status: 'done' });
    const again = await app.client.targets.setStatus.mutate({ targetId, status: 'done' });
    expect(again.latestChange).toEqual(first.latestChange);
  });
});
