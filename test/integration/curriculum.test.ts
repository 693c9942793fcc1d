import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';

let data: string;
let app: TestApp;
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'cairn-own-paths-'));
  mkdirSync(join(data, 'paths'));
  writeFileSync(join(data, 'paths', 'mine.yaml'), 'formatVersion: 1\nid: Not A Slug\n');
  app = await createTestApp({ data });
});
afterEach(async () => {
  await app.close();
  rmSync(data, { recursive: true, force: true });
});

test('a window gets the whole curriculum, and what is wrong with the own paths', async () => {
  const view = await app.client.curriculum.get.query();
  expect({ paths: view.paths.length, skills: view.skills.length, tools: view.tools.length }).toEqual({
    paths: 2,
    skills: 22,
    tools: 36,
  });
  expect(view.problems[0]).toMatchObject({
    file: join(data, 'paths', 'mine.yaml'),
    field: expect.any(String) as string,
  });
  expect(view.problems).toContainEqual(
    expect.objectContaining({
      line: 2,
      column: 5,
      field: 'id',
      message: expect.stringContaining('lower-case') as string,
    }),
  );
});

test('after a reload the windows are told, and the removed file is forgotten', async () => {
  const told: unknown[] = [];
  app.services.events.subscribe((event) => told.push(event));
  rmSync(join(data, 'paths', 'mine.yaml'));
  expect((await app.client.curriculum.reload.mutate()).problems).toEqual([]);
  expect(told).toEqual([{ type: 'changed', topics: ['curriculum'] }]);
});
