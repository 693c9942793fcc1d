import type { ParsedEntry, Part } from '../../../../electron/shared/words/types.ts';
import { cx } from '../../../ui/cx.ts';
import styles from './words.module.css';

const PARTS: readonly { part: Part; label: string; none: string }[] = [
  { part: 'length', label: 'Length', none: 'No length yet' },
  { part: 'when', label: 'When', none: 'No time yet' },
  { part: 'skill', label: 'Skill', none: 'No skill' },
  { part: 'activity', label: 'Kind of work', none: 'Building' },
  { part: 'note', label: 'Note', none: 'No note' },
];

/** How an entry in words was understood, part by part. It is as high with one word as with many. */
export function EntryPreview({ parsed, id }: { parsed: ParsedEntry; id: string }) {
  return (
    <dl className={styles.preview} id={id} aria-label="How it is understood">
      {PARTS.map(({ part, label, none }) => {
        const { text, isSaid } = shown(parsed, part);
        return (
          <div key={part} data-part={part} className={cx(styles.chip, isSaid && styles.said)}>
            <dt className="sr">{label}</dt>
            <dd title={text ?? none}>{text ?? none}</dd>
          </div>
        );
      })}
    </dl>
  );
}

/** A lab or a target stands where the skill does when no skill was named. */
function shown({ understood }: ParsedEntry, part: Part): { text: string | undefined; isSaid: boolean } {
  const parts: Part[] = part === 'skill' ? ['skill', 'lab', 'target'] : [part];
  const found = understood.filter((it) => parts.includes(it.part));
  return {
    text: found.length > 0 ? found.map((it) => it.meaning).join(', ') : undefined,
    isSaid: found.some((it) => it.spans.length > 0),
  };
}

/** The first thing that was not understood and what to do; else the given hint, in the same place. */
export function EntryProblem({ parsed, hint, id }: { parsed: ParsedEntry | null; hint: string; id: string }) {
  const problem = parsed?.problems.find((it) => it.blocks) ?? parsed?.problems[0];
  return (
    <p className={styles.message} id={id} aria-live="polite">
      {problem ? (
        <span className={problem.blocks ? styles.wrong : styles.notice}>
          <strong>{problem.message}</strong> {problem.hint}
        </span>
      ) : (
        hint
      )}
    </p>
  );
}
