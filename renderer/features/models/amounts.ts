/** Milliseconds as a person reads them: "84 ms", "1.2 s". Null is a dash. */
export function duration(ms: number | null): string {
  if (ms === null) return '–';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${(ms / 60_000).toFixed(1)} min`;
}

/** A count with separators. Null is a dash. */
export function count(value: number | null): string {
  return value === null ? '–' : value.toLocaleString('en');
}

/** US dollars with as many digits as a call needs; null means that no price is known, never that it was free. */
export function money(usd: number | null): string {
  if (usd === null) return 'unknown';
  if (usd === 0) return '$0';
  if (usd < 0.0001) return '< $0.0001';
  return `$${usd.toFixed(usd < 0.1 ? 4 : 2)}`;
}

/** Adds amounts of which some are unknown: the sum of the known ones, and whether it is all of them. */
export function total(values: readonly (number | null)[]): { sum: number; complete: boolean } {
  const known = values.filter((value) => value !== null);
  return { sum: known.reduce((sum, value) => sum + value, 0), complete: known.length === values.length };
}

/** A total of money in words: "$0.0123", or "at least $0.0123" when some prices are unknown. */
export function moneyTotal(values: readonly (number | null)[]): string {
  const { sum, complete } = total(values);
  if (complete) return money(sum);
  return sum === 0 ? 'unknown' : `at least ${money(sum)}`;
}

/** JSON text laid out for reading; text that is not JSON stays as it is. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text; // A stored body may have been cut at its size limit.
  }
}
