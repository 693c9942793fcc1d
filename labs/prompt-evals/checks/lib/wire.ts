import type { RecordedCall } from '../../../../electron/server/gateway/types.ts';

/** All words of a content: a text, or text blocks. */
export function words(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((block: { text?: unknown }) => (typeof block.text === 'string' ? block.text : ''))
    .join('\n');
}

export const lastWords = (message: unknown): string =>
  words((message as { content?: unknown } | undefined)?.content);

/** The system prompt and the messages of a call, as words. */
export function sentIn(call: RecordedCall | undefined): { system: string; messages: string[] } {
  const { system, messages = [] } = (call?.body ?? {}) as { system?: unknown; messages?: unknown[] };
  return { system: words(system), messages: messages.map(lastWords) };
}
