import { expect, test } from 'vitest';
import { parseMinutes } from '../../../renderer/features/practice/session-draft.ts';

test.each([
  ['45', 45],
  [' 45 min ', 45],
  ['1:30', 90],
  ['1h', 60],
  ['1h30', 90],
  ['1 h 30 min', 90],
  ['1.5 h', 90],
  ['1,5h', 90],
  ['2 hours', 120],
])('a length written as "%s" is %d minutes', (text, minutes) => {
  expect(parseMinutes(text)).toBe(minutes);
});

test.each(['', 'abc', '1:75', '-5', '5 days', 'h'])('a length written as "%s" cannot be read', (text) => {
  expect(parseMinutes(text)).toBeNull();
});
