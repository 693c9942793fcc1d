import type { Clock } from '../deps.ts';
import type { ApiFailure } from './api-error.ts';
import { estimateTokens } from './estimate.ts';
import { answerUnderFault, unscripted } from './faults.ts';
import { asNumber, type JsonObject } from './json.ts';
import { listModels } from './model-list.ts';
import type { Passage } from './passage.ts';
import type { ProviderRegistry } from './providers/types.ts';
import { costUsd } from './prices.ts';
import { checkBody, readBody, type ParsedBody } from './request-body.ts';
import { resolveModel, type ResolvedModel } from './resolve-model.ts';
import type { Route } from './route.ts';
import { admit, nextFault } from './runs.ts';

type Answer = Response | ApiFailure;

/** Holds the most that a call may cost until it has ended, so that parallel calls cannot all spend the same cent. */
function reserve({ run, call }: Passage, { body }: ParsedBody, { ref, provider }: ResolvedModel): void {
  if (provider.free) return;
  const most = costUsd(ref, {
    inputTokens: estimateTokens(body),
    outputTokens: asNumber(body.max_tokens),
    cacheReadTokens: null,
    cacheWriteTokens: null,
  });
  if (most !== null) run.reserved.set(call.record.id, most);
}

/** Finds the answer to one call: the run's limits first, then its faults, then its model. */
export function createAnswerer({ providers, clock }: { providers: ProviderRegistry; clock: Clock }) {
  /** Asks the provider. The caller's own bytes go out when nothing in them had to change. */
  function senderTo(
    { request, requestId, call, signal }: Passage,
    parsed: ParsedBody,
    resolved: ResolvedModel,
  ) {
    return async (body: JsonObject): Promise<Answer> => {
      const { ref, model, provider } = resolved;
      call.record.model = ref;
      call.askedProvider(provider);
      const isAsSent = body === parsed.body && body.model === model;
      return provider.send({
        operation: call.record.operation === 'count_tokens' ? 'count_tokens' : 'messages',
        model,
        body: isAsSent ? body : { ...body, model },
        raw: isAsSent ? parsed.raw : null,
        headers: request.headers,
        requestId,
        signal,
      });
    };
  }

  function message(
    passage: Passage,
    parsed: ParsedBody,
    resolved: ResolvedModel | null,
  ): Promise<Answer> | Answer {
    const { run, requestId, call, signal } = passage;
    const spent = admit(run, clock.now());
    if (spent) return spent;
    if (resolved) reserve(passage, parsed, resolved);
    const fault = nextFault(run);
    call.record.injected = fault && fault.kind !== 'pass' ? fault.kind : null;
    const send = resolved ? senderTo(passage, parsed, resolved) : null;
    if (fault) return answerUnderFault(fault, { body: parsed.body, requestId, signal, send });
    return send ? send(parsed.body) : unscripted();
  }

  return async function answerCall(passage: Passage, route: Route): Promise<Answer> {
    const { run, request, call } = passage;
    if (route.operation === 'models') return listModels(run.policy, providers, route.modelId);
    const parsed = await readBody(request);
    if ('status' in parsed) return parsed;
    call.body(parsed.body, parsed.raw.length);
    const problem = checkBody(parsed.body, request.headers, route.operation);
    if (problem) return problem;
    const resolved = resolveModel(run.policy, parsed.body.model as string, providers);
    if (resolved && 'status' in resolved) return resolved;
    if (route.operation === 'messages') return message(passage, parsed, resolved);
    if (!resolved) return Response.json({ input_tokens: estimateTokens(parsed.body) });
    return senderTo(passage, parsed, resolved)(parsed.body);
  };
}
