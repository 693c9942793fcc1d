import { failure, type ApiFailure } from '../api-error.ts';
import { asArray, asObject, asString, isObject, type JsonObject } from '../json.ts';
import type { Segment } from './protocol.ts';

const END = '<|end|>';

/** Thrown inside the renderer only, and turned into a result at its edge: the request cannot be rendered. */
class Unrenderable extends Error {}

/**
 * Renders a Messages request in the practice model's chat format (resources/models/README.md). Everything that comes
 * from the request is a text segment, so none of it can become a control token.
 * @param forcedTool whether the answer has to be a tool call: the prompt then ends in the tool-call token
 */
export function renderPrompt(body: JsonObject, forcedTool: boolean): Segment[] | ApiFailure {
  try {
    const segments: Segment[] = [];
    const system = textOf(body.system, 'system');
    if (system) turn(segments, '<|system|>', system);
    const tools = toolChoice(body) === 'none' ? [] : asArray(body.tools);
    if (tools.length > 0) turn(segments, '<|tools|>', tools.map(renderTool).join('\n'));
    const isOpen = renderTurns(segments, asArray(body.messages).map(asObject));
    if (!isOpen) segments.push({ control: '<|assistant|>' });
    if (forcedTool) segments.push({ control: '<|tool_call|>' });
    return segments;
  } catch (error) {
    if (error instanceof Unrenderable) return failure(400, error.message);
    throw error;
  }
}

export function toolChoice(body: JsonObject): string {
  return asString(asObject(body.tool_choice).type) ?? 'auto';
}

function turn(segments: Segment[], tag: string, text: string): void {
  segments.push({ control: tag }, { text }, { control: END });
}

/** Renders the conversation. True when it ends in an assistant's text, which the model then continues. */
function renderTurns(segments: Segment[], turns: JsonObject[]): boolean {
  const results = collectResults(turns);
  for (const [i, message] of turns.entries()) {
    const isLast = i === turns.length - 1;
    if (message.role === 'assistant') {
      const isOpen = renderAssistant(segments, message, { results, isLast });
      if (isOpen) return true;
    } else if (message.role === 'user' || message.role === 'system') {
      const text = textOf(message.content, `messages.${i}.content`);
      if (text) turn(segments, message.role === 'user' ? '<|user|>' : '<|system|>', text);
    } else throw new Unrenderable(`messages.${i}.role: use "user" or "assistant".`);
  }
  const orphan = [...results.keys()][0];
  if (orphan !== undefined) throw new Unrenderable(`tool_result: no tool_use block has the id ${orphan}.`);
  return false;
}

/** The format knows one call a turn, so each call is followed by its own result, wherever the request has it. */
function renderAssistant(
  segments: Segment[],
  message: JsonObject,
  { results, isLast }: { results: Map<string, string>; isLast: boolean },
): boolean {
  const text = textOf(message.content, 'an assistant message');
  const calls = asArray(asObject(message).content)
    .map(asObject)
    .filter((block) => block.type === 'tool_use');
  if (text && isLast && calls.length === 0) {
    segments.push({ control: '<|assistant|>' }, { text });
    return true;
  }
  if (text) turn(segments, '<|assistant|>', text);
  for (const call of calls) {
    const id = asString(call.id) ?? '';
    const result = results.get(id);
    if (result === undefined)
      throw new Unrenderable(`tool_use ${id} has no tool_result block in the next message.`);
    results.delete(id);
    const json = JSON.stringify({ name: call.name, arguments: call.input ?? {} });
    segments.push({ control: '<|assistant|><|tool_call|>' }, { text: json }, { control: END });
    turn(segments, '<|tool_result|>', result);
  }
  return false;
}

function collectResults(turns: JsonObject[]): Map<string, string> {
  const results = new Map<string, string>();
  for (const message of turns) {
    for (const block of asArray(message.content).map(asObject)) {
      if (block.type !== 'tool_result') continue;
      const text = textOf(block.content, 'tool_result');
      // The format has no mark for a failed call; the key says it in words.
      const isPlainError = block.is_error === true && !text.startsWith('{');
      results.set(asString(block.tool_use_id) ?? '', isPlainError ? JSON.stringify({ error: text }) : text);
    }
  }
  return results;
}

const CALL_BLOCKS = new Set(['tool_use', 'tool_result']);

/** The text of a content, blocks joined by line breaks. Anything that is not text is refused by name. */
function textOf(content: unknown, where: string): string {
  if (content === undefined || content === null) return '';
  if (typeof content === 'string') return content;
  const texts: string[] = [];
  for (const block of asArray(content).map(asObject)) {
    if (block.type === 'text') texts.push(asString(block.text) ?? '');
    else if (!CALL_BLOCKS.has(asString(block.type) ?? '')) {
      throw new Unrenderable(
        `${where}: the practice model reads text only, not "${asString(block.type) ?? 'unknown'}" blocks.`,
      );
    }
  }
  return texts.join('\n');
}

/** A tool as one compact JSON line: a parameter's value is its type, an enum is `a|b`, `?` marks it optional. */
function renderTool(tool: unknown): string {
  const { name, description, input_schema: schema, type } = asObject(tool);
  if (typeof name !== 'string' || (type !== undefined && type !== 'custom')) {
    throw new Unrenderable(
      `tools: the practice model has no server tools such as "${asString(type) ?? 'unnamed'}".`,
    );
  }
  const required = asArray(asObject(schema).required);
  const parameters = Object.entries(asObject(asObject(schema).properties)).map(([key, property]) => [
    key,
    typeWord(asObject(property)) + (required.includes(key) ? '' : '?'),
  ]);
  return JSON.stringify({
    name,
    ...(typeof description === 'string' ? { description } : {}),
    parameters: Object.fromEntries(parameters),
  });
}

function typeWord(property: JsonObject): string {
  if (Array.isArray(property.enum)) return property.enum.map(String).join('|');
  if (property.const !== undefined) return JSON.stringify(property.const).replaceAll('"', '');
  const types = Array.isArray(property.type) ? property.type : [property.type];
  const named = types.find((type) => typeof type === 'string' && type !== 'null');
  if (typeof named === 'string') return named;
  const variant = asArray(property.anyOf ?? property.oneOf).find(
    (one) => isObject(one) && one.type !== 'null',
  );
  return variant ? typeWord(asObject(variant)) : 'string';
}
