import { isDeepStrictEqual } from 'node:util';
import { CheckFailure, type Expect, type Expectation } from './checks.ts';

const SHOWN = 400;

/** A value as a verdict shows it. */
export function show(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : (JSON.stringify(value) ?? String(value));
  return cut(text);
}

function cut(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)} ... (${text.length} characters)` : text;
}

/** Ends the check as the learner's failure. Without a value, `expected` and `actual` are left out. */
export function fail({ message, ...values }: Expectation): never {
  throw new CheckFailure({
    message,
    expected: 'expected' in values ? show(values.expected) : undefined,
    actual: 'actual' in values ? show(values.actual) : undefined,
  });
}

export const expect: Expect = {
  status(answer, status) {
    if (answer.status === status) return;
    // Not through `fail`, which would quote the body a second time.
    throw new CheckFailure({
      message: `${answer.request} should answer ${status}.`,
      expected: String(status),
      actual: `${answer.status}${answer.text ? `, with the body ${cut(answer.text)}` : ''}`,
    });
  },
  equal(actual, expected, message) {
    if (!isDeepStrictEqual(actual, expected)) fail({ message, expected, actual });
  },
  that(condition, expectation) {
    if (!condition) fail(typeof expectation === 'string' ? { message: expectation } : expectation);
  },
};
