import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markNote } from '../../../electron/shared/mark-note.ts';

const marked = (note: string, search: string): string =>
  markNote(note, search)
    .map(({ text, hit }) => (hit ? `[${text}]` : text))
    .join('');

test.each([
  ['Chunking with chunks', 'chunk', '[Chunk]ing with [chunk]s'],
  ['a naïve Naive try', 'NAIVE', 'a [naïve] [Naive] try'],
  ['retry and try', 'try', 'retry and [try]'],
  ['rank fusion, fusion of ranks', '"rank fusion"', '[rank fusion], fusion of ranks'],
  ['検索拡張生成', '拡張', '検索[拡張]生成'],
  ['done 🧗‍♀️ today', '🧗‍♀️', 'done [🧗‍♀️] today'],
  ['nothing here', '', 'nothing here'],
  ['', 'x', ''],
])('in %j, %j is marked', (note, search, expected) => {
  expect(marked(note, search)).toBe(expected);
});

test('no letter is lost or made, whatever the note and the search', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (note, search) => {
      expect(
        markNote(note, search)
          .map((it) => it.text)
          .join(''),
      ).toBe(note);
    }),
  );
});
