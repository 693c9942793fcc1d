import { useState } from 'react';
import type { ParsedEntry } from '../../../../electron/shared/words/types.ts';
import {
  changedFields,
  fillFromWords,
  withFields,
  type DraftField,
  type SessionDraft,
} from '../session-draft.ts';
import { toLocalInput } from '../show-time.ts';
import { useEntryReader } from './use-entry.ts';

export interface Words {
  text: string;
  setText(text: string): void;
  /** Null while nothing is written. */
  parsed: ParsedEntry | null;
  isWrong: boolean;
}

/** A form's draft that words fill in as they are typed, and that keeps what was changed by hand. */
export function useWordsDraft(initial: () => SessionDraft): {
  draft: SessionDraft;
  setDraft(draft: SessionDraft): void;
  words: Words;
} {
  const [base, setBase] = useState(initial);
  const [byHand, setByHand] = useState<ReadonlySet<DraftField>>(new Set());
  const [text, setText] = useState('');
  const { read } = useEntryReader();
  // The form has a length already, so words without one are no problem.
  const parsed = text.trim() === '' ? null : read(text, { usualMinutes: 45 });
  const draft = parsed ? fillFromWords(base, parsed, { byHand, toLocalInput }) : base;
  return {
    draft,
    setDraft(next) {
      const changed = changedFields(draft, next);
      setByHand(new Set([...byHand, ...changed]));
      setBase(withFields(base, next, changed));
    },
    words: {
      text,
      setText,
      parsed,
      isWrong: parsed !== null && parsed.problems.some((problem) => problem.blocks),
    },
  };
}
