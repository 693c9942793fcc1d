import { failure, type ApiFailure } from '../api-error.ts';
import type { ReplayMode } from '../types.ts';
import { canonicalBody, replayKey, type ReplayRequest } from './canonical.ts';
import { captured } from './capture.ts';
import type { Recording, ReplayStore } from './store.ts';

type Answer = Response | ApiFailure;

interface ReplayOptions {
  mode: ReplayMode;
  store: ReplayStore;
  request: ReplayRequest;
  /** Asks the provider. */
  ask: () => Promise<Answer>;
  /** Told when a recorded answer is used. */
  onReplay: () => void;
}

/**
 * Answers a call from what was recorded, or asks and records, as the run's mode says.
 * @returns 404 `replay_miss`, not to be retried, when only recorded answers may be used and there is none
 */
export async function replayed(options: ReplayOptions): Promise<Answer> {
  const { mode, store, request, ask, onReplay } = options;
  if (mode === 'off') return ask();
  const key = replayKey(request);
  const found = store.find(key);
  if (found) {
    onReplay();
    return responseOf(found);
  }
  if (mode === 'only') return missed(request, key);
  const answer = await ask();
  if (!(answer instanceof Response)) return answer;
  const { provider, model, operation } = request;
  return captured(answer, (recording) =>
    store.add({ key, provider, model, operation, body: canonicalBody(request) }, recording),
  );
}

function missed({ provider, model }: ReplayRequest, key: string): ApiFailure {
  const message = `No recorded answer of ${provider}/${model} for this request, and this run uses recorded answers only. Run it once with replay "read" to record one.`;
  return failure(404, message, { retry: false, details: { error_code: 'replay_miss', key } });
}

/** A stream comes in the events in which it was recorded. */
function responseOf({ contentType, chunks }: Recording): Response {
  const encoder = new TextEncoder();
  let next = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = chunks[next];
      next += 1;
      if (chunk === undefined) controller.close();
      else controller.enqueue(encoder.encode(chunk));
    },
  });
  return new Response(body, { headers: { 'content-type': contentType } });
}
