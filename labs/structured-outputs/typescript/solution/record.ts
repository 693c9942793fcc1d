import { z } from 'zod';
import { severitiesOf } from './severities.ts';
import { invalid, type Invalid, type Valid } from './types.ts';
import { readDate, readMinutes, readMoney } from './values.ts';

/** Words that `read` has to understand, or null. */
function read<T>(reader: (text: string) => T | undefined, wanted: string) {
  return z
    .string()
    .nullable()
    .transform((text, context) => {
      if (text === null) return null;
      const value = reader(text);
      if (value !== undefined) return value;
      context.addIssue(`"${text}" is not ${wanted}.`);
      return z.NEVER;
    });
}

const name = read((text) => text.trim() || undefined, 'a name. Use null when the report has none');

function severity(version: 1 | 2) {
  const ladder = Object.entries(severitiesOf(version));
  const find = (text: string): string | undefined => {
    const word = text.trim().toLowerCase();
    return ladder.find(([level, others]) => level === word || others.includes(word))?.[0];
  };
  return read(find, `a severity. Use one of ${ladder.map(([level]) => level).join(', ')}`);
}

const common = {
  service: name,
  date: read(readDate, 'a date like 2026-03-03 or 3 March 2026'),
  duration: read(readMinutes, 'a duration like 42 minutes, 3 hours or 2 days'),
  cost: read(readMoney, 'an amount like $1,250.50 or 1250.50 USD'),
};

const recordV1 = z
  .object({ ...common, severity: severity(1) })
  .transform(({ duration, ...rest }) => ({ version: 1 as const, ...rest, durationMinutes: duration }));

const recordV2 = z
  .object({ ...common, severity: severity(2), ticket: name })
  .transform(({ duration, ...rest }) => ({
    version: 2 as const,
    ...rest,
    durationSeconds: duration === null ? null : duration * 60,
  }));

/** A draft as a record, or everything that is wrong with it. */
export function toRecord({ draft, version = 1 }: { draft: unknown; version?: number }): Valid | Invalid {
  if (version !== 1 && version !== 2) return invalid('version', `There is no version ${version}.`);
  const result = (version === 1 ? recordV1 : recordV2).safeParse(draft);
  if (result.success) return { status: 'ok', record: result.data };
  const problems = result.error.issues.map(({ path, message }) => ({
    field: String(path[0] ?? 'answer'),
    message,
  }));
  return { status: 'invalid', problems };
}
