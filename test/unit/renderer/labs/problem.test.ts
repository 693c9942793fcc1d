import { expect, test } from 'vitest';
import type { CheckResult } from '../../../../electron/shared/labs.ts';
import { placesIn, problemsOf } from '../../../../renderer/features/labs/results/problem.ts';

const PATHS = ['model.ts', 'lib/model.ts', 'main.py'];

test.each([
  ['a stack of Node', 'at ask (file:///home/me/labs/x/typescript/lib/model.ts:12:5)', 'lib/model.ts:12:5'],
  ['a short place', 'model.ts:3 uses a TypeScript enum', 'model.ts:3:1'],
  ['a traceback of Python', '  File "/home/me/labs/x/python/main.py", line 7, in <module>', 'main.py:7:1'],
  ['a path of Windows', 'at C:\\Users\\me\\lib\\model.ts:4:2', 'lib/model.ts:4:2'],
])('%s leads to its file', (_title, text, place) => {
  expect(placesIn(text, PATHS).map(({ path, line, column }) => `${path}:${line}:${column}`)).toEqual([place]);
});

test("a file that is not the learner's is no place", () => {
  expect(
    placesIn('at node:internal/modules/run_main:5:1, at /x/node_modules/zod/index.js:9:1', PATHS),
  ).toEqual([]);
});

test('a failed check is a problem where it says it is, and only a failed one', () => {
  const check = (patch: Partial<CheckResult>): CheckResult => ({
    id: 'a',
    title: 'A',
    status: 'fail',
    message: 'It broke.\nat model.ts:3:4',
    durationMs: 1,
    ...patch,
  });
  const problems = problemsOf(
    [
      check({}),
      check({ file: 'main.py', line: 9 }),
      check({ status: 'error' }),
      check({ message: 'no place' }),
    ],
    PATHS,
  );
  expect(problems.map(({ path, line, message }) => `${path}:${line} ${message}`)).toEqual([
    'model.ts:3 It broke.',
    'main.py:9 It broke.',
  ]);
});
