import uPlot from 'uplot';
import type { Series, SeriesModel, Token } from './model.ts';
import { highest, stackedValues } from './stacks.ts';
import { ticksUpTo } from './ticks.ts';
import { showTick } from './words.ts';

const DAY = 86_400;
const STEP = { day: DAY, week: 7 * DAY, month: 30 * DAY } as const;

/** The tokens a model is drawn with, for `tokenColours`. */
export function tokensOf(model: SeriesModel): Token[] {
  const own = [...model.series, ...(model.bands ?? [])].map(({ colour }) => colour);
  return [...new Set<Token>(['--text-3', '--border', '--surface', ...own])];
}

type Column = (number | null)[];

/**
 * The model's columns as uPlot takes them: bars of a stack from the tallest down, then both ends of each band. uPlot
 * only reads them, so they are not copied.
 */
export function uplotData(model: SeriesModel): uPlot.AlignedData {
  const x = model.days.map((day) => day * DAY);
  const lists = model.stacked
    ? stackedValues(model).toReversed()
    : model.series.map(({ values }) => values as Column);
  const bands = (model.bands ?? []).flatMap(({ low, high }) => [high as Column, low as Column]);
  return [x, ...lists, ...bands];
}

/** How a model is drawn. Colours come resolved, because a canvas cannot read variables; size comes later. */
export function uplotOptions(
  model: SeriesModel,
  colours: Record<Token, string>,
  onPoint: (index: number | null) => void,
): Omit<uPlot.Options, 'width' | 'height'> {
  const hasBars = model.series.some(({ look }) => look === 'bar' || look === 'step');
  const half = hasBars ? STEP[model.step] / 2 : 0;
  const ordered = model.stacked ? model.series.toReversed() : model.series;
  const ticks = ticksUpTo(highest(model));
  const axis = {
    stroke: colours['--text-3']!,
    font: '11px "Geist Mono Variable", monospace',
    grid: { stroke: colours['--border']!, width: 1 },
    ticks: { show: false },
  };
  const firstBand = 1 + ordered.length;
  return {
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
    legend: { show: false },
    padding: [8, 8, 0, 0],
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
    hooks: { setCursor: [(chart) => onPoint(chart.cursor.idx ?? null)] },
    scales: {
      // Half a step more at both ends: the outer bars are whole.
      x: { range: (_chart, min, max) => [min - half, Math.max(max, min + DAY) + half] },
      y: { range: [0, ticks.at(-1)!] },
    },
    axes: [
      { ...axis, grid: { show: false }, space: 70 },
      {
        ...axis,
        size: 52,
        splits: ticks,
        values: (_chart, splits) => splits.map((value) => showTick(value, model.unit)),
      },
    ],
    series: [
      {},
      ...ordered.map((series) => lineOptions(series, colours[series.colour]!, half)),
      // The ends of a band are only fences: what is seen is the fill between them.
      ...(model.bands ?? []).flatMap(() => [{ points: { show: false } }, { points: { show: false } }]),
    ],
    bands: (model.bands ?? []).map(({ colour }, index) => ({
      series: [firstBand + index * 2, firstBand + index * 2 + 1],
      fill: withAlpha(colours[colour]!, 0.22),
    })),
  };
}

function lineOptions({ look }: Series, colour: string, half: number): uPlot.Series {
  const base = { stroke: colour, points: { show: false }, width: 2 };
  switch (look) {
    case 'bar': {
      const paths = uPlot.paths.bars?.({ size: [0.72, 40] });
      return { ...base, fill: colour, width: 0, ...(paths && { paths }) };
    }
    case 'area':
      return { ...base, fill: withAlpha(colour, 0.16) };
    case 'line':
      return base;
    case 'dashed':
      return { ...base, width: 1.75, dash: [6, 5] };
    case 'step':
      return { ...base, width: 1.75, paths: stairs(half) };
  }
}

/** Steps that are as wide as the bars they belong to; uPlot's own begin or end at the middle of one. */
function stairs(half: number): uPlot.Series.PathBuilder {
  return (chart, index, ...[from, to]) => {
    const path = new Path2D();
    let drawing = false;
    for (let at = from; at <= to; at += 1) {
      const x = chart.data[0][at]!;
      const value = chart.data[index]![at];
      if (value === null || value === undefined) drawing = false;
      else {
        const y = chart.valToPos(value, 'y', true);
        const left = chart.valToPos(x - half, 'x', true);
        if (drawing) path.lineTo(left, y);
        else path.moveTo(left, y);
        path.lineTo(chart.valToPos(x + half, 'x', true), y);
        drawing = true;
      }
    }
    return { stroke: path };
  };
}

/** "rgb(1, 2, 3)" with some transparency. */
const withAlpha = (colour: string, alpha: number): string =>
  colour.replace(/^rgb\((.+)\)$/, `rgba($1, ${alpha})`);
