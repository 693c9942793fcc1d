import { errorBody, openAiErrorBody, type ApiFailure } from '../api-error.ts';
import { createFrameSplitter, encodeEvent } from '../sse.ts';
import { sleep, untilAborted } from '../stop-at-abort.ts';
import type { Fault } from '../types.ts';
import type { Wire } from '../wire.ts';

type Frames = AsyncGenerator<Uint8Array, void, void>;

/** Runs a successful answer through a reshaper, frame by frame; a JSON answer is a single frame. Errors pass. */
export function reshape(
  response: Response | ApiFailure,
  change: (frames: Frames) => Frames,
): Response | ApiFailure {
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

const OPENING_BRACE = 0x7b;

/** A JSON answer begins with a brace, an event never does. */
const isJson = (frame: Uint8Array): boolean => frame[0] === OPENING_BRACE;

export async function* drip(frames: Frames, ms: number, signal: AbortSignal): Frames {
  for await (const frame of frames) {
    if (!(await sleep(ms, signal))) throw signal.reason;
    yield frame;
  }
}

/** Nothing comes after those events, and no end either, until the caller or the run gives up. */
export async function* stall(frames: Frames, afterEvents: number, signal: AbortSignal): Frames {
  let sent = 0;
  for await (const frame of frames) {
    if (sent >= afterEvents) break;
    sent += 1;
    yield frame;
  }
  await untilAborted(signal);
  throw signal.reason;
}

/** The break comes in the middle of an event, as it does when a connection dies. */
export async function* cut(frames: Frames, afterEvents: number): Frames {
  let sent = 0;
  for await (const frame of frames) {
    if (sent >= afterEvents || isJson(frame)) {
      yield frame.slice(0, Math.ceil(frame.length / 2));
      throw new Error('the connection was cut (injected)');
    }
    sent += 1;
    yield frame;
  }
}

/** Breaks the JSON of one event, or of the whole answer, and sends the rest as it was. */
export async function* malform(frames: Frames, afterEvents: number): Frames {
  let sent = 0;
  for await (const frame of frames) {
    if (isJson(frame)) yield frame.slice(0, Math.ceil(frame.length / 2));
    else yield sent === afterEvents ? withoutItsEnd(frame) : frame;
    sent += 1;
  }
}

/** The frame stays a frame: only what its `data` line holds loses its last two characters. */
function withoutItsEnd(frame: Uint8Array): Uint8Array {
  const text = new TextDecoder().decode(frame).trimEnd();
  return new TextEncoder().encode(`${text.slice(0, -2)}\n\n`);
}

export async function* breakOff(
  frames: Frames,
  fault: Extract<Fault, { kind: 'stream-error' }>,
  { requestId, wire }: { requestId: string; wire: Wire },
): Frames {
  const { afterEvents, type = 'overloaded_error', message = 'Overloaded' } = fault;
  let sent = 0;
  for await (const frame of frames) {
    if (sent >= afterEvents) break;
    sent += 1;
    yield frame;
  }
  const problem = { status: 529, type, message };
  yield wire === 'openai'
    ? new TextEncoder().encode(`data: ${JSON.stringify(openAiErrorBody(problem))}\n\n`)
    : encodeEvent({ type: 'error', ...errorBody(problem, requestId) });
}
