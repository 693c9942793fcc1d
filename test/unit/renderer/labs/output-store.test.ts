import { expect, test } from 'vitest';
import { appendOutput, type OutputEvent } from '../../../../renderer/features/labs/output-store.ts';

const said = (text: string, stream: OutputEvent['stream'] = 'stdout'): OutputEvent => ({
  type: 'lab.output',
  runId: 'r',
  lab: 'l',
  stream,
  text,
});
const whole = (blocks: readonly { text: string }[]): string => blocks.map(({ text }) => text).join('');

test('pieces of one stream are one block, and another stream begins its own', () => {
  const blocks = appendOutput([], [said('a'), said('b\n'), said('bad', 'stderr'), said('c')]);
  expect(blocks.map(({ stream, text }) => `${stream} ${text}`)).toEqual([
    'stdout ab\n',
    'stderr bad',
    'stdout c',
  ]);
});

test('a long block is closed at a line end and is not touched again', () => {
  const line = `${'x'.repeat(99)}\n`;
  const first = appendOutput([], [said(line.repeat(100))]);
  const next = appendOutput(first, [said('more')]);
  expect(whole(next)).toBe(`${line.repeat(100)}more`);
  expect(first.length).toBeGreaterThan(1);
  expect(next[0]).toBe(first[0]);
  expect(first.every(({ text }) => text.endsWith('\n') && text.length < 5000)).toBe(true);
});

test('a line without an end is kept whole', () => {
  const text = 'y'.repeat(20_000);
  expect(whole(appendOutput(appendOutput([], [said(text)]), [said(text)]))).toBe(text + text);
});

test('of a flood the newest megabyte is kept', () => {
  const line = `${'z'.repeat(999)}\n`;
  const blocks = appendOutput([], [said(line.repeat(3000)), said('the end')]);
  const size = whole(blocks).length;
  expect(size).toBeGreaterThan(900_000);
  expect(size).toBeLessThan(1_010_000);
  expect(whole(blocks).endsWith('the end')).toBe(true);
});
