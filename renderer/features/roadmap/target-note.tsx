import { useState, type SubmitEvent } from 'react';
import { MAX_TARGET_NOTE, type TargetProgress } from '../../../electron/shared/plan.ts';
import { api, useChange } from '../../api/index.ts';
import { Button, Field, Markdown, Textarea } from '../../ui/index.ts';
import styles from './target.module.css';

/** The person's own words about a target: shown, and written. A draft stays until it is saved or given up. */
export function TargetNote({ progress }: { progress: TargetProgress }) {
  const { targetId, note } = progress;
  const [draft, setDraft] = useState<string | null>(null);
  const save = useChange(api.targets.setNote.mutate, { onDone: () => setDraft(null) });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    save.mutate({ targetId, note: draft ?? '' });
  };
  return (
    <section className={styles.evidence}>
      <h3>Your note</h3>
      {draft === null ? (
        <>
          {note && <Markdown text={note} />}
          <div>
            <Button size="sm" onClick={() => setDraft(note)}>
              {note ? 'Edit the note' : 'Write a note'}
            </Button>
          </div>
        </>
      ) : (
        <form className={styles.add} onSubmit={submit}>
          <Field
            label="What matters about it, in your words"
            hint="Markdown works. An empty note is removed."
          >
            <Textarea
              autoFocus
              rows={5}
              value={draft}
              maxLength={MAX_TARGET_NOTE}
              onChange={(event) => setDraft(event.target.value)}
            />
          </Field>
          <div className="row">
            <Button type="submit" variant="primary" size="sm" busy={save.isPending}>
              Save
            </Button>
            <Button size="sm" variant="ghost" onClick={() => setDraft(null)}>
              Cancel
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}
