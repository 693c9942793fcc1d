import uPlot from 'uplot';

const HALF_WEEK = 3.5 * 86_400;

export type ChartKind = 'weekly' | 'total';

interface ChartLook {
  kind: ChartKind;
  colours: Record<'--accent' | '--accent-soft' | '--text-3' | '--border' | '--bg', string>;
  /** The index under the pointer, null when it has left. */
  onPoint: (index: number | null) => void;
}

/** How the hours are drawn: bars by week, or a filled line for the running total. Size comes later. */
export function chartOptions({ kind, colours, onPoint }: ChartLook): Omit<uPlot.Options, 'width' | 'height'> {
  const axis = {
    stroke: colours['--text-3'],
    font: '11px "Geist Mono Variable", monospace',
    grid: { stroke: colours['--border'], width: 1 },
    ticks: { show: false },
  };
  const bars = uPlot.paths.bars?.({ size: [0.72, 26], radius: 0.2 });
  return {
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
    legend: { show: false },
    padding: [8, 8, 0, 0],
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7, fill: colours['--accent'] } },
    hooks: { setCursor: [(chart) => onPoint(chart.cursor.idx ?? null)] },
    scales: {
      // Half a week more at both ends: the outer bars are whole.
      x: { range: (_chart, min, max) => [min - HALF_WEEK, max + HALF_WEEK] },
      y: { range: (_chart, _min, max) => [0, Math.max(1, max * 1.08)] },
    },
    axes: [
      { ...axis, grid: { show: false }, space: 70 },
      { ...axis, size: 44, values: (_chart, splits) => splits.map((value) => `${value} h`) },
    ],
    series: [
      {},
      kind === 'weekly'
        ? {
            fill: colours['--accent'],
            stroke: colours['--accent'],
            width: 0,
            points: { show: false },
            ...(bars && { paths: bars }),
          }
        : { fill: colours['--accent-soft'], stroke: colours['--accent'], width: 2, points: { show: false } },
    ],
  };
}
