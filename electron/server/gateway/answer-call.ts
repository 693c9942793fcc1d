import type { ApiFailure } from './api-error.ts';
import { asSent, inShape, messagesForm } from './ask.ts';
import { estimateTokens } from './estimate.ts';
import { answerUnderFault, unscripted } from './faults.ts';
import { nextFault } from './faults/draw.ts';
import { listModels } from './model-list.ts';
import type { Passage } from './passage.ts';
import type { ProviderRegistry } from './providers/types.ts';
import { checkBody, readBody, type ParsedBody } from './request-body.ts';
import { resolveEmbeddings, resolveModel, type ResolvedModel } from './resolve-model.ts';
import type { Route } from './route.ts';
import { admit, claimOf } from './run-limits.ts';
import { createSender, type SenderDeps } from './send-call.ts';

type Answer = Response | ApiFailure;

interface AnswererDeps extends SenderDeps {
  providers: ProviderRegistry;
}

/** Finds the answer to one call: the run's limits first, then its faults, then what was recorded, then its model. */
export function createAnswerer({ providers, clock, recordings, spendCap }: AnswererDeps) {
  const senderTo = createSender({ clock, recordings, spendCap });

  function message(
    passage: Passage,
    parsed: ParsedBody,
    resolved: ResolvedModel | null,
  ): Promise<Answer> | Answer {
    const { run, requestId, wire, call, signal } = passage;
    const claim = claimOf(parsed.body, resolved && !resolved.provider.free ? resolved.ref : null);
    const spent = admit(run, call.record.id, { now: clock.now(), claim });
    if (spent) return spent;
    const fault = nextFault(run);
    call.record.injected = fault && fault.kind !== 'pass' ? fault.kind : null;
    if (fault && fault.kind !== 'pass') call.record.answeredBy = 'script';
    const send = resolved ? senderTo(passage, parsed, resolved) : null;
    if (!fault) return send ? send(parsed.body) : unscripted();
    // Faults are written for the Messages API; the caller gets them in the shape of its own.
    const body = messagesForm(parsed.body, wire);
    return answerUnderFault(fault, {
      body,
      requestId,
      signal,
      wire,
      toWire: (answer) => inShape(answer, parsed.body, { wire, requestId, now: clock.now() }),
      send: send && ((changed) => send(asSent(parsed.body, { before: body, after: changed }))),
    });
  }

  function embeddings(passage: Passage, parsed: ParsedBody): Promise<Answer> | Answer {
    const { run, call } = passage;
    const resolved = resolveEmbeddings(run.policy, parsed.body.model as string, providers);
    if ('status' in resolved) return resolved;
    const claim = claimOf(parsed.body, resolved.provider.free ? null : resolved.ref);
    const spent = admit(run, call.record.id, { now: clock.now(), claim });
    return spent ?? senderTo(passage, parsed, resolved)(parsed.body);
  }

  return async function answerCall(passage: Passage, route: Route): Promise<Answer> {
    const { run, request, wire, call } = passage;
    if (route.operation === 'models') return listModels(run.policy, providers, { wire, id: route.modelId });
    const parsed = await readBody(request);
    if ('status' in parsed) return parsed;
    call.body(parsed.body, parsed.raw);
    const problem = checkBody(parsed.body, request.headers, { operation: route.operation, wire });
    if (problem) return problem;
    if (route.operation === 'embeddings') return embeddings(passage, parsed);
    const resolved = resolveModel(run.policy, parsed.body.model as string, providers);
    if (resolved && 'status' in resolved) return resolved;
    if (route.operation === 'messages') return message(passage, parsed, resolved);
    if (!resolved) return Response.json({ input_tokens: estimateTokens(parsed.body) });
    return senderTo(passage, parsed, resolved)(parsed.body);
  };
}
