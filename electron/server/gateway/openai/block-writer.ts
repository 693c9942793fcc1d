import { asNumber, asObject, asString, isObject, type JsonObject } from '../json.ts';
import { blockStart, blockStop, textDelta, toolUseId } from '../message-writer.ts';
import type { StreamEvent } from '../sse.ts';

/** The block that is being written. */
interface OpenBlock {
  index: number;
  type: 'text' | 'thinking' | 'tool_use';
  /** Which of the completion's tool calls it is. */
  call: number | null;
}

/** Writes an answer's pieces as blocks, one after the other, as the Messages API has it. */
export interface BlockWriter {
  text(value: string): StreamEvent[];
  thinking(value: string): StreamEvent[];
  /** Null: a piece of a call whose block is closed already, which no event can say. */
  tool(piece: JsonObject): StreamEvent[] | null;
  close(): StreamEvent[];
  hasTools(): boolean;
}

export function createBlockWriter(): BlockWriter {
  let blocks = 0;
  let open: OpenBlock | null = null;
  let lastCall = -1;

  function close(): StreamEvent[] {
    const ended = open ? [blockStop(open.index)] : [];
    open = null;
    return ended;
  }

  function enter(type: OpenBlock['type'], block: JsonObject, call: number | null = null): StreamEvent[] {
    const before = close();
    open = { index: blocks, type, call };
    blocks += 1;
    return [...before, blockStart(open.index, block)];
  }

  const delta = (value: JsonObject): StreamEvent => ({
    type: 'content_block_delta',
    index: blocks - 1,
    delta: value,
  });

  return {
    text(value) {
      const begun = open?.type === 'text' ? [] : enter('text', { type: 'text', text: '' });
      return [...begun, textDelta(blocks - 1, value)];
    },
    thinking(value) {
      const block = { type: 'thinking', thinking: '', signature: '' };
      const begun = open?.type === 'thinking' ? [] : enter('thinking', block);
      return [...begun, delta({ type: 'thinking_delta', thinking: value })];
    },
    tool(piece) {
      const fn = asObject(piece.function);
      // Some servers leave the index out, and send each call whole.
      const at = asNumber(piece.index) ?? (asString(fn.name) ? lastCall + 1 : lastCall);
      const isNew = at > lastCall;
      if (!isNew && open?.call !== at) return null;
      lastCall = at;
      const id = asString(piece.id) || toolUseId();
      const block = { type: 'tool_use', id, name: asString(fn.name) ?? '', input: {} };
      const begun = isNew ? enter('tool_use', block, at) : [];
      const json = isObject(fn.arguments) ? JSON.stringify(fn.arguments) : asString(fn.arguments);
      return json ? [...begun, delta({ type: 'input_json_delta', partial_json: json })] : begun;
    },
    close,
    hasTools: () => lastCall >= 0,
  };
}
