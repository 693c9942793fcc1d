import { errorBody, failure, type ApiFailure } from './api-error.ts';
import { cannedResponse, DEFAULT_ANSWER } from './canned.ts';
import type { JsonObject } from './json.ts';
import { createFrameSplitter, encodeEvent } from './sse.ts';
import { sleep, untilAborted } from './stop-at-abort.ts';
import type { CannedAnswer, Fault } from './types.ts';

export interface FaultContext {
  body: JsonObject;
  requestId: string;
  signal: AbortSignal;
  /** Asks the run's model, with the body given; null in a run without a model. */
  send: ((body: JsonObject) => Promise<Response | ApiFailure>) | null;
}

/** Answers one call under a fault: an error, a canned answer, or the model's answer made slow, short or broken. */
export async function answerUnderFault(fault: Fault, context: FaultContext): Promise<Response | ApiFailure> {
  const { body, signal, send } = context;
  const base = async (answer: CannedAnswer | undefined): Promise<Response | ApiFailure> =>
    answer || !send ? cannedResponse(answer ?? DEFAULT_ANSWER, body) : send(body);
  switch (fault.kind) {
    case 'pass':
      return send ? send(body) : unscripted();
    case 'answer':
      return cannedResponse(fault, body);
    case 'status':
      return injectedStatus(fault);
    case 'timeout':
      await untilAborted(signal);
      throw signal.reason;
    case 'slow-first-byte':
      if (!(await sleep(fault.ms, signal))) throw signal.reason;
      return base(fault.answer);
    case 'drip':
      return reshape(await base(fault.answer), (frames) => drip(frames, fault.ms, signal));
    case 'cut-stream':
      return reshape(await base(fault.answer), (frames) => cut(frames, fault.afterEvents));
    case 'stream-error':
      return reshape(await base(fault.answer), (frames) => breakOff(frames, fault, context.requestId));
    case 'truncate':
      if (fault.answer || !send)
        return cannedResponse(fault.answer ?? DEFAULT_ANSWER, body, fault.outputTokens);
      return send({ ...body, max_tokens: fault.outputTokens });
  }
}

/** The answer to a call in a run without a model that the fault plan does not cover. */
export function unscripted(): ApiFailure {
  return failure(400, 'This run has no model, and no scripted answer is left for this call.', {
    retry: false,
  });
}

const SAYS: Record<number, string> = {
  429: 'This request would exceed your rate limit. Please try again later.',
  500: 'Internal server error',
  529: 'Overloaded',
};

function injectedStatus(fault: Extract<Fault, { kind: 'status' }>): ApiFailure {
  const { status, message = SAYS[status] ?? `Status ${status}`, type, retryAfter } = fault;
  return failure(status, message, { type, retryAfter });
}

type Frames = AsyncGenerator<Uint8Array, void, void>;

/** Runs a successful answer through a reshaper, frame by frame; a JSON answer is a single frame. Errors pass. */
function reshape(response: Response | ApiFailure, change: (frames: Frames) => Frames): Response | ApiFailure {
  if (!(response instanceof Response) || !response.ok || !response.body) return response;
  const changed = change(framesOf(response));
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await changed.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await changed.return(undefined);
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
}

async function* framesOf(response: Response): Frames {
  if (!response.headers.get('content-type')?.includes('text/event-stream')) {
    yield new Uint8Array(await response.arrayBuffer());
    return;
  }
  const splitter = createFrameSplitter();
  for await (const chunk of response.body!) yield* splitter.push(chunk);
  const rest = splitter.rest();
  if (rest.length > 0) yield rest;
}

async function* drip(frames: Frames, ms: number, signal: AbortSignal): Frames {
  for await (const frame of frames) {
    if (!(await sleep(ms, signal))) throw signal.reason;
    yield frame;
  }
}

/** The break comes in the middle of an event, as it does when a connection dies. */
async function* cut(frames: Frames, afterEvents: number): Frames {
  let sent = 0;
  for await (const frame of frames) {
    const isLastWhole = sent >= afterEvents || frame[0] === 0x7b;
    if (isLastWhole) {
      yield frame.slice(0, Math.ceil(frame.length / 2));
      throw new Error('the connection was cut (injected)');
    }
    sent += 1;
    yield frame;
  }
}

async function* breakOff(
  frames: Frames,
  fault: Extract<Fault, { kind: 'stream-error' }>,
  requestId: string,
): Frames {
  const { afterEvents, type = 'overloaded_error', message = 'Overloaded' } = fault;
  let sent = 0;
  for await (const frame of frames) {
    if (sent >= afterEvents) break;
    sent += 1;
    yield frame;
  }
  yield encodeEvent({ type: 'error', ...errorBody({ status: 529, type, message }, requestId) });
}
