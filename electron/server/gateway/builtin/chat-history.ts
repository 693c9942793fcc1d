import { failure, type ApiFailure } from '../api-error.ts';
import { asArray, asObject, asString, isObject, type JsonObject } from '../json.ts';
import type { ChatCall, ChatTurn } from './protocol.ts';

/** Thrown inside this file only, and turned into a result at its edge. */
class Unreadable extends Error {}

/**
 * A Messages conversation as turns of a chat. A tool's result stands beside its call, and what the model says after it
 * belongs to the same turn, because chat templates have it so.
 * @param more added to the system text
 */
export function chatHistory(body: JsonObject, more: string | null): ChatTurn[] | ApiFailure {
  try {
    const results = new Map<string, unknown>();
    const turns: ChatTurn[] = [];
    const system = [textOf(body.system, 'system'), more].filter(Boolean).join('\n\n');
    if (system) turns.push({ type: 'system', text: system });
    const messages = asArray(body.messages).map(asObject);
    for (const { content } of messages) collectResults(content, results);
    for (const [i, message] of messages.entries()) {
      const where = `messages.${i}.content`;
      if (message.role === 'assistant') addModel(turns, modelItems(message, where, results));
      else if (message.role === 'user' || message.role === 'system') {
        const text = textOf(message.content, where);
        if (text) turns.push({ type: message.role, text });
      } else throw new Unreadable(`messages.${i}.role: use "user" or "assistant".`);
    }
    const orphan = [...results.keys()][0];
    if (orphan !== undefined) throw new Unreadable(`tool_result: no tool_use block has the id ${orphan}.`);
    return turns;
  } catch (error) {
    if (error instanceof Unreadable) return failure(400, error.message);
    throw error;
  }
}

function addModel(turns: ChatTurn[], items: (string | ChatCall)[]): void {
  const last = turns.at(-1);
  if (last?.type === 'model') last.response.push(...items);
  else turns.push({ type: 'model', response: items });
}

function modelItems(
  { content }: JsonObject,
  where: string,
  results: Map<string, unknown>,
): (string | ChatCall)[] {
  const calls = asArray(content)
    .map(asObject)
    .filter(({ type }) => type === 'tool_use')
    .map((block): ChatCall => {
      const id = asString(block.id) ?? '';
      const result = results.get(id);
      results.delete(id);
      return { type: 'functionCall', name: asString(block.name) ?? '', params: block.input, result };
    });
  const text = textOf(content, where);
  return [...(text ? [text] : []), ...calls];
}

function collectResults(content: unknown, results: Map<string, unknown>): void {
  for (const block of asArray(content).map(asObject)) {
    if (block.type === 'tool_result')
      results.set(asString(block.tool_use_id) ?? '', parsed(textOf(block.content, 'tool_result')));
  }
}

/** A result that is JSON is shown to the model as such, not as a text with quotes in quotes. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) || Array.isArray(value) ? value : text;
  } catch {
    return text;
  }
}

const ELSEWHERE: ReadonlySet<unknown> = new Set(['tool_use', 'tool_result', 'thinking', 'redacted_thinking']);

function textOf(content: unknown, where: string): string {
  if (typeof content === 'string') return content;
  const texts: string[] = [];
  for (const block of asArray(content).map(asObject)) {
    if (block.type === 'text') texts.push(asString(block.text) ?? '');
    else if (!ELSEWHERE.has(block.type))
      throw new Unreadable(
        `${where}: a model file on this machine reads text only, not "${asString(block.type) ?? 'unknown'}" blocks.`,
      );
  }
  return texts.join('\n');
}
