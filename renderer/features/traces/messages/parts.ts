/** One piece of a message, in the same words for every API. */
export type Part =
  | { kind: 'text'; text: string; citations: readonly Json[] }
  /** Null where the provider encrypted it. */
  | { kind: 'thinking'; text: string | null }
  | { kind: 'tool-call'; id: string | null; name: string; input: unknown }
  | { kind: 'tool-result'; callId: string | null; isError: boolean; parts: readonly Part[] }
  /** `data:` addresses can be shown; others are named only, because nothing is fetched from elsewhere. */
  | { kind: 'image'; url: string | null; note: string }
  /** A document or a search result: blocks of text that an answer can cite. */
  | {
      kind: 'document';
      of: 'document' | 'search-result';
      title: string | null;
      blocks: readonly string[];
      note: string;
    }
  | { kind: 'other'; type: string; json: unknown };

export type Json = Record<string, unknown>;

export interface Turn {
  role: string;
  parts: readonly Part[];
}

export interface ToolSpec {
  name: string;
  description: string;
  schema: unknown;
}

/** What was sent and what came back, to be read by a person. */
export interface Exchange {
  system: readonly Part[];
  tools: readonly ToolSpec[];
  /** Everything else of the request: `max_tokens`, `tool_choice` and so on. */
  settings: Json;
  turns: readonly Turn[];
  /** Null when there was none, or none is kept. */
  answer: Turn | null;
  error: string | null;
}

export const asObject = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
export const asArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const asText = (value: unknown): string | null => (typeof value === 'string' ? value : null);

export const textPart = (text: string, citations: readonly Json[] = []): Part => ({
  kind: 'text',
  text,
  citations,
});

/** The whole text of some parts, without calls and pictures. */
export function textOf(parts: readonly Part[]): string {
  return parts
    .map((part) => {
      switch (part.kind) {
        case 'text':
          return part.text;
        case 'document':
          return part.blocks.join('\n');
        case 'tool-result':
          return textOf(part.parts);
        case 'thinking':
        case 'tool-call':
        case 'image':
        case 'other':
          return '';
      }
    })
    .filter(Boolean)
    .join('\n');
}
