import type { Exchange, Part, Turn } from '../messages/parts.ts';

/** A text of the request that an answer may have been made from. */
export interface Source {
  id: string;
  /** "Result of search_docs", "Document: Refunds", "User message 2". */
  title: string;
  kind: 'tool-result' | 'document' | 'search-result' | 'message' | 'system';
  text: string;
  /** Where each block of a document begins in `text`; citations count blocks. */
  blockStarts: readonly number[];
}

/** Every text of a request that the model did not write itself, in order. */
export function sourcesOf({ system, turns }: Pick<Exchange, 'system' | 'turns'>): Source[] {
  const names = new Map(
    turns.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.kind === 'tool-call' && part.id ? [[part.id, part.name] as const] : [])),
    ),
  );
  const found: Omit<Source, 'id'>[] = [];
  const add = (source: Omit<Source, 'id' | 'blockStarts'>): void => {
    if (source.text.trim() !== '') found.push({ ...source, blockStarts: [0] });
  };
  const walk = (parts: readonly Part[], text: { title: string; kind: Source['kind'] }): void => {
    for (const part of parts) {
      if (part.kind === 'text') add({ ...text, text: part.text });
      else if (part.kind === 'document') found.push(documentSource(part));
      else if (part.kind === 'tool-result') {
        const name = part.callId === null ? undefined : names.get(part.callId);
        walk(part.parts, { title: `Result of ${name ?? 'a tool'}`, kind: 'tool-result' });
      } else if (part.kind === 'other' && text.kind === 'tool-result')
        add({ ...text, text: JSON.stringify(part.json, null, 1) });
    }
  };
  walk(system, { title: 'System prompt', kind: 'system' });
  turns.forEach((turn, at) => {
    if (isTheModels(turn)) return;
    walk(turn.parts, {
      title: `${turn.role === 'user' ? 'User message' : 'Message'} ${at + 1}`,
      kind: 'message',
    });
  });
  return found.map((source, at) => ({ ...source, id: `source-${at}` }));
}

const isTheModels = ({ role }: Turn): boolean => role === 'assistant';

function documentSource(part: Extract<Part, { kind: 'document' }>): Omit<Source, 'id'> {
  const blockStarts: number[] = [];
  let text = '';
  for (const block of part.blocks) {
    blockStarts.push(text.length);
    text += `${block}\n`;
  }
  const name = part.of === 'document' ? 'Document' : 'Search result';
  const title = part.title ?? (part.note || null);
  return { title: title ? `${name}: ${title}` : name, kind: part.of, text: text.slice(0, -1), blockStarts };
}

/** The answer's text: what marks count characters in. Its parts go on in the middle of a sentence where one cites. */
export const answerText = (answer: Turn | null): string =>
  (answer?.parts ?? []).map((part) => (part.kind === 'text' ? part.text : '')).join('');
