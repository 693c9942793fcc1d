import { describe, expect, test } from 'vitest';
import { checkText } from '../../../electron/cli/lab-report.ts';
import { valueLines } from '../../../electron/cli/lab/value-diff.ts';
import { knowsLinks, placeText } from '../../../electron/cli/terminal-link.ts';
import type { CheckResult } from '../../../electron/shared/labs.ts';
import { plain } from '../../support/plain-paint.ts';

const fail: CheckResult = {
  id: 'a',
  title: 'The word comes back',
  status: 'fail',
  message: 'The answer should carry the word.',
  durationMs: 1,
};

describe('a failing check in the terminal', () => {
  test('says what was expected, what came, where, and what else was noticed', () => {
    const check = {
      ...fail,
      expected: 'a',
      actual: 'b',
      file: 'src/server.ts',
      line: 12,
      notes: ['Two calls.'],
    };
    expect(checkText(check, '/w', plain)).toBe(
      [
        '  fail   The word comes back',
        '         The answer should carry the word.',
        '         expected  a',
        '         came      b',
        '         at        /w/src/server.ts:12',
        '         note: Two calls.',
      ].join('\n'),
    );
  });

  test('keeps a note beside a pass', () => {
    expect(checkText({ ...fail, status: 'pass', notes: ['Slow.'] }, '/w', plain)).toBe(
      '  pass   The word comes back\n         note: Slow.',
    );
  });
});

describe('two long values', () => {
  test('in one line show what differs, and a bit around it', () => {
    const around = 'x'.repeat(60);
    expect(valueLines(`${around} left ${around}`, `${around} right ${around}`, plain)).toEqual([
      `expected  …${'x'.repeat(23)} [left] ${'x'.repeat(23)}…`,
      `came      …${'x'.repeat(23)} [right] ${'x'.repeat(23)}…`,
    ]);
  });

  test('of many lines show the lines near the change', () => {
    const lines = (middle: string): string =>
      [
        ...Array.from({ length: 9 }, (_, i) => `row ${i}`),
        middle,
        ...Array.from({ length: 9 }, (_, i) => `end ${i}`),
      ].join('\n');
    expect(valueLines(lines('ten'), lines('eleven'), plain)).toEqual([
      'expected  …',
      '          row 7',
      '          row 8',
      '          [ten]',
      '          end 0',
      '          end 1',
      '          …',
      'came      …',
      '          row 7',
      '          row 8',
      '          [eleven]',
      '          end 0',
      '          end 1',
      '          …',
    ]);
  });

  test('are cut where nobody reads on', () => {
    const many = Array.from({ length: 30 }, (_, i) => `line ${i}`).join('\n');
    expect(valueLines(many, 'short', plain)).toHaveLength(16);
    expect(valueLines(many, 'short', plain)).toContain('          (16 more lines)');
  });
});

describe('links to files', () => {
  test('are hyperlinks where the terminal knows them, else path:line', () => {
    const at = { file: '/w/a b.ts', line: 3, text: 'a b.ts' };
    expect(placeText({ VTE_VERSION: '7600' }, true)(at)).toBe(
      '\u001B]8;;file:///w/a%20b.ts\u001B\\a b.ts:3\u001B]8;;\u001B\\',
    );
    expect(placeText({ VTE_VERSION: '7600' }, false)(at)).toBe('/w/a b.ts:3');
  });

  test.each([
    [{ TERM_PROGRAM: 'iTerm.app' }, true],
    [{ WT_SESSION: 'x' }, true],
    [{ VTE_VERSION: '4800' }, false],
    [{ TERM_PROGRAM: 'vscode', VTE_VERSION: '7600' }, false],
    [{ TERM_PROGRAM: 'iTerm.app', NO_COLOR: '1' }, false],
    [{ TERM_PROGRAM: 'iTerm.app', FORCE_HYPERLINK: '0' }, false],
    [{ FORCE_HYPERLINK: '1' }, true],
    [{}, false],
  ])('a terminal with %j: %s', (env, expected) => {
    expect(knowsLinks(env, true)).toBe(expected);
  });
});
