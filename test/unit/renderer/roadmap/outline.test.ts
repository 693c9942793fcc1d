import { expect, it } from 'vitest';
import { readOutline } from '../../../../renderer/features/roadmap/outline.ts';

it('reads a nested outline, and takes a title that looks like markup as it is', () => {
  const text = ['The path', '- Month 1 (done)', '  - <b>Install</b> *it* (open)', '- Year 1 (open)'].join(
    '\n',
  );
  expect(readOutline(text)).toEqual({
    lead: ['The path'],
    items: [
      { text: 'Month 1 (done)', items: [{ text: '<b>Install</b> *it* (open)', items: [] }] },
      { text: 'Year 1 (open)', items: [] },
    ],
  });
});

it('puts a line that is indented too far below the line before it', () => {
  expect(readOutline('- a\n      - b')).toEqual({
    lead: [],
    items: [{ text: 'a', items: [{ text: 'b', items: [] }] }],
  });
});
