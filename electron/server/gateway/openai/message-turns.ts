import { asArray, asObject, asString, type JsonObject } from '../json.ts';
import type { ChatAbilities } from '../providers/capabilities.ts';
import { BLOCK_RULES, LEFT_OUT_BLOCKS, TURN_RULES } from './message-rules.ts';
import { check, Untranslatable, type Translation } from './rules.ts';

interface Place {
  where: string;
  can: ChatAbilities;
  in: Translation;
}

/** The conversation, `system` included, as chat messages. */
export function chatTurns(message: JsonObject, can: ChatAbilities, translation: Translation): JsonObject[] {
  const at = (where: string): Place => ({ where, can, in: translation });
  const system = textOf(message.system, at('system'));
  const opening = system === '' ? [] : [{ role: 'system', content: system }];
  const turns = asArray(message.messages).map(asObject);
  if (turns.at(-1)?.role === 'assistant' && !can.continues) {
    throw new Untranslatable(
      `messages.${turns.length - 1}`,
      `${translation.target} cannot continue an answer that has begun. End with a user message.`,
    );
  }
  return [...opening, ...turns.flatMap((turn, i) => chatTurn(turn, at(`messages.${i}`)))];
}

function chatTurn(turn: JsonObject, place: Place): JsonObject[] {
  check(turn, TURN_RULES, place);
  if (turn.role === 'system') return [{ role: 'system', content: textOf(turn.content, place) }];
  if (turn.role === 'assistant') return [assistantTurn(turn, place)];
  if (turn.role === 'user') return userTurn(turn, place);
  throw new Untranslatable(`${place.where}.role`, 'use "user" or "assistant".');
}

/** A content that is text only, its blocks on lines of their own. */
function textOf(content: unknown, place: Place): string {
  if (typeof content === 'string') return content;
  return blocksOf(content, place)
    .map(({ block, at }) => {
      if (block.type !== 'text') throw new Untranslatable(at.where, 'only text can stand here.');
      return asString(block.text) ?? '';
    })
    .join('\n');
}

/** The blocks of a content, each held against its rules; those that cannot be sent on are noted and left out. */
function blocksOf(content: unknown, place: Place): { block: JsonObject; at: Place }[] {
  return asArray(content).flatMap((item, i) => {
    const block = asObject(item);
    const type = asString(block.type) ?? '';
    const at = { ...place, where: `${place.where}.content.${i}` };
    if (LEFT_OUT_BLOCKS.has(type)) {
      place.in.leftOut.add(`${type} blocks`);
      return [];
    }
    const rules = Object.hasOwn(BLOCK_RULES, type) ? BLOCK_RULES[type] : undefined;
    if (!rules) throw new Untranslatable(at.where, `${place.in.target} takes no "${type}" blocks.`);
    check(block, rules, at);
    return [{ block, at }];
  });
}

function assistantTurn(turn: JsonObject, place: Place): JsonObject {
  if (typeof turn.content === 'string') return { role: 'assistant', content: turn.content };
  const texts: string[] = [];
  const calls: JsonObject[] = [];
  for (const { block, at } of blocksOf(turn.content, place)) {
    if (block.type === 'text') texts.push(asString(block.text) ?? '');
    else if (block.type === 'tool_use') calls.push(callOf(block));
    else throw new Untranslatable(at.where, `an assistant message takes no "${String(block.type)}" blocks.`);
  }
  const content = texts.length > 0 ? texts.join('') : null;
  return { role: 'assistant', content, ...(calls.length > 0 ? { tool_calls: calls } : {}) };
}

function callOf({ id, name, input }: JsonObject): JsonObject {
  return { id, type: 'function', function: { name, arguments: JSON.stringify(input ?? {}) } };
}

/** Results of tools are messages of their own here; what else the turn holds, and their images, follow them. */
function userTurn(turn: JsonObject, place: Place): JsonObject[] {
  if (typeof turn.content === 'string') return [{ role: 'user', content: turn.content }];
  const results: JsonObject[] = [];
  const parts: JsonObject[] = [];
  for (const { block, at } of blocksOf(turn.content, place)) {
    if (block.type === 'tool_result') {
      const { text, images } = resultOf(block, at);
      results.push({ role: 'tool', tool_call_id: block.tool_use_id, content: text });
      parts.push(...images);
    } else parts.push(partOf(block, at));
  }
  const isText = parts.every((part) => part.type === 'text');
  const content = isText && parts.length === 1 ? parts[0]!.text : parts;
  return parts.length > 0 ? [...results, { role: 'user', content }] : results;
}

function resultOf(block: JsonObject, place: Place): { text: string; images: JsonObject[] } {
  const { content, is_error: isError } = block;
  const texts = typeof content === 'string' ? [content] : [];
  const images: JsonObject[] = [];
  for (const { block: part, at } of typeof content === 'string' ? [] : blocksOf(content, place)) {
    const made = partOf(part, at);
    if (made.type === 'text') texts.push(asString(made.text) ?? '');
    else images.push(made);
  }
  const text = texts.join('\n');
  // Chat Completions has no mark for a failed call; the text says it.
  return { text: isError === true ? `Error: ${text}` : text, images };
}

function partOf(block: JsonObject, place: Place): JsonObject {
  if (block.type === 'text') return { type: 'text', text: block.text };
  if (block.type === 'image') return imagePart(asObject(block.source), place);
  if (block.type === 'document') return documentPart(block, place);
  throw new Untranslatable(place.where, `a user message takes no "${String(block.type)}" blocks.`);
}

function imagePart(source: JsonObject, { where, can, in: { target } }: Place): JsonObject {
  if (source.type === 'base64') {
    const url = `data:${asString(source.media_type) ?? ''};base64,${asString(source.data) ?? ''}`;
    return { type: 'image_url', image_url: { url } };
  }
  if (source.type !== 'url')
    throw new Untranslatable(`${where}.source`, `${target} keeps no files. Send the image in base64.`);
  if (!can.urlImages)
    throw new Untranslatable(`${where}.source`, `${target} fetches no images. Send the image in base64.`);
  return { type: 'image_url', image_url: { url: source.url } };
}

function documentPart(block: JsonObject, place: Place): JsonObject {
  const { where, can, in: translation } = place;
  const source = asObject(block.source);
  const head = [block.title, block.context].filter((line) => asString(line) !== null);
  if (source.type === 'text') return { type: 'text', text: [...head, source.data].join('\n') };
  if (source.type === 'content') {
    const text = textOf(source.content, { ...place, where: `${where}.source` });
    return { type: 'text', text: [...head, text].join('\n') };
  }
  if (source.type !== 'base64' || !can.pdf) {
    const advice = 'Put its text into the message.';
    throw new Untranslatable(`${where}.source`, `${translation.target} takes no such documents. ${advice}`);
  }
  const file_data = `data:${asString(source.media_type) ?? ''};base64,${asString(source.data) ?? ''}`;
  return { type: 'file', file: { file_data, filename: asString(block.title) ?? 'document.pdf' } };
}
