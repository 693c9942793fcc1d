import { failure, type ApiFailure } from '../api-error.ts';
import { asArray, asNumber, asObject, asString, isObject, type JsonObject } from '../json.ts';
import { schemaGrammar, toolCallGrammar, UnsupportedSchema } from './grammar.ts';
import type { GenerateJob } from './protocol.ts';
import { renderPrompt, toolChoice } from './render.ts';

/**
 * Turns a Messages request into a job for the practice model, or says what it cannot do. The model is greedy unless
 * the request sets a temperature: at its size, sampling mostly adds mistakes.
 */
export function jobFor(body: JsonObject): GenerateJob | ApiFailure {
  const refusal = refuse(body);
  if (refusal) return failure(400, refusal);
  const choice = toolChoice(body);
  const named = asString(asObject(body.tool_choice).name);
  const tools = asArray(body.tools).map(asObject);
  const callable =
    choice === 'none' ? [] : choice === 'tool' ? tools.filter(({ name }) => name === named) : tools;
  const forced = choice === 'any' || choice === 'tool';
  if (forced && callable.length === 0) {
    return failure(
      400,
      choice === 'tool'
        ? `tool_choice: no tool is named "${named ?? ''}".`
        : 'tool_choice: there are no tools.',
    );
  }
  const segments = renderPrompt(body, forced);
  if ('status' in segments) return segments;
  const format = asObject(asObject(body.output_config).format);
  try {
    return {
      segments,
      maxTokens: asNumber(body.max_tokens) ?? 1,
      temperature: asNumber(body.temperature) ?? 0,
      topK: asNumber(body.top_k),
      topP: asNumber(body.top_p),
      stop: asArray(body.stop_sequences).filter(
        (stop): stop is string => typeof stop === 'string' && stop !== '',
      ),
      textGrammar: isObject(format.schema) ? schemaGrammar(format.schema, { strict: true }) : null,
      toolGrammar: callable.length > 0 ? toolCallGrammar(callable) : null,
      inToolCall: forced,
    };
  } catch (error) {
    if (error instanceof UnsupportedSchema) {
      return failure(
        400,
        `output_config.format: ${error.message} by the practice model. Leave it out and validate in code.`,
      );
    }
    throw error;
  }
}

/** What the practice model would otherwise ignore without a word. */
function refuse(body: JsonObject): string | null {
  const thinking = asString(asObject(body.thinking).type) ?? 'disabled';
  if (thinking !== 'disabled') return 'thinking: the practice model does not support it. Leave it out.';
  if (asArray(body.mcp_servers).length > 0)
    return 'mcp_servers: the practice model does not call servers. Leave it out.';
  const format = asObject(body.output_config).format;
  if (isObject(format) && format.type !== 'json_schema') {
    return `output_config.format: type "${asString(format.type) ?? 'none'}" is not supported; use "json_schema".`;
  }
  if (isObject(format) && asArray(body.tools).length > 0 && toolChoice(body) !== 'none') {
    return 'The practice model takes tools or output_config.format, not both in one request.';
  }
  return null;
}
