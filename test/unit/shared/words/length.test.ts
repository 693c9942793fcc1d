import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLength } from '../../../../electron/shared/words/length.ts';

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
  ['half an hour', 30],
  ['0', 0],
])('a length written as "%s" is %d minutes', (text, minutes) => {
  expect(readLength(text)).toBe(minutes);
});

test.each(['', 'abc', '1:75', '-5', '-5m', '5 days', 'h', '45m rag', '10M'])(
  'a length written as "%s" cannot be read',
  (text) => {
    expect(readLength(text)).toBeNull();
  },
);

test('every way to write the same minutes reads the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (h, m) => {
      const two = String(m).padStart(2, '0');
      const ways = [`${h}:${two}`, `${h}h${two}`, `${h} h ${m} min`, `${h * 60 + m}`, `${h * 60 + m}m`];
      expect(ways.map(readLength)).toEqual(ways.map(() => h * 60 + m));
    }),
  );
});
