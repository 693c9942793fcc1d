import { z } from 'zod';
import { invalid, type Invalid, type RecordV1, type RecordV2, type Valid } from './types.ts';

const versioned = z.object({ version: z.union([z.literal(1), z.literal(2)]) });

/** A stored record of any version as a record of the newest one. What the old one did not know is null. */
export function migrate({ record }: { record: unknown }): Valid<RecordV2> | Invalid {
  if (!versioned.safeParse(record).success)
    return invalid('version', 'This is not a record of version 1 or 2.');
  const known = record as RecordV1 | RecordV2;
  return { status: 'ok', record: known.version === 1 ? fromV1(known) : known };
}

function fromV1({ durationMinutes, ...rest }: RecordV1): RecordV2 {
  return {
    ...rest,
    version: 2,
    durationSeconds: durationMinutes === null ? null : durationMinutes * 60,
    ticket: null,
  };
}
