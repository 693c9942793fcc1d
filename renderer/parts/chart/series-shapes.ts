import type { SeriesModel, Token } from './model.ts';
import { round, type Shape } from './shapes.ts';
import { highest, stackedValues } from './stacks.ts';
import { labelled, ticksUpTo } from './ticks.ts';
import { showPoint, showTick } from './words.ts';

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A chart over time as shapes, for a file. On screen uPlot draws the same model on a canvas. */
export function seriesShapes(model: SeriesModel, box: Box): Shape[] {
  const ticks = ticksUpTo(highest(model));
  const top = ticks.at(-1)!;
  const plot = { ...box, left: box.left + 52, width: box.width - 52, height: box.height - 26 };
  const y = (value: number): number => plot.top + plot.height * (1 - value / top);
  const hasBars = model.series.some(({ look }) => look === 'bar' || look === 'step');
  const slot = plot.width / Math.max(1, hasBars ? model.days.length : model.days.length - 1);
  const x = (at: number): number => plot.left + slot * (hasBars ? at + 0.5 : at);
  const scale = { x, y, slot, count: model.days.length };
  const heights = model.stacked ? stackedValues(model) : model.series.map(({ values }) => values);
  return [
    ...ticks.flatMap((tick) => gridLine(showTick(tick, model.unit), { y: y(tick), plot })),
    ...labelled(model.days.length, plot.width / 110).map((at) => dateLabel(model, at, { x: x(at), plot })),
    ...(model.bands ?? []).map((band): Shape => ({
      kind: 'path',
      d: area(band.high, band.low, scale),
      fill: band.colour,
      opacity: 0.22,
    })),
    ...model.series.flatMap((series, index): Shape[] => {
      const values = heights[index]!;
      switch (series.look) {
        case 'bar': {
          const below = model.stacked ? heights[index - 1] : undefined;
          return bars(values, below, { ...scale, fill: series.colour });
        }
        case 'area':
          return [
            { kind: 'path', d: area(values, values.map(nought), scale), fill: series.colour, opacity: 0.16 },
            { kind: 'path', d: line(values, scale), stroke: series.colour, width: 2 },
          ];
        case 'line':
          return [{ kind: 'path', d: line(values, scale), stroke: series.colour, width: 2 }];
        case 'dashed':
          return [{ kind: 'path', d: line(values, scale), stroke: series.colour, width: 1.75, dash: '6 5' }];
        case 'step':
          return [{ kind: 'path', d: stairs(values, scale), stroke: series.colour, width: 1.75 }];
      }
    }),
  ];
}

interface Scale {
  x: (at: number) => number;
  y: (value: number) => number;
  slot: number;
  count: number;
}
type Values = readonly (number | null)[];

const nought = (value: number | null): number | null => (value === null ? null : 0);

function gridLine(text: string, { y, plot }: { y: number; plot: Box }): Shape[] {
  const d = `M${round(plot.left)} ${round(y)}H${round(plot.left + plot.width)}`;
  return [
    { kind: 'path', d, stroke: '--border', width: 1 },
    {
      kind: 'text',
      x: plot.left - 8,
      y: y + 4,
      text,
      fill: '--text-3',
      size: 11,
      anchor: 'end',
      mono: true,
    },
  ];
}

function dateLabel(model: SeriesModel, at: number, { x, plot }: { x: number; plot: Box }): Shape {
  return {
    kind: 'text',
    x,
    y: plot.top + plot.height + 18,
    text: showPoint(model.days[at] ?? 0, 'short'),
    fill: '--text-3',
    size: 11,
    anchor: at === 0 ? 'start' : 'middle',
    mono: true,
  };
}

/** A line through the points; a gap where there is no value. */
function line(values: Values, { x, y }: Scale): string {
  let pen = 'M';
  return values
    .map((value, at) => {
      if (value === null) {
        pen = 'M';
        return '';
      }
      const part = `${pen}${round(x(at))} ${round(y(value))}`;
      pen = 'L';
      return part;
    })
    .join('');
}

function stairs(values: Values, { x, y, slot }: Scale): string {
  return values
    .map((value, at) =>
      value === null
        ? ''
        : `${at === 0 || values[at - 1] === null ? 'M' : 'L'}${round(x(at) - slot / 2)} ${round(y(value))}H${round(x(at) + slot / 2)}`,
    )
    .join('');
}

/** The closed outline between two lines, over the points where both have a value. */
function area(high: Values, low: Values, { x, y }: Scale): string {
  const points = high.flatMap((value, at) => {
    const under = low[at];
    return value === null || under === null || under === undefined ? [] : [{ at, value, under }];
  });
  if (points.length === 0) return '';
  const over = points.map(({ at, value }) => `${round(x(at))} ${round(y(value))}`);
  const back = points.toReversed().map(({ at, under }) => `${round(x(at))} ${round(y(under))}`);
  return `M${[...over, ...back].join('L')}Z`;
}

function bars(
  values: Values,
  below: Values | undefined,
  { x, y, slot, fill }: Scale & { fill: Token },
): Shape[] {
  const width = Math.max(1, slot * 0.72);
  return values.flatMap((value, at): Shape[] => {
    const from = below?.[at] ?? 0;
    if (value === null || value <= from) return [];
    return [{ kind: 'rect', x: x(at) - width / 2, y: y(value), width, height: y(from) - y(value), fill }];
  });
}
