import type { OpenCall } from './record.ts';
import type { Run } from './runs.ts';

/** One authenticated call on its way through the gateway. */
export interface Passage {
  run: Run;
  request: Request;
  requestId: string;
  call: OpenCall;
  /** Fires when the caller leaves or the run is closed. */
  signal: AbortSignal;
}
