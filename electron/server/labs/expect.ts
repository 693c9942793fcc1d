import { isDeepStrictEqual } from 'node:util';
import { CheckFailure, type Expect, type Expectation } from './checks.ts';

const SHOWN = 4000;
const INLINE = 120;

/** A value as a verdict shows it: texts as they are, so that two of them can be compared line by line. */
export function show(value: unknown): string {
  if (typeof value === 'string')
    return cut(value.length > INLINE || value.includes('\n') ? value : JSON.stringify(value));
  const short = JSON.stringify(value) ?? String(value);
  return cut(short.length > INLINE ? JSON.stringify(value, null, 2) : short);
}

function cut(text: string, shown = SHOWN): string {
  return text.length > shown ? `${text.slice(0, shown)} ... (${text.length} characters)` : text;
}

/** Ends the check as the learner's failure. Without a value, `expected` and `actual` are left out. */
export function fail({ message, file, line, call, ...values }: Expectation): never {
  throw new CheckFailure({
    message,
    file,
    line,
    call,
    expected: 'expected' in values ? show(values.expected) : undefined,
    actual: 'actual' in values ? show(values.actual) : undefined,
  });
}

/** Where a value departs from a shape, as a path like `.items[2].price`; undefined when it fits. */
function misfit(actual: unknown, shape: unknown, at = ''): string | undefined {
  if (shape instanceof RegExp)
    return typeof actual === 'string' && shape.test(actual) ? undefined : at || 'it';
  if (Array.isArray(shape)) {
    if (!Array.isArray(actual) || actual.length !== shape.length) return at || 'it';
    for (const [i, part] of shape.entries()) {
      const found = misfit(actual[i], part, `${at}[${i}]`);
      if (found) return found;
    }
    return undefined;
  }
  if (typeof shape === 'object' && shape !== null) {
    if (typeof actual !== 'object' || actual === null) return at || 'it';
    for (const [key, part] of Object.entries(shape)) {
      const found = misfit((actual as Record<string, unknown>)[key], part, `${at}.${key}`);
      if (found) return found;
    }
    return undefined;
  }
  return isDeepStrictEqual(actual, shape) ? undefined : at || 'it';
}

/** A shape as it is shown: a RegExp has no JSON of its own. */
function shapeText(shape: unknown): string {
  const text = JSON.stringify(shape, (_, part: unknown) => (part instanceof RegExp ? String(part) : part), 2);
  return text ?? String(shape);
}

export const expect: Expect = {
  status(answer, status) {
    if (answer.status === status) return;
    // Not through `fail`, which would quote the body a second time.
    throw new CheckFailure({
      message: `${answer.request} should answer ${status}.`,
      expected: String(status),
      actual: `${answer.status}${answer.text ? `, with the body ${cut(answer.text, 400)}` : ''}`,
    });
  },
  equal(actual, expected, message) {
    if (!isDeepStrictEqual(actual, expected)) fail({ message, expected, actual });
  },
  match(actual, shape, message) {
    const where = misfit(actual, shape);
    if (where === undefined) return;
    const place = where === 'it' ? '' : ` It differs at ${where}.`;
    throw new CheckFailure({
      message: message + place,
      expected: cut(shapeText(shape)),
      actual: show(actual),
    });
  },
  failsWith({ value, error }, pattern, message) {
    if (!error) fail({ message, expected: `an error like ${pattern}`, actual: value });
    const said = `${error.type}: ${error.message}`;
    if (!pattern.test(said)) fail({ message, expected: `an error like ${pattern}`, actual: said });
  },
  that(condition, expectation) {
    if (!condition) fail(typeof expectation === 'string' ? { message: expectation } : expectation);
  },
};
