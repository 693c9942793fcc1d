import { useMemo } from 'react';
import { markNote } from '../../../../electron/shared/mark-note.ts';

/** How much of a note stands before the first hit in a row. */
const LEAD = 40;

/** A line of a note, with what was searched for marked and in sight. */
export function MarkedLine({ text: note, search }: { text: string; search: string }) {
  const pieces = useMemo(() => {
    const line = note.slice(0, 2000).replaceAll(/\s+/g, ' ');
    const all = markNote(line, search);
    const [head] = all;
    if (all.length < 2 || !head || head.hit || head.text.length <= LEAD) return all;
    return [{ text: `…${head.text.slice(-LEAD)}`, hit: false }, ...all.slice(1)];
  }, [note, search]);
  return pieces.map(({ text, hit }, index) =>
    // oxlint-disable-next-line react/no-array-index-key -- the pieces have no other name and keep no state
    hit ? <mark key={index}>{text}</mark> : text,
  );
}
