import type { Language } from '../../shared/settings.ts';
import { languageOfFence } from './adapters/index.ts';

type Piece = { text: string; fence: Language | null };

/** The language of labs that a fence's info string names, if it names one. */
const languageOf = (info: string): Language | null =>
  languageOfFence(info.trim().split(/\s/, 1)[0]!.toLowerCase());

/** Cuts markdown into fences in a lab's language and everything else. */
function cut(markdown: string): Piece[] {
  const pieces: Piece[] = [];
  let open: { mark: string; piece: Piece } | undefined;
  for (const line of markdown.split('\n')) {
    const mark = /^\s{0,3}(`{3,}|~{3,})(.*)$/.exec(line);
    if (open) {
      open.piece.text += `\n${line}`;
      if (mark && mark[1]!.startsWith(open.mark) && mark[2]!.trim() === '') open = undefined;
      continue;
    }
    const last = pieces.at(-1);
    if (mark) {
      const piece: Piece = { text: line, fence: languageOf(mark[2]!) };
      pieces.push(piece);
      open = { mark: mark[1]!, piece };
    } else if (last && last.fence === null) last.text += `\n${line}`;
    else pieces.push({ text: line, fence: null });
  }
  return pieces;
}

/**
 * The markdown of a lab for one language: where the same code stands in several languages, one fence after the other,
 * only that of the chosen language stays. Code that is there in one language only stays for everybody.
 */
export function codeFor(markdown: string, language: Language): string {
  const kept: string[] = [];
  let group: Piece[] = [];
  const flush = (): void => {
    const isThere = group.some(({ fence }) => fence === language);
    for (const { text, fence } of group) {
      // The blank lines between two fences go with the one that is left out.
      if (!isThere || fence === language || (fence === null && kept.at(-1) !== text)) kept.push(text);
    }
    group = [];
  };
  for (const piece of cut(markdown)) {
    const isBetween = piece.fence === null && piece.text.trim() === '' && group.length > 0;
    if (piece.fence === null && !isBetween) flush();
    group.push(piece);
  }
  flush();
  return kept.join('\n');
}
