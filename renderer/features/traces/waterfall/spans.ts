import type { TraceSpan } from '../../../../electron/shared/traces.ts';

/** What a call did, in the order in which it does it. */
export const SPAN_NAMES: Record<TraceSpan['name'], string> = {
  queue: 'Queue',
  connect: 'Connect',
  'first token': 'Wait for the first token',
  answer: 'Answer',
};
