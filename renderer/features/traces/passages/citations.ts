import type { Json, Part } from '../messages/parts.ts';
import type { Source } from './sources.ts';

/** A stretch of the answer and the stretch of a source it came from. Ends are outside. */
export interface Link {
  answer: readonly [from: number, to: number];
  source: string;
  passage: readonly [from: number, to: number];
  /** `cited`: the model said so. `guess`: the same words are in both. */
  how: 'cited' | 'guess';
}

/** A citation that leads nowhere: no such document, or not these words in it. */
export interface BrokenCitation {
  answer: readonly [from: number, to: number];
  reason: string;
}

export interface CitedLinks {
  links: Link[];
  broken: BrokenCitation[];
}

/** Follows the citations in an answer's text parts to the passages that they name (Anthropic's citation types). */
export function followCitations(parts: readonly Part[], sources: readonly Source[]): CitedLinks {
  const result: CitedLinks = { links: [], broken: [] };
  let at = 0;
  for (const part of parts) {
    if (part.kind !== 'text') continue;
    const answer = [at, at + part.text.length] as const;
    for (const citation of part.citations) {
      const found = passageOf(citation, sources);
      if ('reason' in found) result.broken.push({ answer, reason: found.reason });
      else result.links.push({ answer, how: 'cited', ...found });
    }
    at += part.text.length;
  }
  return result;
}

type Found = Pick<Link, 'source' | 'passage'> | { reason: string };

function passageOf(citation: Json, sources: readonly Source[]): Found {
  const isSearch = citation.type === 'search_result_location';
  const kind = isSearch ? 'search-result' : 'document';
  const index = isSearch ? citation.search_result_index : citation.document_index;
  const cited = typeof citation.cited_text === 'string' ? citation.cited_text : '';
  if (typeof index !== 'number')
    return inAny(cited, sources) ?? { reason: 'It points at something outside of this request.' };
  const source = sources.filter((one) => one.kind === kind)[index];
  if (!source) return { reason: `It points at ${kind.replace('-', ' ')} ${index + 1}, which was not sent.` };
  const passage = locate(citation, source, cited);
  return passage
    ? { source: source.id, passage }
    : { reason: `The words that it cites are not in “${source.title}”.` };
}

function locate(citation: Json, source: Source, cited: string): readonly [number, number] | null {
  const [from, to] = claimed(citation, source);
  const isThere = from < to && (cited === '' || source.text.slice(from, to).includes(cited.trim()));
  if (isThere) return [from, to];
  if (cited === '') return null;
  const at = source.text.indexOf(cited.trim());
  return at < 0 ? null : [at, at + cited.trim().length];
}

/** The characters that a citation names, by itself or through its blocks. */
function claimed(citation: Json, { text, blockStarts }: Source): readonly [number, number] {
  const { start_char_index: from, end_char_index: to } = citation;
  if (typeof from === 'number' && typeof to === 'number') return [from, Math.min(to, text.length)];
  const { start_block_index: first, end_block_index: last } = citation;
  if (typeof first !== 'number' || typeof last !== 'number') return [0, 0];
  return [blockStarts[first] ?? 0, blockStarts[last] ?? text.length];
}

function inAny(cited: string, sources: readonly Source[]): Pick<Link, 'source' | 'passage'> | null {
  if (cited === '') return null;
  for (const { id, text } of sources) {
    const at = text.indexOf(cited);
    if (at >= 0) return { source: id, passage: [at, at + cited.length] };
  }
  return null;
}
