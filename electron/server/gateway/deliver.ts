import { errorResponse, type ApiFailure } from './api-error.ts';
import { asObject, asString } from './json.ts';
import { readUsage, textOf } from './message.ts';
import { observeBody, type BodyWatcher } from './observe.ts';
import type { Passage } from './passage.ts';
import { costUsd } from './prices.ts';
import type { Redactor } from './redact.ts';
import { account } from './runs.ts';
import type { RecordedCall } from './types.ts';

const MAX_ERROR_CHARS = 1024 * 1024;

interface CallEnd {
  outcome: Exclude<RecordedCall['outcome'], 'open'>;
  status: number | null;
  message: unknown;
  error: string | null;
}

export interface Delivery {
  /** Passes an answer on; the record is complete when its last byte is out. */
  deliver(passage: Passage, answer: Response): Promise<Response>;
  /** A refusal, by the gateway or in the provider's place. */
  refuse(passage: Passage, problem: ApiFailure): Response;
  /** The caller left, or the run was closed, before there was an answer. Nobody may be there to read this. */
  abort(passage: Passage): Response;
}

/** Hands answers to the caller and completes their records. `onEnd` comes once a call. */
export function createDelivery(redactor: Redactor, onEnd: (passage: Passage) => void): Delivery {
  const end = (passage: Passage, result: CallEnd): void => {
    completeRecord(passage, result);
    onEnd(passage);
    for (const wake of passage.run.waiters) wake();
  };

  function passOn(passage: Passage, answer: Response, body: string | ReadableStream<Uint8Array>): Response {
    const headers = new Headers([...answer.headers].map(([name, value]) => [name, redactor.text(value)]));
    if (!headers.has('request-id')) headers.set('request-id', passage.requestId);
    return new Response(body, { status: answer.status, headers });
  }

  /** A provider's own error: small, so it is read whole, which lets a key that it echoes be taken out. */
  async function deliverError(passage: Passage, answer: Response): Promise<Response> {
    const text = redactor.text(await startOf(answer));
    const message = parse(text);
    passage.call.firstByte();
    const error = asString(asObject(asObject(message).error).message) ?? `status ${answer.status}`;
    end(passage, { outcome: 'answered', status: answer.status, message, error });
    return passOn(passage, answer, text);
  }

  return {
    async deliver(passage, answer) {
      if (!answer.ok || !answer.body) return deliverError(passage, answer);
      const { call, signal } = passage;
      const watcher: BodyWatcher = {
        bytes: () => call.firstByte(),
        event: () => call.event(),
        end: (result) => end(passage, { ...result, status: answer.status }),
      };
      return passOn(passage, answer, observeBody(answer, watcher, { signal, filter: redactor.bytes() }));
    },
    refuse(passage, { message, ...problem }) {
      const { call, requestId } = passage;
      const clean = redactor.text(message);
      const wasAsked = call.record.injected !== null || call.wasAsked();
      call.firstByte();
      const outcome = wasAsked ? 'answered' : 'refused';
      end(passage, { outcome, status: problem.status, message: null, error: clean });
      return errorResponse({ ...problem, message: clean }, requestId);
    },
    abort(passage) {
      end(passage, { outcome: 'aborted', status: null, message: null, error: null });
      const { policy, closed } = passage.run;
      const wall = `This run's limit wallMs is spent: ${policy.wallMs ?? 0} milliseconds of wall time.`;
      const message = closed ? 'This run was closed.' : wall;
      return errorResponse({ status: closed ? 403 : 429, message, retry: false }, passage.requestId);
    },
  };
}

function completeRecord({ run, call }: Passage, { outcome, status, message, error }: CallEnd): void {
  const { record } = call;
  const usage = readUsage(asObject(message).usage);
  Object.assign(record, usage, {
    outcome,
    status,
    error,
    response: message,
    text: textOf(message),
    stopReason: asString(asObject(message).stop_reason),
    totalMs: call.elapsedMs(),
    abortedBy: outcome === 'aborted' ? (run.signal.aborted ? 'run-closed' : 'caller') : null,
    costUsd: costOf(record.model, call.isFree(), usage),
  });
  if (record.operation === 'messages') account(run, record);
}

/** An error is short. What comes after its first megabyte is left unread. */
async function startOf(answer: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_ERROR_CHARS) break;
  }
  return text;
}

/** Free on this machine, and free when no provider was asked at all; otherwise what the price table says. */
function costOf(model: string | null, isFree: boolean, usage: ReturnType<typeof readUsage>): number | null {
  return model === null || isFree ? 0 : costUsd(model, usage);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
