import type { CallRequest } from './outlet.ts';
import type { OpenCall } from './record.ts';
import type { Run } from './runs.ts';
import type { Wire } from './wire.ts';

/** One authenticated call on its way through the gateway. */
export interface Passage {
  run: Run;
  request: CallRequest;
  requestId: string;
  /** The API that the caller speaks: its answers and its errors come in that shape. */
  wire: Wire;
  call: OpenCall;
  /** Fires when the caller leaves or the run is closed. */
  signal: AbortSignal;
}
