import { estimateTokens } from './estimate.ts';
import type { JsonObject } from './json.ts';
import {
  blockStart,
  blockStop,
  endEvents,
  messageId,
  messageJson,
  startEvents,
  textDelta,
  toolEvents,
  toolUseId,
  type MessageHead,
} from './message-writer.ts';
import { encodeEvent, type StreamEvent } from './sse.ts';
import type { CannedAnswer } from './types.ts';

export const DEFAULT_ANSWER: CannedAnswer = { text: 'This is a scripted answer.' };

/**
 * Serves a canned answer the way the API would: JSON, or events when the request asks for a stream.
 * @param truncateAt ends the text after that many chunks, with `stop_reason: "max_tokens"`
 */
export function cannedResponse(answer: CannedAnswer, body: JsonObject, truncateAt?: number): Response {
  const all = answer.chunks ?? answer.text.match(/\s*\S+/g) ?? [];
  const cut = truncateAt !== undefined;
  const chunks = cut ? all.slice(0, truncateAt) : all;
  const tools = (cut ? [] : (answer.toolUses ?? [])).map((tool) => ({ ...tool, id: tool.id ?? toolUseId() }));
  const head: MessageHead = {
    id: messageId(),
    model: typeof body.model === 'string' ? body.model : 'scripted',
    inputTokens: answer.usage?.input_tokens ?? estimateTokens(body),
    ...(answer.usage ? { usage: answer.usage } : {}),
  };
  const counted = answer.usage?.output_tokens ?? Math.max(1, chunks.length + tools.length);
  const end = {
    stopReason: cut ? 'max_tokens' : (answer.stopReason ?? (tools.length > 0 ? 'tool_use' : 'end_turn')),
    outputTokens: cut ? Math.min(counted, truncateAt) : counted,
  };
  if (body.stream === true) return streamResponse(eventsOf(head, chunks, { tools, end }));
  const text = chunks.join('');
  const content = [
    ...(text ? [{ type: 'text', text, citations: null }] : []),
    ...tools.map(({ id, name, input }) => ({ type: 'tool_use', id, name, input })),
  ];
  return Response.json(messageJson(head, content, end));
}

function eventsOf(
  head: MessageHead,
  chunks: readonly string[],
  rest: {
    tools: { id: string; name: string; input: unknown }[];
    end: { stopReason: string; outputTokens: number };
  },
): StreamEvent[] {
  const hasText = chunks.length > 0;
  const text = hasText
    ? [blockStart(0, { type: 'text', text: '' }), ...chunks.map((chunk) => textDelta(0, chunk)), blockStop(0)]
    : [];
  const tools = rest.tools.flatMap((tool, i) => toolEvents(i + (hasText ? 1 : 0), tool));
  return [...startEvents(head), ...text, ...tools, ...endEvents(rest.end)];
}

/** A stream of events, one a chunk, made as the caller reads. */
export function streamResponse(events: Iterable<StreamEvent> | AsyncIterable<StreamEvent>): Response {
  const iterator = (async function* () {
    for await (const event of events) yield encodeEvent(event);
  })();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await iterator.return(undefined);
    },
  });
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
  });
}
