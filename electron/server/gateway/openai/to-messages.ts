import type { ApiFailure } from '../api-error.ts';
import { asArray, asNumber, asObject, asString, isObject, type JsonObject } from '../json.ts';
import { CHAT_RULES, FUNCTION_RULES, TOOL_RULES } from './chat-rules.ts';
import { turnsOf } from './chat-turns.ts';
import { check, translating, Untranslatable, type Translated, type Translation } from './rules.ts';

/** The Messages API wants a limit; OpenAI's does not. Enough for a long answer. */
export const DEFAULT_MAX_TOKENS = 4096;

/** In place of OpenAI's JSON mode, of which the Messages API knows only the kind with a schema. */
const JSON_IN_WORDS =
  'Answer with one JSON object and nothing else: no code fence, no words before or after it.';

/**
 * Puts a request for Chat Completions into the words of the Messages API.
 * @param target who will answer, as a refusal calls it
 * @returns the request, or the 400 that names the field without a counterpart
 */
export function toMessages(chat: JsonObject, target: string): Translated | ApiFailure {
  return translating(target, (translation) => {
    check(chat, CHAT_RULES, { where: '', in: translation });
    const { system, messages } = turnsOf(asArray(chat.messages), translation);
    const format = formatOf(chat, translation);
    const words = format === 'json' ? [...system, JSON_IN_WORDS] : system;
    return {
      model: chat.model,
      max_tokens: asNumber(chat.max_completion_tokens) ?? asNumber(chat.max_tokens) ?? DEFAULT_MAX_TOKENS,
      ...(words.length > 0 ? { system: words.join('\n\n') } : {}),
      messages,
      ...sampling(chat),
      ...toolsOf(chat, translation),
      ...outputOf(chat, format),
      ...(chat.stream === true ? { stream: true } : {}),
    };
  });
}

function sampling(chat: JsonObject): JsonObject {
  const temperature = asNumber(chat.temperature);
  // OpenAI goes up to 2, the Messages API up to 1; scaling would be a guess at what was meant.
  if (temperature !== null && temperature > 1)
    throw new Untranslatable('temperature', 'this model takes at most 1.');
  const stop = typeof chat.stop === 'string' ? [chat.stop] : chat.stop;
  const user = asString(chat.user) ?? asString(chat.safety_identifier);
  return {
    ...(temperature === null ? {} : { temperature }),
    ...(asNumber(chat.top_p) === null ? {} : { top_p: chat.top_p }),
    ...(Array.isArray(stop) && stop.length > 0 ? { stop_sequences: stop } : {}),
    ...(user === null ? {} : { metadata: { user_id: user } }),
  };
}

function toolsOf(chat: JsonObject, translation: Translation): JsonObject {
  const tools = asArray(chat.tools).map((tool, i) => toolOf(asObject(tool), `tools.${i}`, translation));
  if (tools.length === 0) return {};
  const choice = choiceOf(chat.tool_choice);
  const one = chat.parallel_tool_calls === false && choice.type !== 'none';
  const callable = choice.only ? tools.filter(({ name }) => choice.only!.includes(name)) : tools;
  const { type, name } = choice;
  const toolChoice = {
    type,
    ...(name === undefined ? {} : { name }),
    ...(one ? { disable_parallel_tool_use: true } : {}),
  };
  return { tools: callable, ...(type === 'auto' && !one ? {} : { tool_choice: toolChoice }) };
}

function toolOf(tool: JsonObject, where: string, translation: Translation): JsonObject {
  if (tool.type !== 'function')
    throw new Untranslatable(where, `${translation.target} takes only tools of the type "function".`);
  check(tool, TOOL_RULES, { where, in: translation });
  const fn = asObject(tool.function);
  check(fn, FUNCTION_RULES, { where: `${where}.function`, in: translation });
  return {
    name: fn.name,
    ...(asString(fn.description) === null ? {} : { description: fn.description }),
    input_schema: isObject(fn.parameters) ? fn.parameters : { type: 'object', properties: {} },
    ...(typeof fn.strict === 'boolean' ? { strict: fn.strict } : {}),
  };
}

interface Choice {
  type: 'auto' | 'any' | 'tool' | 'none';
  name?: unknown;
  /** The names of the tools that may be called, where not all may. */
  only?: unknown[];
}

const CHOICES = { auto: 'auto', required: 'any', none: 'none' } as const;

function choiceOf(choice: unknown): Choice {
  if (choice === undefined || choice === null) return { type: 'auto' };
  if (choice === 'auto' || choice === 'required' || choice === 'none') return { type: CHOICES[choice] };
  const { type, function: fn, allowed_tools: allowed } = asObject(choice);
  if (type === 'function') return { type: 'tool', name: asObject(fn).name };
  if (type === 'allowed_tools') {
    const only = asArray(asObject(allowed).tools).map((tool) => asObject(asObject(tool).function).name);
    return { type: asObject(allowed).mode === 'required' ? 'any' : 'auto', only };
  }
  throw new Untranslatable('tool_choice', 'use "auto", "required", "none", a function, or allowed_tools.');
}

/** `json` is OpenAI's JSON mode without a schema. */
function formatOf(chat: JsonObject, translation: Translation): JsonObject | 'json' | null {
  const { type, json_schema: schema } = asObject(chat.response_format);
  if (type === undefined || type === 'text') return null;
  if (type === 'json_object') {
    translation.leftOut.add('response_format (asked for in words)');
    return 'json';
  }
  if (type !== 'json_schema' || !isObject(asObject(schema).schema))
    throw new Untranslatable('response_format', 'use json_schema with a schema, json_object, or text.');
  return { type: 'json_schema', schema: asObject(schema).schema };
}

/** OpenAI knows a level below "low" that the Messages API does not. */
function outputOf(chat: JsonObject, format: JsonObject | 'json' | null): JsonObject {
  const asked = asString(chat.reasoning_effort);
  const effort = asked === 'none' ? null : asked === 'minimal' ? 'low' : asked;
  const config = { ...(isObject(format) ? { format } : {}), ...(effort === null ? {} : { effort }) };
  return {
    ...(Object.keys(config).length > 0 ? { output_config: config } : {}),
    ...(asked === 'none' ? { thinking: { type: 'disabled' } } : {}),
  };
}
