import { expect, test } from 'vitest';
import { createCheckPrinter } from '../../../electron/cli/lab/check-printer.ts';
import type { CheckResult } from '../../../electron/shared/labs.ts';
import { plain } from '../../support/plain-paint.ts';

const steps = [
  { id: 'one', title: 'The first' },
  { id: 'two', title: 'The second' },
  { id: 'three', title: 'The third' },
];
const check = (step: string, id: string, status: CheckResult['status'] = 'pass'): CheckResult => ({
  id,
  step,
  title: `${step} ${id}`,
  status,
  message: status === 'pass' ? '' : 'It should work.',
  durationMs: 1,
});

/** Prints what is told, in that order, and then the report. */
function printed(told: readonly (readonly [CheckResult, number])[], report: readonly CheckResult[]) {
  const lines: string[] = [];
  const ctx = { paint: plain, out: (line: string): void => void lines.push(line) };
  const printer = createCheckPrinter({ ctx, slug: 'lab', folder: '/w', steps });
  for (const [result, at] of told) printer.take(result, at);
  const before = lines.length;
  printer.end(report);
  return { lines, before };
}

test('checks that end in any order are printed in that of the file, each as soon as it can be', () => {
  const [a, b, c] = [check('one', 'a'), check('one', 'b'), check('one', 'c')] as const;
  const { lines, before } = printed(
    [
      [c, 2],
      [a, 0],
      [b, 1],
    ],
    [a, b, c],
  );
  expect(lines).toEqual(['lab, step one', '  pass   one a', '  pass   one b', '  pass   one c']);
  expect(before).toBe(4);
  expect(printed([[c, 2]], [a, b, c]).before).toBe(0);
});

test('earlier steps have a line each when they pass, and in a failing one only what fails is listed', () => {
  const own = check('three', 'a');
  const first = [check('one', 'a'), check('one', 'b')] as const;
  const second = [check('two', 'a'), check('two', 'b', 'fail'), check('two', 'c')] as const;
  const { lines } = printed(
    [
      [own, 0],
      [first[1], 1],
      [first[0], 0],
      [second[2], 2],
      [second[1], 1],
      [second[0], 0],
    ],
    [own, ...first, ...second],
  );
  expect(lines).toEqual([
    'lab, step three',
    '  pass   three a',
    '  pass   Step 1, The first: 2 checks, as before',
    'lab, step two, which passed before',
    '  fail   two b\n         It should work.',
    '         The other 2 checks of this step pass.',
  ]);
});

test('all steps are listed whole when all are checked', () => {
  const all = [check('one', 'a'), check('two', 'a')] as const;
  expect(
    printed(
      all.map((one) => [one, 0] as const),
      all,
    ).lines,
  ).toEqual(['lab, step one', '  pass   one a', 'lab, step two', '  pass   two a']);
});

test('what came to its verdict without being told is printed at the end', () => {
  const lost = check('one', 'a', 'error');
  expect(printed([], [lost]).lines).toEqual(['lab, step one', '  error  one a\n         It should work.']);
});
