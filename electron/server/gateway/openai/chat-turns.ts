import { asArray, asObject, asString, isObject, type JsonObject } from '../json.ts';
import { FILE_RULES, IMAGE_RULES, PART_RULES, TURN_RULES } from './chat-rules.ts';
import { check, Untranslatable, type Translation } from './rules.ts';

interface Turns {
  /** The texts of the system messages that open the conversation. */
  system: string[];
  messages: JsonObject[];
}

interface Place {
  where: string;
  in: Translation;
}

/** The conversation in the words of the Messages API. Results of tools that follow each other share one turn. */
export function turnsOf(chat: readonly unknown[], translation: Translation): Turns {
  const turns: Turns = { system: [], messages: [] };
  for (const [i, entry] of chat.entries()) {
    const message = asObject(entry);
    const place = { where: `messages.${i}`, in: translation };
    const role = message.role === 'developer' ? 'system' : (asString(message.role) ?? '');
    const rules = Object.hasOwn(TURN_RULES, role) ? TURN_RULES[role] : undefined;
    if (!rules)
      throw new Untranslatable(`${place.where}.role`, 'use system, developer, user, assistant or tool.');
    check(message, rules, place);
    if (role === 'system') addSystem(turns, message, place);
    else if (role === 'user') turns.messages.push({ role, content: contentOf(message.content, place) });
    else if (role === 'assistant') turns.messages.push(assistantTurn(message, place));
    else addResult(turns.messages, message, place);
  }
  return turns;
}

/** Only the system messages before all others can go to `system`; a later one keeps its place. */
function addSystem(turns: Turns, message: JsonObject, place: Place): void {
  const content = contentOf(message.content, place);
  if (turns.messages.length > 0) turns.messages.push({ role: 'system', content });
  else if (typeof content === 'string') turns.system.push(content);
  else turns.system.push(...content.map((block) => asString(block.text) ?? ''));
}

function addResult(messages: JsonObject[], message: JsonObject, place: Place): void {
  const block = {
    type: 'tool_result',
    tool_use_id: message.tool_call_id,
    content: contentOf(message.content, place),
  };
  const last = messages.at(-1);
  const isResults = last?.role === 'user' && asObject(asArray(last.content).at(-1)).type === 'tool_result';
  if (isResults) asArray(last.content).push(block);
  else messages.push({ role: 'user', content: [block] });
}

function assistantTurn(message: JsonObject, place: Place): JsonObject {
  const { content, refusal, tool_calls: calls } = message;
  const text = content === null || content === undefined ? [] : contentOf(content, place);
  const blocks = typeof text === 'string' ? (text === '' ? [] : [{ type: 'text', text }]) : text;
  const said = asString(refusal) ? [{ type: 'text', text: refusal }] : [];
  const tools = asArray(calls).map((call, i) => toolUse(asObject(call), `${place.where}.tool_calls.${i}`));
  const all = [...blocks, ...said, ...tools];
  if (all.length === 0) throw new Untranslatable(`${place.where}.content`, 'an assistant message is empty.');
  return { role: 'assistant', content: all };
}

function toolUse(call: JsonObject, where: string): JsonObject {
  if (call.type !== undefined && call.type !== 'function')
    throw new Untranslatable(where, 'only calls of the type "function" can be sent on.');
  const { name, arguments: json } = asObject(call.function);
  return { type: 'tool_use', id: call.id, name, input: argumentsOf(json, `${where}.function.arguments`) };
}

/** The Messages API takes arguments as an object; a text that is none would have to be sent as something else. */
function argumentsOf(json: unknown, where: string): JsonObject {
  const text = asString(json)?.trim();
  if (!text) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Said below, as for JSON that is no object.
  }
  throw new Untranslatable(where, 'must be the JSON of an object.');
}

function contentOf(content: unknown, place: Place): string | JsonObject[] {
  if (typeof content === 'string') return content;
  return asArray(content).map((part, i) =>
    blockOf(asObject(part), { where: `${place.where}.content.${i}`, in: place.in }),
  );
}

function blockOf(part: JsonObject, place: Place): JsonObject {
  const type = asString(part.type) ?? '';
  const rules = Object.hasOwn(PART_RULES, type) ? PART_RULES[type] : undefined;
  if (!rules) throw new Untranslatable(place.where, `${place.in.target} takes no "${type}" parts.`);
  check(part, rules, place);
  if (type === 'image_url') return imageOf(asObject(part.image_url), place);
  if (type === 'file') return fileOf(asObject(part.file), place);
  return { type: 'text', text: type === 'refusal' ? part.refusal : part.text };
}

function imageOf(image: JsonObject, { where, in: translation }: Place): JsonObject {
  const at = { where: `${where}.image_url`, in: translation };
  check(image, IMAGE_RULES, at);
  const url = asString(image.url) ?? '';
  if (!url.startsWith('data:')) return { type: 'image', source: { type: 'url', url } };
  return { type: 'image', source: base64Of(url, `${at.where}.url`) };
}

function fileOf(file: JsonObject, { where, in: translation }: Place): JsonObject {
  const at = { where: `${where}.file`, in: translation };
  check(file, FILE_RULES, at);
  const data = asString(file.file_data) ?? '';
  const source = base64Of(data, `${at.where}.file_data`);
  if (source.media_type !== 'application/pdf')
    throw new Untranslatable(
      `${at.where}.file_data`,
      'only PDF files can be sent on. Put other text into the message.',
    );
  return { type: 'document', source, ...(asString(file.filename) ? { title: file.filename } : {}) };
}

function base64Of(url: string, where: string): { type: 'base64'; media_type: string; data: string } {
  const parts = /^data:([\w.+-]+\/[\w.+-]+);base64,/.exec(url);
  if (!parts) throw new Untranslatable(where, 'must be a data URL with a type, in base64.');
  return { type: 'base64', media_type: parts[1]!, data: url.slice(parts[0].length) };
}
