import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import uPlot from 'uplot';
import type { ProgressView } from '../../../electron/shared/progress.ts';
import {
  cumulativeModel,
  hoursModel,
  stackModel,
  weeksModel,
} from '../../../renderer/features/progress/charts/models.ts';
import { GridPlot } from '../../../renderer/parts/chart/grid-plot.tsx';
import type { GridModel, SeriesModel } from '../../../renderer/parts/chart/model.ts';
import { drawSeries, SeriesPlot } from '../../../renderer/parts/chart/series-plot.tsx';
import { uplotData } from '../../../renderer/parts/chart/uplot-options.ts';
import '../../../renderer/ui/tokens.css';

// One page, both sides: Cairn's chart from the server's answer, and the bare library on the same points.
const CHARTS = {
  cumulative: cumulativeModel,
  weeks: weeksModel,
  skills: (view: ProgressView) => stackModel(view.bySkill, view, (id) => id ?? 'none'),
  hours: hoursModel,
} satisfies Record<string, (view: ProgressView) => SeriesModel | GridModel | null>;
export type ChartName = keyof typeof CHARTS;

const host = document.querySelector<HTMLDivElement>('#host')!;

/** Cairn's drawing alone: from the server's answer to the pixels of the canvas. */
async function drawing(name: ChartName, view: ProgressView): Promise<number> {
  const start = performance.now();
  const chart = drawSeries(host, CHARTS[name](view) as SeriesModel, () => {});
  await drawn();
  const ms = performance.now() - start;
  chart.destroy();
  return ms;
}

/** The same with its legend, reading line and keyboard, in a React page that stands already. */
async function own(name: ChartName, view: ProgressView): Promise<number> {
  const root = createRoot(host);
  flushSync(() => root.render(null));
  const start = performance.now();
  const model = CHARTS[name](view)!;
  const props = { label: name };
  flushSync(() =>
    root.render(
      model.kind === 'series'
        ? createElement(SeriesPlot, { ...props, model })
        : createElement(GridPlot, { ...props, model }),
    ),
  );
  await drawn();
  const ms = performance.now() - start;
  root.unmount();
  return ms;
}

/** uPlot as its README shows it, with the same looks; for the grid, React with the same cells and nothing else. */
async function bare(name: ChartName, view: ProgressView): Promise<number> {
  const model = CHARTS[name](view)!;
  const data = model.kind === 'series' ? uplotData(model) : null;
  const start = performance.now();
  const remove = data ? bareSeries(model as SeriesModel, data) : bareGrid(model as GridModel);
  await drawn();
  const ms = performance.now() - start;
  remove();
  return ms;
}

function bareSeries(model: SeriesModel, data: uPlot.AlignedData): () => void {
  const bars = uPlot.paths.bars!({ size: [0.72, 40] });
  const hasBars = model.series[0]?.look === 'bar';
  const series = data.slice(1).map((_, index) => ({
    stroke: '#0f6b5c',
    fill: hasBars ? '#0f6b5c' : '#0f6b5c33',
    points: { show: false },
    ...(model.series[index]?.look === 'bar' && { paths: bars }),
  }));
  const chart = new uPlot({ width: 900, height: 240, series: [{}, ...series] }, data, host);
  return () => chart.destroy();
}

function bareGrid(model: GridModel): () => void {
  const root = createRoot(host);
  const cell = (value: number, key: number) =>
    createElement('div', {
      key,
      title: `${value} h`,
      style: { width: 30, height: 24, background: `rgb(15 107 92 / ${value})` },
    });
  flushSync(() =>
    root.render(
      model.values.map((row, key) =>
        createElement('div', { key, style: { display: 'flex' } }, row.map(cell)),
      ),
    ),
  );
  return () => root.unmount();
}

/** uPlot draws in a microtask; layout is forced, so that both sides pay for theirs. */
async function drawn(): Promise<void> {
  await Promise.resolve();
  await Promise.resolve();
  host.getBoundingClientRect();
}

Object.assign(globalThis, { drawing, own, bare });
