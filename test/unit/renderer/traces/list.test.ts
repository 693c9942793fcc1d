import { expect, test } from 'vitest';
import { filterOf } from '../../../../renderer/features/traces/list/filter.ts';
import { merge } from '../../../../renderer/features/traces/list/merge.ts';
import { readHeaders } from '../../../../renderer/features/traces/settings/headers.ts';

const line = (n: number, calls = 1) => ({ id: `id-${n}`, startedAt: n, calls });
const ids = (lines: readonly { id: string }[]): string => lines.map(({ id }) => id.slice(3)).join(' ');
const END = { startedAt: 1, id: 'id-1' };

test('new lines go to the top, or wait while someone reads; known ones are brought up to date in place', () => {
  const before = { lines: [line(3), line(2), line(1)], fresh: [], next: null };
  const page = { lines: [line(5), line(4), line(3, 7)], next: END };
  const free = merge(before, page, false);
  expect([ids(free.lines), ids(free.fresh), free.lines[2]!.calls]).toEqual(['5 4 3 2 1', '', 7]);
  const held = merge(before, page, true);
  expect([ids(held.lines), ids(held.fresh), held.lines[0]!.calls]).toEqual(['3 2 1', '5 4', 7]);
  // What waited is not told twice.
  expect(ids(merge(held, page, true).fresh)).toBe('5 4');
});

test('a list that the newest page no longer reaches begins anew, but not under a reader', () => {
  const before = { lines: [line(2), line(1)], fresh: [], next: END };
  const page = { lines: [line(9), line(8)], next: { startedAt: 8, id: 'id-8' } };
  expect(merge(before, page, false)).toEqual({ lines: page.lines, fresh: [], next: page.next });
  expect(ids(merge(before, page, true).lines)).toBe('2 1');
});

test('an empty choice filters nothing, and a period begins where it should', () => {
  const none = {
    lab: '',
    provider: '',
    model: '',
    error: '',
    fault: '',
    by: '',
    text: '',
    run: '',
    since: '',
  };
  expect(filterOf(none)).toEqual({});
  expect(
    filterOf({ ...none, lab: 'a', error: 'any', by: 'replay', text: ' x ', since: 'day' }, 86_400_000),
  ).toEqual({ labId: 'a', errorClass: 'any', answeredBy: 'replay', text: 'x', from: 0 });
  expect(filterOf({ ...none, by: 'nobody', since: 'ages' })).toEqual({});
});

test('headers are one a line, and a line that is none is named', () => {
  expect(readHeaders('Authorization: Basic a:b\n\n x-team : 7 ')).toEqual({
    authorization: 'Basic a:b',
    'x-team': '7',
  });
  expect(readHeaders('Bearer abc')).toBe('“Bearer abc” is no header. Write name: value.');
});
