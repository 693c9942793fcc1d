import { expect, test } from 'vitest';
import { dayOf, shortTable, tableOf, type SeriesModel } from '../../../../renderer/parts/chart/model.ts';
import { seriesShapes } from '../../../../renderer/parts/chart/series-shapes.ts';
import { svgOf } from '../../../../renderer/parts/chart/shapes.ts';
import { highest, stackedValues } from '../../../../renderer/parts/chart/stacks.ts';
import { labelled, ticksUpTo } from '../../../../renderer/parts/chart/ticks.ts';
import { sayPoint } from '../../../../renderer/parts/chart/words.ts';

const model: SeriesModel = {
  kind: 'series',
  days: ['2026-11-02', '2026-11-09'].map(dayOf),
  step: 'week',
  stacked: true,
  series: [
    { label: '=cmd', values: [1, null], look: 'bar', colour: '--series-1' },
    { label: 'MCP <b>', values: [2.126, 3], look: 'bar', colour: '--series-2' },
  ],
  bands: [{ label: 'Range', low: [null, 1], high: [null, 4], colour: '--here' }],
};

test('an axis ends on a round number at or above the largest value', () => {
  expect(ticksUpTo(7.3)).toEqual([0, 2, 4, 6, 8]);
  expect(ticksUpTo(0)).toEqual([0, 1]);
  expect(ticksUpTo(1000)).toEqual([0, 250, 500, 750, 1000]);
});

test('dates below an axis are evenly spread and never more than asked for', () => {
  expect(labelled(10, 4)).toEqual([0, 3, 6, 9]);
  expect(labelled(0, 4)).toEqual([]);
});

test('stacked bars end on the sum of those below, and the axis holds the bands too', () => {
  expect(stackedValues(model)).toEqual([
    [1, 0],
    [3.126, 3],
  ]);
  expect(highest(model)).toBe(4);
});

test('the table holds every number that is drawn, and a gap stays a gap', () => {
  expect(tableOf(model)).toEqual({
    columns: ['Week of', '=cmd', 'MCP <b>', 'Range, low', 'Range, high'],
    rows: [
      ['2026-11-02', 1, 2.13, null, null],
      ['2026-11-09', null, 3, 1, 4],
    ],
  });
});

test('years of days are thinned to month ends on screen', () => {
  const days = Array.from({ length: 400 }, (_, at) => dayOf('2025-01-01') + at);
  const table = shortTable({
    kind: 'series',
    days,
    step: 'day',
    series: [{ label: 'Done', values: days.map((_, at) => at), look: 'line', colour: '--accent' }],
  });
  expect(table.thinned).toBe(true);
  expect(table.rows.slice(0, 2)).toEqual([
    ['2025-01-31', 30],
    ['2025-02-28', 58],
  ]);
  expect(table.rows.at(-1)).toEqual(['2026-02-04', 399]);
});

test('a point is said with all that is known about it', () => {
  expect(sayPoint(model, 0)).toBe('Week of 2 Nov 2026: =cmd 1.0 h, MCP <b> 2.1 h');
  expect(sayPoint(model, 1)).toBe('Week of 9 Nov 2026: MCP <b> 3.0 h, Range 1.0 h to 4.0 h');
});

test('an SVG file stands alone: colours are values, and text cannot become markup', () => {
  const shapes = [
    ...seriesShapes(model, { left: 0, top: 0, width: 400, height: 200 }),
    { kind: 'text' as const, x: 0, y: 0, text: 'MCP <b>', fill: '--text' as const, size: 12 },
  ];
  const svg = svgOf({ width: 400, height: 200, shapes }, (token) =>
    token === '--series-1' ? '#123456' : '#000',
  );
  expect(svg).toContain('fill="#123456"');
  expect(svg).toContain('MCP &lt;b&gt;');
  expect(svg).not.toMatch(/var\(|--series|NaN|undefined/);
});
