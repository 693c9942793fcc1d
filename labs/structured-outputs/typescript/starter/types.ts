/** Money in the smallest unit of its currency: $12.50 is 1250 of USD, and ¥500 is 500 of JPY. */
export interface Money {
  minorUnits: number;
  currency: 'USD' | 'EUR' | 'GBP' | 'JPY';
}

export interface RecordV1 {
  version: 1;
  service: string | null;
  /** Like 2026-03-03. */
  date: string | null;
  severity: string | null;
  durationMinutes: number | null;
  cost: Money | null;
}

/** What is wrong with a draft. `field` is a key of the draft, or `answer` when there is no draft at all. */
export interface Problem {
  field: string;
  message: string;
}

export interface Valid<R = RecordV1> {
  status: 'ok';
  record: R;
}

export interface Invalid {
  status: 'invalid';
  problems: Problem[];
}

export type Extraction = Valid | Invalid | { status: 'truncated' } | { status: 'refused' };

export function invalid(field: string, message: string): Invalid {
  return { status: 'invalid', problems: [{ field, message }] };
}
