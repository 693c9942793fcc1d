import { errorBody, failure, type ApiFailure } from '../api-error.ts';
import { asString, isObject, type JsonObject } from '../json.ts';
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
} from '../message-writer.ts';
import type { StreamEvent } from '../sse.ts';
import type { JobEvent } from './jobs.ts';

const STOPPED = 'The model was stopped before it answered.';

type Events = AsyncIterator<JobEvent, void>;
type End = Extract<JobEvent, { type: 'end' }>;

/** Waits for the model to take the job: the head of the message, or why there will be none. */
export async function headOf(events: Events, model: string): Promise<MessageHead | ApiFailure> {
  const first = await events.next();
  if (first.done) return failure(500, STOPPED);
  if (first.value.type === 'started') return { id: messageId(), model, inputTokens: first.value.inputTokens };
  return failureOf(first.value);
}

/** The API failure behind an event that ends a job without an answer. */
export function failureOf(event: JobEvent): ApiFailure {
  if (event.type === 'refused') return failure(event.status, event.message);
  if (event.type === 'crashed') return failure(500, event.message);
  return failure(500, STOPPED);
}

/** The whole answer as JSON. */
export async function collect(events: Events, head: MessageHead): Promise<Response | ApiFailure> {
  let text = '';
  let tool = '';
  for (let next = await events.next(); !next.done; next = await events.next()) {
    const event = next.value;
    if (event.type === 'text') text += event.text;
    else if (event.type === 'tool') tool += event.text;
    else if (event.type === 'end') return Response.json(wholeMessage(head, { text, tool, end: event }));
    else return failureOf(event);
  }
  return failure(500, STOPPED);
}

function wholeMessage(
  head: MessageHead,
  { text, tool, end }: { text: string; tool: string; end: End },
): JsonObject {
  const call = tool ? readCall(tool) : null;
  // A call that was cut off is shown as the text that it is, so that nothing the model wrote is lost.
  const shown = tool && !call ? text + tool : text;
  const content = [
    ...(shown ? [{ type: 'text', text: shown, citations: null }] : []),
    ...(call ? [{ type: 'tool_use', ...call }] : []),
  ];
  return messageJson(head, content, endOf(end, call !== null));
}

function endOf(
  end: End,
  isCall: boolean,
): { stopReason: string; stopSequence: string | null; outputTokens: number } {
  const reason = isCall && end.reason === 'end_turn' ? 'tool_use' : end.reason;
  return { stopReason: reason, stopSequence: end.stopSequence, outputTokens: end.outputTokens };
}

/** Reads `{"name":...,"arguments":{...}}`. */
function readCall(json: string): { id: string; name: string; input: JsonObject } | null {
  try {
    const call: unknown = JSON.parse(json);
    const name = isObject(call) ? asString(call.name) : null;
    if (!isObject(call) || name === null) return null;
    return { id: toolUseId(), name, input: isObject(call.arguments) ? call.arguments : {} };
  } catch {
    return null;
  }
}

/** The answer as events, text as it is decoded. A tool call is sent when it is whole. */
export async function* stream(
  events: Events,
  head: MessageHead,
  requestId: string,
): AsyncGenerator<StreamEvent, void, void> {
  yield* startEvents(head);
  let tool = '';
  let isTextOpen = false;
  try {
    for (let next = await events.next(); !next.done; next = await events.next()) {
      const event = next.value;
      if (event.type === 'text') {
        if (!isTextOpen) yield blockStart(0, { type: 'text', text: '' });
        isTextOpen = true;
        yield textDelta(0, event.text);
      } else if (event.type === 'tool') tool += event.text;
      else if (event.type === 'end') {
        yield* closing(event, { tool, isTextOpen });
        return;
      } else {
        yield { type: 'error', ...errorBody(failureOf(event), requestId) };
        return;
      }
    }
  } finally {
    // The reader may leave in mid-answer: that has to reach the model.
    await events.return?.();
  }
}

function* closing(
  end: End,
  { tool, isTextOpen }: { tool: string; isTextOpen: boolean },
): Generator<StreamEvent> {
  const call = tool ? readCall(tool) : null;
  if (tool && !call) {
    if (!isTextOpen) yield blockStart(0, { type: 'text', text: '' });
    yield textDelta(0, tool);
  }
  const hasText = isTextOpen || (tool !== '' && !call);
  if (hasText) yield blockStop(0);
  if (call) yield* toolEvents(hasText ? 1 : 0, call);
  yield* endEvents(endOf(end, call !== null));
}
