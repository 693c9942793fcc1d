import type { Clock } from '../deps.ts';
import type { ApiFailure } from './api-error.ts';
import { ask } from './ask.ts';
import type { JsonObject } from './json.ts';
import type { Passage } from './passage.ts';
import type { ProviderCall } from './providers/types.ts';
import { replayed } from './replay/replay.ts';
import type { ReplayStore } from './replay/store.ts';
import type { ParsedBody } from './request-body.ts';
import type { ResolvedModel } from './resolve-model.ts';
import type { SpendCap } from './spend-cap.ts';
import type { RecordedCall } from './types.ts';

type Answer = Response | ApiFailure;

export interface SenderDeps {
  clock: Clock;
  /** Recorded answers, for runs that bring none of their own. */
  recordings: ReplayStore;
  spendCap: SpendCap;
}

function operationOf({ operation }: RecordedCall): ProviderCall['operation'] {
  return operation === 'count_tokens' || operation === 'embeddings' ? operation : 'messages';
}

/**
 * Asks a call's provider, or takes the answer that was recorded. The caller's own bytes go out when nothing in them
 * had to change.
 */
export function createSender({ clock, recordings, spendCap }: SenderDeps) {
  return function senderTo(
    { run, request, requestId, wire, call, signal }: Passage,
    parsed: ParsedBody,
    resolved: ResolvedModel,
  ) {
    return async (body: JsonObject): Promise<Answer> => {
      const { ref, model, provider } = resolved;
      call.record.model = ref;
      const isAsSent = body === parsed.body && body.model === model;
      const operation = operationOf(call.record);
      const askIt = async (): Promise<Answer> => {
        const overspent = provider.free ? null : spendCap.refusal();
        if (overspent) return overspent;
        call.askedProvider(provider);
        const asked: ProviderCall = {
          operation,
          model,
          body: isAsSent ? body : { ...body, model },
          raw: isAsSent ? parsed.raw : null,
          headers: request.headers,
          requestId,
          signal,
          tellUsage: (usage) => call.tellUsage(usage),
          begun: () => call.begun(),
          connected: () => call.connected(),
        };
        return ask(provider, asked, { wire, now: clock.now() });
      };
      const { replay: mode = 'off', recordings: store = recordings } = run.policy;
      if (mode === 'off' || operation === 'count_tokens') return askIt();
      return replayed({
        mode,
        store,
        request: { provider: provider.id, model, operation, wire, headers: request.headers, body },
        ask: askIt,
        onReplay: () => void (call.record.answeredBy = 'replay'),
      });
    };
  };
}
