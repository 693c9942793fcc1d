import { failure, type ApiFailure } from '../api-error.ts';
import { asArray, asNumber, asObject, asString, isObject, type JsonObject } from '../json.ts';
import { schemaGrammar, toolCallGrammar, UnsupportedSchema } from './grammar.ts';
import { chatHistory } from './chat-history.ts';
import type { ChatJob } from './protocol.ts';
import { toolChoice } from './render.ts';

/** Turns a Messages request into a job for a GGUF model, or says what it cannot do. Greedy without a temperature. */
export function chatJobFor(body: JsonObject): ChatJob | ApiFailure {
  const refusal = refuse(body);
  if (refusal) return failure(400, refusal);
  const choice = toolChoice(body);
  const named = asString(asObject(body.tool_choice).name);
  const given = choice === 'none' ? [] : asArray(body.tools).map(asObject);
  const tools = choice === 'tool' ? given.filter(({ name }) => name === named) : given;
  const isForcedCall = choice === 'any' || choice === 'tool';
  if (isForcedCall && tools.length === 0)
    return failure(400, `tool_choice: there is no tool${named === null ? '' : ` named "${named}"`}.`);
  const history = chatHistory(body, isForcedCall ? forcedCallText(tools) : null);
  if ('status' in history) return history;
  try {
    return {
      history,
      tools: tools.map((tool) => ({
        name: asString(tool.name) ?? '',
        description: asString(tool.description),
        schema: { type: 'object', ...asObject(tool.input_schema) },
      })),
      grammar: isForcedCall ? toolCallGrammar(tools) : formatGrammar(body),
      isForcedCall,
      maxTokens: asNumber(body.max_tokens) ?? 1,
      temperature: asNumber(body.temperature) ?? 0,
      topK: asNumber(body.top_k),
      topP: asNumber(body.top_p),
      stop: asArray(body.stop_sequences)
        .filter((stop) => typeof stop === 'string')
        .filter(Boolean),
    };
  } catch (error) {
    if (!(error instanceof UnsupportedSchema)) throw error;
    return failure(
      400,
      `output_config.format: ${error.message} by a grammar. Leave it out and validate in code.`,
    );
  }
}

/** Chat templates cannot force a call: the tools are described in words, and a grammar holds the answer to them. */
function forcedCallText(tools: readonly JsonObject[]): string {
  const lines = tools.map(({ name, description, input_schema: parameters }) =>
    JSON.stringify({ name, description, parameters }),
  );
  return [
    'Answer with one call of a tool, as JSON: {"name":"...","arguments":{...}}. The tools:',
    ...lines,
  ].join('\n');
}

function formatGrammar(body: JsonObject): string | null {
  const format = asObject(asObject(body.output_config).format);
  return isObject(format.schema) ? schemaGrammar(format.schema, { strict: true }) : null;
}

/** What the model would otherwise ignore without a word. */
function refuse(body: JsonObject): string | null {
  const thinking = asString(asObject(body.thinking).type) ?? 'disabled';
  if (thinking !== 'disabled')
    return 'thinking: a model file on this machine answers without it. Leave it out.';
  if (asArray(body.mcp_servers).length > 0)
    return 'mcp_servers: a model file on this machine does not call servers. Leave it out.';
  const format = asObject(body.output_config).format;
  if (isObject(format) && format.type !== 'json_schema')
    return `output_config.format: type "${asString(format.type) ?? 'none'}" is not supported; use "json_schema".`;
  const server = asArray(body.tools)
    .map(asObject)
    .find(({ name, type }) => typeof name !== 'string' || (type !== undefined && type !== 'custom'));
  if (server) return `tools: there are no server tools such as "${asString(server.type) ?? 'unnamed'}" here.`;
  if (isObject(format) && asArray(body.tools).length > 0 && toolChoice(body) !== 'none')
    return 'A model file takes tools or output_config.format, not both in one request.';
  return null;
}
