import fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapeLabel } from '../../../../../electron/shared/diagram.ts';
import { hideCodes, showCodes } from '../../../../../renderer/parts/diagram/codes.ts';

const asMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

it('shows a label’s characters again after drawing, and shows markup as text', () => {
  const label = '<b onload="x">50-100 evals, & more: 😀</b>';
  expect(showCodes(hideCodes(escapeLabel(label)))).toBe(asMarkup(label));
});

it('gives back any label, one character for each code', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const hidden = hideCodes(escapeLabel(text));
      expect(hidden).not.toMatch(/#\d+;/);
      const expected = escapeLabel(text).replaceAll(/#(\d+);/g, (_c, n: string) =>
        asMarkup(String.fromCodePoint(Number(n))),
      );
      expect(showCodes(hidden)).toBe(expected);
    }),
  );
});
