import { useId, type RefObject } from 'react';
import { Field, Input } from '../../../ui/field.tsx';
import { EntryProblem } from './preview.tsx';
import type { Words } from './use-words-draft.ts';
import styles from './words.module.css';

const HINT = 'Fills in the fields below as you type. What you change there by hand stays.';

/** One line for an entry in words on top of the full form. */
export function WordsField({ words, field }: { words: Words; field: RefObject<HTMLInputElement | null> }) {
  const id = useId();
  return (
    <div className={styles.above}>
      <Field label="In words">
        <Input
          ref={field}
          value={words.text}
          autoFocus
          autoComplete="off"
          maxLength={20_000}
          placeholder="45m rag chunking yesterday 21:10"
          aria-invalid={words.isWrong || undefined}
          aria-describedby={id}
          onChange={(e) => words.setText(e.target.value)}
        />
      </Field>
      <EntryProblem parsed={words.parsed} hint={HINT} id={id} />
    </div>
  );
}
