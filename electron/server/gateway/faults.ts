import { failure, type ApiFailure } from './api-error.ts';
import { cannedResponse, DEFAULT_ANSWER } from './canned.ts';
import {
  badAnswer,
  emptyAnswer,
  malformedTool,
  refusalAnswer,
  wrongCitations,
} from './faults/bad-answers.ts';
import { breakOff, cut, drip, malform, reshape, stall } from './faults/frames.ts';
import type { JsonObject } from './json.ts';
import { sleep, untilAborted } from './stop-at-abort.ts';
import type { CannedAnswer, Fault } from './types.ts';
import type { Wire } from './wire.ts';

export interface FaultContext {
  /** The request as the Messages API has it, whichever API the caller speaks. */
  body: JsonObject;
  requestId: string;
  signal: AbortSignal;
  /** The caller's API, and how an answer of the Messages API is brought into its shape. */
  wire: Wire;
  toWire: (answer: Response) => Answer | Promise<Answer>;
  /** Asks the run's model, with the body given; null in a run without a model. Answers in the caller's shape. */
  send: ((body: JsonObject) => Promise<Response | ApiFailure>) | null;
}

type Answer = Response | ApiFailure;

/** Answers one call under a fault: an error, a canned answer, or the model's answer made slow, short or broken. */
export async function answerUnderFault(fault: Fault, context: FaultContext): Promise<Answer> {
  const { body, signal, send, toWire } = context;
  const canned = async (answer: CannedAnswer, truncateAt?: number): Promise<Answer> =>
    toWire(cannedResponse(answer, body, truncateAt));
  const base = async (answer: CannedAnswer | undefined): Promise<Answer> =>
    answer || !send ? canned(answer ?? DEFAULT_ANSWER) : send(body);
  switch (fault.kind) {
    case 'pass':
      return send ? send(body) : unscripted();
    case 'answer':
      return canned(fault);
    case 'status':
      return injectedStatus(fault);
    case 'timeout':
      return silence(signal);
    case 'reset':
      // What fetch itself calls a network error: whoever serves it resets the connection.
      return Response.error();
    case 'slow-first-byte':
      if (!(await sleep(fault.ms, signal))) throw signal.reason;
      return base(fault.answer);
    case 'truncate':
      if (fault.answer || !send) return canned(fault.answer ?? DEFAULT_ANSWER, fault.outputTokens);
      return send({ ...body, max_tokens: fault.outputTokens });
    case 'drip':
      return reshape(await base(fault.answer), (frames) => drip(frames, fault.ms, signal));
    case 'cut-stream':
      return reshape(await base(fault.answer), (frames) => cut(frames, fault.afterEvents));
    case 'stall':
      if (body.stream !== true) return silence(signal);
      return reshape(await base(fault.answer), (frames) => stall(frames, fault.afterEvents, signal));
    case 'malformed-sse':
      return reshape(await base(fault.answer), (frames) => malform(frames, fault.afterEvents));
    case 'stream-error':
      return reshape(await base(fault.answer), (frames) => breakOff(frames, fault, context));
    case 'refusal':
      return toWire(badAnswer(refusalAnswer(fault.text), body));
    case 'malformed-tool':
      return toWire(badAnswer(malformedTool(body, fault.tool), body));
    case 'empty':
      return toWire(badAnswer(emptyAnswer, body));
    case 'wrong-citations':
      return toWire(badAnswer(wrongCitations(fault.text), body));
  }
}

/** Waits until the caller or the run gives up. */
async function silence(signal: AbortSignal): Promise<never> {
  await untilAborted(signal);
  throw signal.reason;
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
