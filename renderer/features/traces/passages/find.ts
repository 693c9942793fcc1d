import type { Exchange } from '../messages/parts.ts';
import { followCitations, type BrokenCitation, type Link } from './citations.ts';
import { sharedSpans } from './shared-spans.ts';
import { answerText, sourcesOf, type Source } from './sources.ts';

export interface Passages {
  answer: string;
  /** The sources that something of the answer leads to. */
  sources: readonly Source[];
  /** By place in the answer. */
  links: readonly Link[];
  broken: readonly BrokenCitation[];
  /** How many sources the request had. */
  searched: number;
}

/** Which passages of the request fed the answer: those that it cites, and where it cites none, a guess. */
export function findPassages(exchange: Exchange): Passages {
  const answer = answerText(exchange.answer);
  const sources = sourcesOf(exchange);
  const { links: cited, broken } = followCitations(exchange.answer?.parts ?? [], sources);
  const taken = [...cited, ...broken].map((link) => link.answer);
  const links = [...cited, ...sharedSpans(answer, sources, taken)].toSorted(
    (a, b) => a.answer[0] - b.answer[0],
  );
  const used = new Set(links.map(({ source }) => source));
  return {
    answer,
    sources: sources.filter(({ id }) => used.has(id)),
    links,
    broken,
    searched: sources.length,
  };
}
