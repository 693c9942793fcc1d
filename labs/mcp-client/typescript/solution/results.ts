import type { CallToolResult } from '@modelcontextprotocol/client';
import { config } from './config.ts';

/** A call that did not work. The message goes to the model, so it holds nothing of what a server said. */
export class CallError extends Error {}

/** A result as text for the model, of a length that it can bear. */
export function textOf({ structuredContent, content }: CallToolResult): string {
  const text =
    structuredContent === undefined
      ? content.map((block) => (block.type === 'text' ? block.text : `[${block.type}]`)).join('\n')
      : JSON.stringify(structuredContent);
  const { maxResultCharacters: most } = config;
  return text.length > most ? `${text.slice(0, most)} [cut]` : text;
}
