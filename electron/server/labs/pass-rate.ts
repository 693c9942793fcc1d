import { CheckFailure } from './checks.ts';
import { fail } from './expect.ts';

/** The z value of a 95 % interval. */
const Z = 1.96;

/**
 * The Wilson score interval of a rate, 95 % (Wilson 1927; Newcombe 1998, method 3).
 * @returns its ends, from 0 to 1
 */
export function wilson(successes: number, n: number): [low: number, high: number] {
  const rate = successes / n;
  const middle = rate + Z ** 2 / (2 * n);
  const half = Z * Math.sqrt((rate * (1 - rate)) / n + Z ** 2 / (4 * n ** 2));
  const scale = 1 + Z ** 2 / n;
  return [Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)];
}

const percent = (value: number): string => `${Math.round(value * 100)} %`;

/**
 * Makes trials and holds their rate against a threshold. A trial that fails an expectation counts as no success.
 * @param note gets a sentence when the interval holds the threshold: another run may say otherwise
 */
export async function expectPassRate(
  { n, threshold, note }: { n: number; threshold: number; note: (message: string) => void },
  trial: (i: number) => Promise<boolean>,
): Promise<void> {
  let successes = 0;
  let first: string | undefined;
  for (let i = 0; i < n; i += 1) {
    try {
      if (await trial(i)) successes += 1;
    } catch (error) {
      if (!(error instanceof CheckFailure)) throw error;
      first ??= error.message;
    }
  }
  const [low, high] = wilson(successes, n);
  const rate = `${successes} of ${n} trials succeeded: ${percent(successes / n)}, 95 % interval ${percent(low)} to ${percent(high)}`;
  if (successes / n < threshold) {
    const why = first === undefined ? '' : ` The first that failed: ${first}`;
    fail({ message: `${rate}. At least ${percent(threshold)} should.${why}` });
  }
  if (low < threshold)
    note(
      `${rate}. At least ${percent(threshold)} was asked for. With so few trials another run may say otherwise.`,
    );
}
