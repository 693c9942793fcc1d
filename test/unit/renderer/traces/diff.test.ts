import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffJson } from '../../../../renderer/features/traces/diff/json.ts';
import { diffSequence } from '../../../../electron/shared/diff/sequence.ts';
import { diffText, type Piece } from '../../../../electron/shared/diff/text.ts';

const joined = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('');
const kept = (pieces: readonly Piece[]): string =>
  pieces
    .filter(({ changed }) => !changed)
    .map(({ text }) => text)
    .join('');
const changed = (pieces: readonly Piece[]): string[] =>
  pieces.filter((piece) => piece.changed).map(({ text }) => text);

describe('two sequences', () => {
  test('the stretches rebuild both, whatever they are', () => {
    const list = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 60 });
    fc.assert(
      fc.property(list, list, (a, b) => {
        const stretches = diffSequence(a, b);
        const left = stretches.flatMap((one) => a.slice(...one.a));
        const right = stretches.flatMap((one) => b.slice(...one.b));
        expect([left, right]).toEqual([a, b]);
        for (const one of stretches.filter(({ kind }) => kind === 'same'))
          expect(a.slice(...one.a)).toEqual(b.slice(...one.b));
        for (const one of stretches.filter(({ kind }) => kind === 'removed')) expect(one.b[0]).toBe(one.b[1]);
      }),
    );
  });

  test('with very many differences the unique items still hold both together', () => {
    const a = Array.from({ length: 3000 }, (_, n) => (n % 3 === 0 ? `anchor ${n}` : `a ${n}`));
    const b = Array.from({ length: 3000 }, (_, n) => (n % 3 === 0 ? `anchor ${n}` : `b ${n}`));
    const same = diffSequence(a, b).filter(({ kind }) => kind === 'same');
    expect(same).toHaveLength(1000);
  });
});

describe('two texts', () => {
  test('only the words that differ are marked', () => {
    const diff = diffText('Be brief.\nAnswer in French.\n', 'Be brief.\nAnswer in German, please.\n');
    expect(changed(diff.left)).toEqual(['French']);
    expect(changed(diff.right)).toEqual(['German, please']);
    expect(diff.isSame).toBe(false);
  });

  test('both sides stay whole, and what is unmarked is the same on both', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', 'c.', 'é'), maxLength: 80 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const { left, right } = diffText(a, b);
        expect([joined(left), joined(right)]).toEqual([a, b]);
        expect(kept(left)).toBe(kept(right));
      }),
    );
  });
});

test('two JSON values differ by structure: keys in any order, items of a list where they are', () => {
  const before = { model: 'a', tools: [{ name: 'x' }, { name: 'y', strict: true }], n: 1 };
  const after = { n: 1, tools: [{ name: 'new' }, { name: 'x' }, { strict: false, name: 'y' }], top: 2 };
  expect(diffJson(before, after)).toEqual([
    { path: 'model', kind: 'removed', before: 'a' },
    { path: 'tools[0]', kind: 'added', after: { name: 'new' } },
    { path: 'tools[2].strict', kind: 'changed', before: true, after: false },
    { path: 'top', kind: 'added', after: 2 },
  ]);
  expect(diffJson({ a: 1, b: [2] }, { b: [2], a: 1 })).toEqual([]);
});
