export interface Search {
  /** An FTS5 expression for the words that the index can find; null for none. */
  match: string | null;
  /** What must stand in the note as it is, with A to Z in lower case as SQLite has it. */
  literals: string[];
}

/** Scripts without spaces between words, and pictures: the index keeps such a run as one word, or not at all. */
const NOT_WORDS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Extended_Pictographic}]/u;
const HAS_WORD = /[\p{L}\p{N}]/u;

/**
 * Reads what a person types to search notes: every word has to occur, as the beginning of a word of the note;
 * "words in quotes" stand next to each other as they are, and a quote that is still open ends in the middle of a word. Accents and case do not matter.
 * Text in scripts without spaces, emoji and signs alone are looked for as they stand.
 */
export function readSearch(text: string): Search {
  const terms = [...text.replaceAll('\0', ' ').matchAll(/"([^"]*)("?)|[^\s"]+/g)];
  const matches: string[] = [];
  const literals: string[] = [];
  for (const [whole, quoted, end] of terms) {
    const term = (quoted ?? whole).trim();
    if (term === '') continue;
    if (NOT_WORDS.test(term) || !HAS_WORD.test(term))
      literals.push(term.replaceAll(/[A-Z]/g, (c) => c.toLowerCase()));
    else matches.push(`"${term}"${end === '"' ? '' : '*'}`);
  }
  return { match: matches.length > 0 ? matches.join(' ') : null, literals };
}
