import type { CheckResult } from '../../shared/labs.ts';

/** One line more is no burden; a stack trace is. */
const LONG_LINES = 3;

/**
 * Shortens what was told already: a program that does not start gives each check of a step the same stack trace.
 * @returns a function that gives a result as it is to be printed after those before it
 */
export function createSameAsAbove(): (result: CheckResult) => CheckResult {
  const told = new Set<string>();
  return (result) => {
    const [first = '', ...rest] = result.message.split('\n');
    if (result.status === 'pass' || rest.length < LONG_LINES) return result;
    const trace = rest.join('\n');
    if (told.has(trace)) return { ...result, message: `${first}\n(the same as above)` };
    told.add(trace);
    return result;
  };
}
