import { failure, type ApiFailure } from '../api-error.ts';
import { asArray, asObject, asString, isObject, type JsonObject } from '../json.ts';
import { CAPABILITIES, type ServerKind } from './capabilities.ts';

type Fitted = { body: JsonObject } | ApiFailure;

/** Where a Messages request goes so that the server honours all of it. */
export type Way = { way: 'messages' | 'chat'; body: JsonObject } | ApiFailure;

const refuse = (param: string, message: string): ApiFailure =>
  failure(400, `${param}: ${message}`, { param, details: { error_code: 'unsupported_field' } });

/**
 * Makes a Messages request fit a server that speaks that API only in part. What its `/v1/messages` would drop without
 * a word goes to its chat endpoint instead, or is said in other words, or refused.
 */
export function fitMessages(server: ServerKind, title: string, body: JsonObject): Way {
  const { messages: can, chat } = CAPABILITIES[server];
  if (!can) return { way: 'chat', body };
  if (!can.documents && hasBlock(body, (block) => block.type === 'document'))
    return refuse('messages', `${title} drops document blocks. Put the text into the message instead.`);
  if (!can.urlImages && hasBlock(body, (block) => asObject(block.source).type === 'url'))
    return refuse('messages', `${title} fetches no images. Send the image in base64.`);
  if (server === 'vllm' && asArray(body.tools).some((tool) => !isObject(asObject(tool).input_schema)))
    return refuse('tools', `${title} needs an input_schema in every tool.`);
  const isFormatted = isObject(asObject(body.output_config).format);
  if (isFormatted && !can.outputFormat) {
    if (chat?.schema) return { way: 'chat', body };
    return refuse('output_config.format', `${title} ignores it. Ask for JSON in the prompt and validate it.`);
  }
  return withChoice(body, can.toolChoice, title);
}

function withChoice(body: JsonObject, honoured: readonly string[], title: string): Way {
  const type = asString(asObject(body.tool_choice).type) ?? 'auto';
  if (honoured.includes(type)) return { way: 'messages', body };
  const { tool_choice: choice, tools, ...rest } = body;
  // Without tools there is nothing to call, which is what "none" asks for.
  if (type === 'none') return { way: 'messages', body: rest };
  if (type === 'tool' && honoured.includes('any')) {
    const only = asArray(tools).filter((tool) => asObject(tool).name === asObject(choice).name);
    if (only.length === 0)
      return refuse('tool_choice', `no tool is named "${String(asObject(choice).name)}".`);
    const { name: _name, ...any } = { ...asObject(choice), type: 'any' } as JsonObject;
    return { way: 'messages', body: { ...rest, tools: only, tool_choice: any } };
  }
  return refuse(
    'tool_choice',
    `${title} does not honour "${type}". Leave it at "auto", or use another provider.`,
  );
}

/** Fields of a chat request that a server takes and then ignores. */
const IGNORED: Partial<Record<ServerKind, readonly string[]>> = {
  ollama: ['logit_bias', 'n', 'logprobs', 'top_logprobs'],
};

/** Makes a chat request fit a server that honours only a part of it. The very same object means: send it as it is. */
export function fitChat(server: ServerKind, title: string, body: JsonObject): Fitted {
  const can = CAPABILITIES[server].chat;
  if (!can || server === 'openai' || server === 'other') return { body };
  const ignored = IGNORED[server]?.find((name) => isMeant(body[name]));
  if (ignored) return refuse(ignored, `${title} ignores it. Leave it out.`);
  if (!can.oneCallOnly && body.parallel_tool_calls === false)
    return refuse('parallel_tool_calls', `${title} ignores it. Leave it out.`);
  if (!can.pdf && hasBlock(body, (part) => part.type === 'file'))
    return refuse('messages', `${title} takes no files. Put the text into the message instead.`);
  const isRemote = (part: JsonObject): boolean =>
    /^https?:/i.test(asString(asObject(part.image_url).url) ?? '');
  if (!can.urlImages && hasBlock(body, isRemote))
    return refuse('messages', `${title} fetches no images. Send the image as a data URL.`);
  return withChatChoice(body, can.toolChoice, title);
}

const CHOICE_TYPE: Readonly<Record<string, string>> = { auto: 'auto', none: 'none', required: 'any' };

function withChatChoice(body: JsonObject, honoured: readonly string[], title: string): Fitted {
  const { tool_choice: choice, tools, ...rest } = body;
  if (choice === undefined || choice === null) return { body };
  const type = typeof choice === 'string' ? (CHOICE_TYPE[choice] ?? choice) : 'tool';
  if (honoured.includes(type)) return { body };
  if (type === 'none') return { body: rest };
  const name = asObject(asObject(choice).function).name;
  if (type === 'tool' && honoured.includes('any') && name !== undefined) {
    const only = asArray(tools).filter((tool) => asObject(asObject(tool).function).name === name);
    return { body: { ...rest, tools: only, tool_choice: 'required' } };
  }
  return refuse('tool_choice', `${title} does not honour it. Leave it at "auto", or use another provider.`);
}

/** Whether a value says more than leaving the field out would. */
function isMeant(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === 1) return false;
  return !isObject(value) || Object.keys(value).length > 0;
}

function hasBlock(body: JsonObject, test: (block: JsonObject) => boolean): boolean {
  const within = (content: unknown): boolean =>
    asArray(content).some((item) => test(asObject(item)) || within(asObject(item).content));
  return asArray(body.messages).some((turn) => within(asObject(turn).content));
}
