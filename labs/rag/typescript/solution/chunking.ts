/** A piece of a document: `text` is what stands from `start` up to `end`. */
export interface Chunk {
  start: number;
  end: number;
  text: string;
}

type Span = Pick<Chunk, 'start' | 'end'>;

/**
 * Cuts a document into chunks that keep sentences whole and sections apart. Positions are those of the document, so
 * that whoever reads an answer can find the place that it came from.
 */
export function chunkText(text: string, limit: number): Chunk[] {
  return sectionsOf(text)
    .flatMap((section) =>
      pack(
        sentencesOf(text, section).flatMap((sentence) => cut(sentence, limit)),
        limit,
      ),
    )
    .map(({ start, end }) => ({ start, end, text: text.slice(start, end) }));
}

/** A line that begins with # opens a section. */
function sectionsOf(text: string): Span[] {
  const starts = new Set([0, ...[...text.matchAll(/^#/gm)].map(({ index }) => index)]);
  return [...starts].map((start, i, all) => ({ start, end: all[i + 1] ?? text.length }));
}

/** Sentences end with . ! or ? before white space, and at the end of a paragraph or a heading. */
function sentencesOf(text: string, { start, end }: Span): Span[] {
  const sentence = /#.*|\S(?:[^]*?(?:[.!?](?=\s|$)|(?=\n\s*\n|\s*$)))/g;
  return [...text.slice(start, end).matchAll(sentence)].map((match) => ({
    start: start + match.index,
    end: start + match.index + match[0].trimEnd().length,
  }));
}

/** A sentence that is longer than a chunk has to be cut somewhere; nothing of it is left out. */
function cut({ start, end }: Span, limit: number): Span[] {
  const pieces = Math.ceil((end - start) / limit);
  return Array.from({ length: pieces }, (_, i) => ({
    start: start + i * limit,
    end: Math.min(end, start + (i + 1) * limit),
  }));
}

/** Puts neighbours together for as long as they fit. */
function pack(spans: Span[], limit: number): Span[] {
  const packed: Span[] = [];
  for (const span of spans) {
    const last = packed.at(-1);
    if (last && span.end - last.start <= limit) last.end = span.end;
    else packed.push({ ...span });
  }
  return packed;
}
