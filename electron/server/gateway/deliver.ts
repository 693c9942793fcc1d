import { errorAnswer, type ApiFailure } from './api-error.ts';
import { withoutVectors } from './embeddings/answer.ts';
import { asObject, asString } from './json.ts';
import { readUsage, stopReasonOf, textOf } from './message.ts';
import { passOn } from './observe.ts';
import type { HeaderList, Outlet } from './outlet.ts';
import type { Passage } from './passage.ts';
import { costUsd } from './prices.ts';
import { NodeAnswer } from './providers/node-answer.ts';
import type { Redactor } from './redact.ts';
import { settle } from './run-limits.ts';
import type { RecordedCall } from './types.ts';

const MAX_ERROR_CHARS = 1024 * 1024;

interface CallEnd {
  outcome: Exclude<RecordedCall['outcome'], 'open'>;
  status: number | null;
  message: unknown;
  /** The answer's exact text, where there is one; otherwise it is written from the message. */
  text?: string | null;
  error: string | null;
}

/** Each hands something to the caller through the outlet, after the record of the call is safe. */
export interface Delivery {
  /** Passes an answer on. */
  deliver(passage: Passage, answer: Response, outlet: Outlet): Promise<void>;
  /** A refusal, by the gateway or in the provider's place. */
  refuse(passage: Passage, problem: ApiFailure, outlet: Outlet): void;
  /** The caller left, or the run was closed, before there was an answer. Nobody may be there to read this. */
  abort(passage: Passage, outlet: Outlet): void;
}

/**
 * Hands answers to the caller and completes their records.
 * @param onEnd comes once a call; when it returns, the record is safe
 */
export function createDelivery(redactor: Redactor, onEnd: (passage: Passage) => void): Delivery {
  function end(passage: Passage, result: CallEnd): void {
    completeRecord(passage, result);
    onEnd(passage);
    for (const wake of passage.run.waiters) wake();
  }

  /** A provider's own error: small, so it is read whole, which lets a key that it echoes be taken out. */
  async function deliverError(passage: Passage, answer: Response, outlet: Outlet): Promise<void> {
    const text = redactor.text(await startOf(answer));
    const message = parse(text);
    passage.call.firstByte();
    const error = asString(asObject(asObject(message).error).message) ?? `status ${answer.status}`;
    end(passage, { outcome: 'answered', status: answer.status, message, text, error });
    outlet.send(answer.status, headersOf(answer, passage, redactor), text);
  }

  function sendError(passage: Passage, problem: ApiFailure, outlet: Outlet): void {
    const { status, headers, body } = errorAnswer(problem, passage.requestId, passage.wire);
    outlet.send(status, headers, body);
  }

  return {
    async deliver(passage, answer, outlet) {
      if (answer.type === 'error') {
        const error = 'the connection was reset (injected)';
        end(passage, { outcome: 'cut', status: null, message: null, error });
        return outlet.reset();
      }
      const hasBody = answer instanceof NodeAnswer || answer.body !== null;
      if (!answer.ok || !hasBody) return deliverError(passage, answer, outlet);
      const { call, signal } = passage;
      const watcher = {
        bytes: () => call.firstByte(),
        event: () => call.event(),
        end: (result: Omit<CallEnd, 'status'>) => end(passage, { ...result, status: answer.status }),
      };
      const headers = headersOf(answer, passage, redactor);
      passOn(answer, watcher, { headers, signal, filter: redactor.bytes(), outlet });
    },
    refuse(passage, { message, ...problem }, outlet) {
      const { call } = passage;
      const clean = redactor.text(message);
      const wasAsked = call.record.injected !== null || call.wasAsked();
      call.firstByte();
      const outcome = wasAsked ? 'answered' : 'refused';
      end(passage, { outcome, status: problem.status, message: null, error: clean });
      sendError(passage, { ...problem, message: clean }, outlet);
    },
    abort(passage, outlet) {
      end(passage, { outcome: 'aborted', status: null, message: null, error: null });
      const { policy, closed } = passage.run;
      const wall = `This run's limit wallMs is spent: ${policy.wallMs ?? 0} milliseconds of wall time.`;
      const message = closed ? 'This run was closed.' : wall;
      sendError(passage, { status: closed ? 403 : 429, message, retry: false }, outlet);
    },
  };
}

function headersOf(answer: Response, { requestId }: Passage, redactor: Redactor): HeaderList {
  const sent = [...answer.headers];
  // One look at all of them: a key in a header is rare, and each look costs.
  const all = sent.map(([, value]) => value).join('\n');
  const isClean = redactor.text(all) === all;
  const headers = isClean ? sent : sent.map(([name, value]) => [name, redactor.text(value)] as const);
  return answer.headers.has('request-id') ? headers : [...headers, ['request-id', requestId]];
}

function completeRecord({ run, call }: Passage, { outcome, status, message, text, error }: CallEnd): void {
  const { record } = call;
  const usage = readUsage(asObject(message).usage ?? call.toldUsage());
  Object.assign(record, usage, {
    outcome,
    status,
    error,
    response: record.operation === 'embeddings' ? withoutVectors(message) : message,
    text: textOf(message),
    stopReason: stopReasonOf(message),
    totalMs: call.elapsedMs(),
    abortedBy: outcome === 'aborted' ? (run.signal.aborted ? 'run-closed' : 'caller') : null,
    costUsd: costOf(record.model, call.isFree(), usage),
  });
  call.answeredWith(text ?? null);
  if (record.operation === 'messages' || record.operation === 'embeddings') settle(run, record);
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
