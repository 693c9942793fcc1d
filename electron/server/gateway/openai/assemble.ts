import { asArray, asNumber, asObject, asString, isObject, type JsonObject } from '../json.ts';
import type { Assembler } from '../message.ts';
import type { StreamEvent } from '../sse.ts';

/** More than any completion has; an index of a billion would fill the memory with an empty list. */
const MAX_INDEX = 1000;

const indexOf = (value: unknown): number | null => {
  const index = asNumber(value) ?? 0;
  return Number.isInteger(index) && index >= 0 && index < MAX_INDEX ? index : null;
};

const joined = (before: unknown, more: unknown): string => (asString(before) ?? '') + (asString(more) ?? '');

/** Puts the completion of a stream together from its chunks. It is whole when a choice has said why it ended. */
export function createCompletionAssembler(): Assembler {
  let completion: JsonObject | null = null;
  let finished = false;
  let error: string | null = null;

  function addChoice(update: JsonObject): void {
    const at = indexOf(update.index);
    if (at === null || !completion) return;
    const choices = completion.choices as JsonObject[];
    const choice = (choices[at] ??= {
      index: at,
      message: { role: 'assistant', content: null },
      finish_reason: null,
    });
    addDelta(asObject(choice.message), asObject(update.delta));
    if (asString(update.finish_reason) === null) return;
    choice.finish_reason = update.finish_reason;
    finished = true;
  }

  return {
    add(event: StreamEvent): void {
      if (event.type === 'error' || isObject(event.error)) {
        error = asString(asObject(event.error).message) ?? 'the stream reported an error';
        return;
      }
      if (event.type === 'done') {
        finished = true;
        return;
      }
      const { choices, usage, type: _type, ...head } = event;
      completion ??= { ...head, object: 'chat.completion', choices: [] };
      for (const choice of asArray(choices)) addChoice(asObject(choice));
      if (isObject(usage)) completion.usage = usage;
    },
    message: () => completion,
    finished: () => finished,
    error: () => error,
  };
}

function addDelta(message: JsonObject, delta: JsonObject): void {
  for (const name of ['content', 'refusal', 'reasoning_content', 'reasoning'] as const) {
    if (asString(delta[name]) !== null) message[name] = joined(message[name], delta[name]);
  }
  for (const piece of asArray(delta.tool_calls).map(asObject)) {
    const at = indexOf(piece.index);
    if (at === null) continue;
    const calls = (message.tool_calls ??= []) as JsonObject[];
    const call = (calls[at] ??= { id: null, type: 'function', function: { name: '', arguments: '' } });
    const named = asObject(call.function);
    if (asString(piece.id)) call.id = piece.id;
    named.name = joined(named.name, asObject(piece.function).name);
    named.arguments = joined(named.arguments, asObject(piece.function).arguments);
  }
}
