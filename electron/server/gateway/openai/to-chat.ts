import type { ApiFailure } from '../api-error.ts';
import { asArray, asObject, asString, isObject, type JsonObject } from '../json.ts';
import type { ChatAbilities } from '../providers/capabilities.ts';
import { CHOICE_RULES, MESSAGE_RULES, OUTPUT_RULES, TOOL_RULES } from './message-rules.ts';
import { chatTurns } from './message-turns.ts';
import { check, translating, Untranslatable, type Translated, type Translation } from './rules.ts';

/** Where a translated request goes. */
export interface ChatTarget {
  title: string;
  can: ChatAbilities;
}

/**
 * Puts a Messages request into the words of Chat Completions, as far as the server is known to honour them.
 * @returns the request, or the 400 that names the field without a counterpart
 */
export function toChat(message: JsonObject, { title, can }: ChatTarget): Translated | ApiFailure {
  return translating(title, (translation) => {
    check(message, MESSAGE_RULES, { where: '', in: translation });
    const isStream = message.stream === true;
    return {
      model: message.model,
      [can.maxTokens]: message.max_tokens,
      messages: chatTurns(message, can, translation),
      ...sampling(message, can, translation),
      ...toolsOf(message, can, translation),
      ...outputOf(message, can, translation),
      ...(isStream ? { stream: true, stream_options: { include_usage: true } } : {}),
    };
  });
}

function sampling(message: JsonObject, can: ChatAbilities, { target }: Translation): JsonObject {
  const { temperature, top_p: topP, top_k: topK, stop_sequences: stop, metadata } = message;
  if (typeof topK === 'number' && !can.topK)
    throw new Untranslatable('top_k', `${target} has no counterpart. Leave it out.`);
  const user = asString(asObject(metadata).user_id);
  return {
    ...(typeof temperature === 'number' ? { temperature } : {}),
    ...(typeof topP === 'number' ? { top_p: topP } : {}),
    ...(typeof topK === 'number' ? { top_k: topK } : {}),
    ...(asArray(stop).length > 0 ? { stop } : {}),
    ...(user === null ? {} : { user }),
  };
}

function toolsOf(message: JsonObject, can: ChatAbilities, translation: Translation): JsonObject {
  const all = asArray(message.tools).map((tool, i) => chatTool(asObject(tool), `tools.${i}`, translation));
  if (all.length === 0) return {};
  const choice = asObject(message.tool_choice);
  check(choice, CHOICE_RULES, { where: 'tool_choice', in: translation });
  const type = asString(choice.type) ?? 'auto';
  if (choice.disable_parallel_tool_use === true && !can.oneCallOnly)
    throw new Untranslatable(
      'tool_choice.disable_parallel_tool_use',
      `${translation.target} ignores it. Leave it out.`,
    );
  const parallel = choice.disable_parallel_tool_use === true ? { parallel_tool_calls: false } : {};
  if (can.toolChoice.includes(type))
    return {
      tools: all,
      ...(type === 'auto' ? {} : { tool_choice: chatChoice(type, choice.name) }),
      ...parallel,
    };
  // A choice that the server would ignore, said by what it is offered instead.
  if (type === 'none') return {};
  if (type === 'tool' && can.toolChoice.includes('any')) {
    const only = all.filter((tool) => asObject(tool.function).name === choice.name);
    return { tools: only, tool_choice: 'required', ...parallel };
  }
  const advice = 'Leave it at "auto", or use another provider.';
  throw new Untranslatable('tool_choice', `${translation.target} does not honour "${type}". ${advice}`);
}

function chatChoice(type: string, name: unknown): unknown {
  if (type === 'tool') return { type: 'function', function: { name } };
  return type === 'any' ? 'required' : type;
}

function chatTool(tool: JsonObject, where: string, translation: Translation): JsonObject {
  check(tool, TOOL_RULES, { where, in: translation });
  return {
    type: 'function',
    function: {
      name: tool.name,
      ...(asString(tool.description) === null ? {} : { description: tool.description }),
      ...(isObject(tool.input_schema) ? { parameters: tool.input_schema } : {}),
      ...(typeof tool.strict === 'boolean' ? { strict: tool.strict } : {}),
    },
  };
}

function outputOf(message: JsonObject, can: ChatAbilities, translation: Translation): JsonObject {
  const config = asObject(message.output_config);
  check(config, OUTPUT_RULES, { where: 'output_config', in: translation });
  const { format, effort } = config;
  if (typeof effort === 'string' && !can.effort) translation.leftOut.add('effort');
  return {
    ...(isObject(format) ? { response_format: responseFormat(format) } : {}),
    ...(typeof effort === 'string' && can.effort ? { reasoning_effort: effort } : {}),
  };
}

function responseFormat(format: JsonObject): JsonObject {
  if (format.type !== 'json_schema' || !isObject(format.schema))
    throw new Untranslatable('output_config.format', 'use "json_schema" with a schema.');
  return { type: 'json_schema', json_schema: { name: 'answer', schema: format.schema, strict: true } };
}
