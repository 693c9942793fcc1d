import { isDeepStrictEqual } from 'node:util';
import type { CheckTools } from '../../../../electron/server/labs/checks.ts';
import type { IncidentRecord } from './incident.ts';

export interface Problem {
  field?: unknown;
  message?: unknown;
}

export interface Result {
  status?: unknown;
  record?: Record<string, unknown> | null;
  problems?: Problem[];
}

export const asResult = (value: unknown): Result => (typeof value === 'object' && value ? value : {});

/** @param what `extract()`: how the message names what gave the result */
export function expectRecord(
  t: CheckTools,
  value: unknown,
  { what, record }: { what: string; record: IncidentRecord },
): void {
  const result = asResult(value);
  expectStatus(t, value, { what, status: 'ok' });
  const keys = new Set([...Object.keys(record), ...Object.keys(result.record ?? {})]);
  const wrong = [...keys].filter((key) => !isDeepStrictEqual(result.record?.[key], record[key]));
  t.expect.that(wrong.length === 0, {
    message: `The record of ${what} is wrong in ${wrong.map((key) => `"${key}"`).join(', ')}.`,
    expected: record,
    actual: result.record,
  });
}

export function expectStatus(
  t: CheckTools,
  value: unknown,
  { what, status, why = '' }: { what: string; status: string; why?: string },
): void {
  t.expect.that(asResult(value).status === status, {
    message: `${what} should give the status "${status}"${why && `: ${why}`}.`,
    expected: { status },
    actual: value,
  });
}

/** The result is `invalid` and has a problem with a message for each of these fields, and for no others. */
export function expectProblems(
  t: CheckTools,
  value: unknown,
  { what, fields, why = '' }: { what: string; fields: readonly string[]; why?: string },
): void {
  expectStatus(t, value, { what, status: 'invalid', why });
  const problems = asResult(value).problems ?? [];
  const named = [...new Set(Array.isArray(problems) ? problems.map(({ field }) => String(field)) : [])];
  t.expect.that(isDeepStrictEqual(named.toSorted(), [...fields].toSorted()), {
    message: `The problems of ${what} should be those of ${fields.map((field) => `"${field}"`).join(' and ')}.`,
    expected: fields,
    actual: problems,
  });
  for (const { field, message } of problems) {
    t.expect.that(typeof message === 'string' && message.trim() !== '', {
      message: `The problem of "${String(field)}" should have a message.`,
      actual: problems,
    });
  }
}
