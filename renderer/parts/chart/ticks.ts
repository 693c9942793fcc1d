/** Round values from 0 up to at least `max`, about `count` of them: steps of 1, 2, 2.5 or 5 times a power of ten. */
export function ticksUpTo(max: number, count = 4): number[] {
  if (!(max > 0)) return [0, 1];
  const rough = max / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((value) => value >= rough) ?? rough;
  const last = Math.ceil(max / step - 1e-9);
  return Array.from({ length: last + 1 }, (_, at) => Number((at * step).toPrecision(6)));
}

/** Indices of about `count` points that get a date below the axis, evenly spread, the first included. */
export function labelled(points: number, count: number): number[] {
  const step = Math.max(1, Math.ceil(points / Math.max(1, count)));
  return Array.from({ length: Math.ceil(points / step) }, (_, at) => at * step);
}
