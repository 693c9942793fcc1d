import { describe, expect, test } from 'vitest';
import { moveInTree, treeRows } from '../../../../renderer/features/labs/files/tree-model.ts';

const FILES = ['server.ts', 'lib/b.ts', 'lib/a.ts', 'data/notes/x.md', 'README.md'];
const none = new Set<string>();
const shown = (closed: ReadonlySet<string> = none) =>
  treeRows(FILES, closed).map(({ name, level, kind }) => `${level} ${name}${kind === 'folder' ? '/' : ''}`);

test('folders come before files, each in order', () => {
  expect(shown()).toEqual([
    '1 data/',
    '2 notes/',
    '3 x.md',
    '1 lib/',
    '2 a.ts',
    '2 b.ts',
    '1 README.md',
    '1 server.ts',
  ]);
});

test('a closed folder hides what is in it, at every depth', () => {
  expect(shown(new Set(['data', 'lib']))).toEqual(['1 data/', '1 lib/', '1 README.md', '1 server.ts']);
});

describe('arrow keys', () => {
  const rows = treeRows(FILES, new Set(['lib']));
  test.each([
    ['down goes to the next row', 'data', 'ArrowDown', { go: 'data/notes' }],
    ['up ends at the top', 'data', 'ArrowUp', null],
    ['right opens a closed folder', 'lib', 'ArrowRight', { open: 'lib' }],
    ['right enters an open folder', 'data', 'ArrowRight', { go: 'data/notes' }],
    ['left closes an open folder', 'data/notes', 'ArrowLeft', { close: 'data/notes' }],
    ['left of a file goes to its folder', 'data/notes/x.md', 'ArrowLeft', { go: 'data/notes' }],
    ['left at the top does nothing', 'server.ts', 'ArrowLeft', null],
    ['End goes to the last row', 'data', 'End', { go: 'server.ts' }],
  ])('%s', (...[, at, key, move]) => {
    expect(moveInTree(rows, at, key)).toEqual(move);
  });
});
