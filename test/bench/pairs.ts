/** One side of a comparison: does the work once and gives its time in milliseconds. */
export type Side = () => Promise<number>;

export interface Comparison {
  name: string;
  /** What the subject is held against, in words. */
  against: string;
  pairs: number;
  subjectMs: number;
  baselineMs: number;
  /** Median of the ratios of each pair, so that a slow moment of the machine hits both sides. */
  ratio: number;
  /** The middle half of the ratios. */
  quartiles: [number, number];
  note?: string;
}

const quantile = (sorted: readonly number[], q: number): number => {
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)]!;
  return low + (sorted[Math.ceil(at)]! - low) * (at % 1);
};

export function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export interface ComparisonInput {
  name: string;
  against: string;
  subject: Side;
  baseline: Side;
  pairs?: number;
  note?: string;
}

/**
 * Runs both sides interleaved, in alternating order, after one warm-up of each.
 * @returns medians in milliseconds and the median of the pairwise ratios
 */
export async function compare({
  name,
  against,
  subject,
  baseline,
  pairs = 20,
  note,
}: ComparisonInput): Promise<Comparison> {
  await subject();
  await baseline();
  const times: { subject: number; baseline: number }[] = [];
  for (let i = 0; i < pairs; i += 1) {
    if (i % 2 === 0) {
      const s = await subject();
      times.push({ subject: s, baseline: await baseline() });
    } else {
      const b = await baseline();
      times.push({ subject: await subject(), baseline: b });
    }
  }
  const ratios = times.map((t) => t.subject / t.baseline).toSorted((a, b) => a - b);
  const round = (x: number): number => Math.round(x * 1000) / 1000;
  return {
    name,
    against,
    pairs,
    subjectMs: round(median(times.map((t) => t.subject))),
    baselineMs: round(median(times.map((t) => t.baseline))),
    ratio: round(quantile(ratios, 0.5)),
    quartiles: [round(quantile(ratios, 0.25)), round(quantile(ratios, 0.75))],
    ...(note ? { note } : {}),
  };
}
