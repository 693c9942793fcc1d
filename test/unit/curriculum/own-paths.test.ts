import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCurriculumService } from '../../../electron/server/features/curriculum/service.ts';
import { SHIPPED, temporaryFolders } from './folder.ts';

const temporary = temporaryFolders();

const own = (id: string, target: string, skill = 'mcp'): string => `formatVersion: 1
id: ${id}
title: My own path
shortTitle: Mine
months: 3
audience: Me.
summary: Three months.
coreIdea: Build one thing.
phases:
  - id: month-1
    title: Start
    goal: Begin.
    change: I have begun.
    length: { weeks: 4 }
    budget: { hours: 3, per: week }
    targets:
      - id: ${target}
        title: A target
        detail: Do it.
        doneWhen: It is done.
        skills: [${skill}]
`;

function withOwn(files: Record<string, string>) {
  const data = temporary();
  mkdirSync(join(data, 'paths'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(data, 'paths', name), text);
  return { data, service: createCurriculumService({ paths: { curriculum: SHIPPED, data } }) };
}

const ids = (service: ReturnType<typeof createCurriculumService>): string[] =>
  service.get().paths.map((path) => path.id);
const SHIPPED_IDS = ['backend-to-agentic', 'data-to-backend'];

test('without a folder of own paths there is the shipped curriculum and no problem', () => {
  const service = createCurriculumService({ paths: { curriculum: SHIPPED, data: temporary() } });
  expect({ ids: ids(service), problems: service.problems() }).toEqual({ ids: SHIPPED_IDS, problems: [] });
});

test("a person's own path comes after the shipped ones and is found by its id", () => {
  const { service } = withOwn({ 'mine.yaml': own('mine', 'my-target') });
  expect(ids(service)).toEqual([...SHIPPED_IDS, 'mine']);
  expect(service.path('mine').title).toBe('My own path');
  expect(service.target('my-target').doneWhen).toBe('It is done.');
  expect(service.problems()).toEqual([]);
});

test('a broken path is named with its line, and the others go on', () => {
  const { data, service } = withOwn({
    'a-broken.yaml': own('broken', 'broken-target', 'alchemy'),
    'b-good.yaml': own('good', 'good-target'),
    'c-text.yaml': 'just words\n',
  });
  expect(ids(service)).toEqual([...SHIPPED_IDS, 'good']);
  expect(service.problems()).toMatchObject([
    {
      file: join(data, 'paths', 'a-broken.yaml'),
      line: 21,
      column: 18,
      field: 'phases[0].targets[0].skills[0]',
      message: 'There is no skill with the id "alchemy".',
    },
    { file: join(data, 'paths', 'c-text.yaml'), line: 1, field: '(file)' },
  ]);
});

test('an own path cannot take the id of a shipped path or target', () => {
  const { service } = withOwn({
    'a.yaml': own('backend-to-agentic', 'fresh-target'),
    'b.yaml': own('other', 'build-mcp-server'),
    'c.yaml': own('third', 'fresh-target'),
  });
  expect(ids(service)).toEqual([...SHIPPED_IDS, 'third']);
  expect(service.problems().map(({ line, field }) => ({ line, field }))).toEqual([
    { line: 2, field: 'id' },
    { line: 17, field: 'phases[0].targets[0].id' },
  ]);
});

test('a corrected path appears after a reload', () => {
  const { data, service } = withOwn({ 'mine.yaml': own('mine', 'my-target', 'alchemy') });
  expect(ids(service)).toEqual(SHIPPED_IDS);
  writeFileSync(join(data, 'paths', 'mine.yaml'), own('mine', 'my-target'));
  service.reload();
  expect({ ids: ids(service), problems: service.problems() }).toEqual({
    ids: [...SHIPPED_IDS, 'mine'],
    problems: [],
  });
  rmSync(join(data, 'paths', 'mine.yaml'));
  service.reload();
  expect(ids(service)).toEqual(SHIPPED_IDS);
});

test('an id that nothing has is a clear refusal', () => {
  const { service } = withOwn({});
  expect(() => service.skill('alchemy')).toThrow(
    expect.objectContaining({ code: 'not_found', message: 'There is no skill "alchemy".' }),
  );
});
