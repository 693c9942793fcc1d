import { describe, expect, test } from 'vitest';
import { reportText } from '../../../electron/shared/evidence.ts';
import { readReport } from '../../../electron/server/features/targets/report/read-report.ts';

const read = (name: string, content: unknown): string => {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const summary = readReport(name, new TextEncoder().encode(text));
  return `${summary.format}: ${reportText(summary)}`;
};

const JUNIT = `<?xml version="1.0"?>
<testsuites><testsuite name="a > b" tests="99">
  <!-- <testcase name="no"/> -->
  <testcase name="one"/>
  <testcase name="two"><failure message="x">&lt;testcase&gt;</failure></testcase>
  <testcase name="three"><skipped/></testcase>
  <testcase name="four"><system-out><![CDATA[<testcase><failure/>]]></system-out></testcase>
</testsuite></testsuites>`;

describe('an eval report', () => {
  test.each<[string, string, unknown, string]>([
    [
      'promptfoo',
      'r.json',
      { evalId: 'e', results: { version: 3, stats: { successes: 4, failures: 1, errors: 1 } } },
      'promptfoo: 4 of 6 cases passed (66.6 %)',
    ],
    [
      'vitest',
      'r.json',
      { numTotalTests: 5, numPassedTests: 3, numPendingTests: 1 },
      'json: 3 of 4 cases passed (75 %), 1 skipped',
    ],
    ['pytest', 'r.json', { summary: { total: 3, passed: 3 } }, 'json: 3 of 3 cases passed (100 %)'],
    ['a list of cases', 'r.json', [{ pass: true }, { pass: false }], 'json: 1 of 2 cases passed (50 %)'],
    [
      'named cases',
      'r.json',
      { cases: [{ status: 'passed' }, { status: 'error' }] },
      'json: 1 of 2 cases passed (50 %)',
    ],
    ['a bare rate', 'r.json', { passRate: 0.875 }, 'json: 87.5 % passed'],
    ['nothing known', 'r.json', { hello: 1 }, 'json: No pass rate in it'],
    ['JUnit', 'r.xml', JUNIT, 'junit: 2 of 3 cases passed (66.6 %), 1 skipped'],
    [
      'an empty JUnit',
      'r.xml',
      '<testsuites/>',
      'junit: 0 of 0 cases passed, 0 skipped'.replace(', 0 skipped', ''),
    ],
    ['counts in markdown', 'r.md', '# Run\n\n**12 of 15** cases', 'markdown: No pass rate in it'],
    [
      'passed counts in markdown',
      'r.md',
      '# Run\n12/15 cases passed',
      'markdown: 12 of 15 cases passed (80 %)',
    ],
    ['named counts in markdown', 'r.md', '| Passed | 12 / 15 |', 'markdown: 12 of 15 cases passed (80 %)'],
    ['a rate in markdown', 'r.md', 'Pass rate: **92.5 %**', 'markdown: 92.5 % passed'],
  ])('of %s is read', (...[, name, content, words]) => {
    expect(read(name, content)).toBe(words);
  });

  test.each<[string, string, unknown, RegExp]>([
    ['a JUnit file that was cut off', 'r.xml', JUNIT.slice(0, 300), /is not JUnit/],
    ['a comment that never ends', 'r.xml', '<testsuites><!-- '.repeat(200_000), /is not JUnit/],
    ['quotes that never end', 'r.xml', `<testsuites>${'<a "'.repeat(500_000)}`, /is not JUnit/],
    ['more passed than there are', 'r.md', '12 of 10 passed', /says that 12 of 10/],
    ['deep nesting', 'r.json', '['.repeat(1_000_000), /is not JSON/],
  ])('is refused for %s', (...[, name, content, words]) => {
    expect(() => read(name, content)).toThrow(words);
  });

  test('never rounds a failure away', () => {
    expect(read('r.json', { passed: 9999, failed: 1 })).toBe('json: 9999 of 10000 cases passed (99.9 %)');
  });
});
