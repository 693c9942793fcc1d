import { streamResponse } from '../canned.ts';
import { estimateTokens } from '../estimate.ts';
import { asArray, asObject, asString, type JsonObject } from '../json.ts';
import {
  blockStart,
  blockStop,
  endEvents,
  messageId,
  messageJson,
  startEvents,
  textDelta,
  toolUseId,
} from '../message-writer.ts';
import type { StreamEvent } from '../sse.ts';

/** An answer whose blocks come as JSON, or as the given events. */
interface BadAnswer {
  content: JsonObject[];
  events: StreamEvent[];
  stopReason: string;
}

/** Answers in the Messages API's shape that are well-formed on the wire and wrong inside. */
export function badAnswer(answer: BadAnswer, body: JsonObject): Response {
  const head = {
    id: messageId(),
    model: asString(body.model) ?? 'scripted',
    inputTokens: estimateTokens(body),
  };
  const end = { stopReason: answer.stopReason, outputTokens: Math.max(1, answer.content.length * 8) };
  return body.stream === true
    ? streamResponse([...startEvents(head), ...answer.events, ...endEvents(end)])
    : Response.json(messageJson(head, answer.content, end));
}

/** Nothing at all, and no reason for it. */
export const emptyAnswer: BadAnswer = { content: [], events: [], stopReason: 'end_turn' };

/** The model stops because it will not go on (docs.anthropic.com, "Handling stop reasons": `refusal`). */
export function refusalAnswer(text = ''): BadAnswer {
  const content = text ? [{ type: 'text', text, citations: null }] : [];
  const events = text ? [blockStart(0, { type: 'text', text: '' }), textDelta(0, text), blockStop(0)] : [];
  return { content, events, stopReason: 'refusal' };
}

/** A tool call whose streamed arguments break off; as JSON, where the API parses them itself, they are empty. */
export function malformedTool(body: JsonObject, named?: string): BadAnswer {
  const asked = asString(asObject(body.tool_choice).name);
  const first = asString(asObject(asArray(body.tools)[0]).name);
  const block = { type: 'tool_use', id: toolUseId(), name: named ?? asked ?? first ?? 'unknown_tool' };
  const delta = (partial: string): StreamEvent => ({
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'input_json_delta', partial_json: partial },
  });
  return {
    content: [{ ...block, input: {} }],
    events: [blockStart(0, { ...block, input: {} }), delta(''), delta('{"value": "unfini'), blockStop(0)],
    stopReason: 'tool_use',
  };
}

/** A sentence with a citation of a document that was not sent, and of words that no document holds. */
export function wrongCitations(text = 'The report says so.'): BadAnswer {
  const citation = {
    type: 'char_location',
    cited_text: 'These words are in no document of this request.',
    document_index: 99,
    document_title: 'A document that was never sent',
    start_char_index: 0,
    end_char_index: 47,
    file_id: null,
  };
  return {
    content: [{ type: 'text', text, citations: [citation] }],
    events: [
      blockStart(0, { type: 'text', text: '', citations: [] }),
      textDelta(0, text),
      { type: 'content_block_delta', index: 0, delta: { type: 'citations_delta', citation } },
      blockStop(0),
    ],
    stopReason: 'end_turn',
  };
}
