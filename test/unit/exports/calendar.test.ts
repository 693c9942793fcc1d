import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeText, fold } from '../../../electron/server/features/exports/calendar.ts';

test.each([
  ['a, b; c\\d', 'a\\, b\\; c\\\\d'],
  ['one\r\ntwo\rthree\nfour', 'one\\ntwo\\nthree\\nfour'],
  ['tab\tstays, \0 and \u0007 go', 'tab\tstays\\,  and  go'],
])('the text %j is escaped as %j', (text, escaped) => {
  expect(escapeText(text)).toBe(escaped);
});

test('a folded line has at most 75 octets a line, breaks no character, and unfolds to what it was', () => {
  const anyLine = fc.string({ unit: 'grapheme', maxLength: 400 }).map((text) => escapeText(text));
  fc.assert(
    fc.property(anyLine, (line) => {
      const folded = fold(line);
      expect(folded.endsWith('\r\n')).toBe(true);
      for (const part of folded.slice(0, -2).split('\r\n')) {
        expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75);
        expect(part.isWellFormed()).toBe(true);
      }
      expect(folded.slice(0, -2).replaceAll('\r\n ', '')).toBe(line);
    }),
  );
});
