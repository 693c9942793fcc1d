import type { RecordedCall } from '../../../../electron/server/gateway/types.ts';
import type { CheckTools } from '../../../../electron/server/labs/checks.ts';

export interface Turn {
  role?: string;
  content?: unknown;
}

export interface Body {
  model?: unknown;
  max_tokens?: unknown;
  system?: unknown;
  messages?: Turn[];
  output_config?: { format?: { type?: unknown; schema?: unknown } };
  tools?: { name?: unknown; input_schema?: unknown }[];
  tool_choice?: { type?: unknown; name?: unknown };
  temperature?: unknown;
}

export type Block = Record<string, unknown>;

export const bodyOf = (call: RecordedCall | undefined): Body => call?.body ?? {};
export const turnsOf = (call: RecordedCall | undefined): Turn[] => bodyOf(call).messages ?? [];

/** All words of a content: its texts, and those of tool results and tool calls in it. */
export function words(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((block: Block) => {
      if (block['type'] === 'text') return String(block['text']);
      return block['type'] === 'tool_result' ? words(block['content']) : '';
    })
    .join('\n');
}

export function blocks(turn: Turn | undefined): Block[] {
  return Array.isArray(turn?.content) ? (turn.content as Block[]) : [];
}

/** Whether the API would take a turn: an empty one, or an empty text in it, is a bad request. */
export const hasContent = ({ content }: Turn): boolean =>
  typeof content === 'string'
    ? content !== ''
    : Array.isArray(content) &&
      content.length > 0 &&
      content.every((block: Block) => block['type'] !== 'text' || block['text'] !== '');

/** All that the model was sent in a call, as one text. */
export const wordsSent = (call: RecordedCall | undefined): string =>
  [bodyOf(call).system, ...turnsOf(call).map(({ content }) => content)].map(words).join('\n');

/** The name of a function as the learner wrote it: `toRecord()` or `to_record()`. */
export function fn({ language }: CheckTools, name: string): string {
  const own =
    language === 'python' ? name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : name;
  return `${own}()`;
}

export function expectCalls(t: CheckTools, count: number, why: string): void {
  const { length } = t.gateway.messages();
  t.expect.that(length === count, { message: why, expected: plural(count), actual: plural(length) });
}

const plural = (count: number): string => (count === 1 ? '1 call' : `${count} calls`);
