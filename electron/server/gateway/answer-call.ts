import type { ApiFailure } from './api-error.ts';
import { asSent, inShape, messagesForm } from './ask.ts';
import { estimateTokens } from './estimate.ts';
import { answerUnderFault, unscripted } from './faults.ts';
import { nextFault, replyOf } from './faults/draw.ts';
import { listModels } from './model-list.ts';
import type { Passage } from './passage.ts';
import type { ProviderRegistry } from './providers/types.ts';
import { checkBody, readBody, type ParsedBody } from './request-body.ts';
import { resolveEmbeddings, resolveModel, type ResolvedModel } from './resolve-model.ts';
import type { Route } from './route.ts';
import { admit, claimOf } from './run-limits.ts';
import { createSender, type SenderDeps } from './send-call.ts';
import type { Fault } from './types.ts';

type Answer = Response | ApiFailure;

interface AnswererDeps extends SenderDeps {
  providers: ProviderRegistry;
}

/** The faults that have nothing to do with what a chat model says. */
const EMBEDDING_FAULTS: readonly Fault['kind'][] = ['status', 'timeout', 'reset', 'slow-first-byte'];

/** Embeddings under what a script says to them: trouble on the way, or nothing. */
async function underReply(
  { run, requestId, wire, call, signal }: Passage,
  { body }: ParsedBody,
  send: (body: ParsedBody['body']) => Promise<Answer>,
): Promise<Answer> {
  const { index } = call.record;
  const fault = run.reply && (await replyOf(run, body, { index, operation: 'embeddings' }));
  if (!fault || !EMBEDDING_FAULTS.includes(fault.kind)) return send(body);
  call.record.injected = fault.kind;
  call.record.answeredBy = 'script';
  return answerUnderFault(fault, { body, requestId, signal, wire, toWire: (same) => same, send });
}

/** Finds the answer to one call: the run's limits first, then its faults, then what was recorded, then its model. */
export function createAnswerer({ providers, clock, recordings, spendCap }: AnswererDeps) {
  const senderTo = createSender({ clock, recordings, spendCap });

  async function message(
    passage: Passage,
    parsed: ParsedBody,
    resolved: ResolvedModel | null,
  ): Promise<Answer> {
    const { run, requestId, wire, call, signal } = passage;
    const claim = claimOf(parsed.body, resolved && !resolved.provider.free ? resolved.ref : null);
    const spent = admit(run, call.record.id, { now: clock.now(), claim });
    if (spent) return spent;
    const scripted = run.reply && messagesForm(parsed.body, wire);
    const fault = scripted
      ? await replyOf(run, scripted, { index: call.record.index, operation: 'messages' })
      : nextFault(run);
    call.record.injected = fault && fault.kind !== 'pass' ? fault.kind : null;
    if (fault && fault.kind !== 'pass') call.record.answeredBy = 'script';
    const send = resolved ? senderTo(passage, parsed, resolved) : null;
    if (!fault) return send ? send(parsed.body) : unscripted();
    // Faults are written for the Messages API; the caller gets them in the shape of its own.
    const body = scripted ?? messagesForm(parsed.body, wire);
    return answerUnderFault(fault, {
      body,
      requestId,
      signal,
      wire,
      toWire: (answer) => inShape(answer, parsed.body, { wire, requestId, now: clock.now() }),
      send: send && ((changed) => send(asSent(parsed.body, { before: body, after: changed }))),
    });
  }

  async function embeddings(passage: Passage, parsed: ParsedBody): Promise<Answer> {
    const { run, call } = passage;
    const resolved = resolveEmbeddings(run.policy, parsed.body.model as string, providers);
    if ('status' in resolved) return resolved;
    const claim = claimOf(parsed.body, resolved.provider.free ? null : resolved.ref);
    const spent = admit(run, call.record.id, { now: clock.now(), claim });
    if (spent) return spent;
    return underReply(passage, parsed, senderTo(passage, parsed, resolved));
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
