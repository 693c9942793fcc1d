import type { SeriesModel } from './model.ts';

/** The height at which each point of a stacked series ends: its own value on top of those below it. */
export function stackedValues({ series }: SeriesModel): number[][] {
  const sums = series[0]?.values.map(() => 0) ?? [];
  return series.map(({ values }) =>
    values.map((value, at) => {
      sums[at] = (sums[at] ?? 0) + (value ?? 0);
      return sums[at];
    }),
  );
}

/** The largest value that is drawn, bands included. */
export function highest(model: SeriesModel): number {
  const lists = model.stacked ? stackedValues(model).slice(-1) : model.series.map(({ values }) => values);
  let most = 0;
  for (const list of [...lists, ...(model.bands ?? []).map(({ high }) => high)]) {
    // By index: ten years of five lists are most of what a chart has to look at before it can draw.
    for (let at = 0; at < list.length; at += 1) {
      const value = list[at];
      if (value !== null && value !== undefined && value > most) most = value;
    }
  }
  return most;
}
