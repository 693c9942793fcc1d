import { expect, test } from 'vitest';
import { csvCell } from '../../../electron/shared/csv.ts';

test.each([
  ['plain', 'plain'],
  ['with, comma', '"with, comma"'],
  ['a "word"', '"a ""word"""'],
  ['two\nlines', '"two\nlines"'],
  ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ['+1', "'+1"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', `"'\r=1"`],
  ['\n=1', `"'\n=1"`],
  ['a\0b', 'a\uFFFDb'],
  ['2 = 1 + 1', '2 = 1 + 1'],
  ['', ''],
])('the text %j becomes the cell %j', (text, cell) => {
  expect(csvCell(text)).toBe(cell);
});
