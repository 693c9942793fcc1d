import type { Note } from '../../../electron/shared/notes.ts';
import { Field, Input } from '../../ui/index.ts';
import { isLink } from './note-link.ts';
import styles from './notes.module.css';
import type { NoteDraft } from './use-note-draft.ts';

/** The title, and what only a course or a talk has. */
export function NoteFacts({ note, draft: { draft, change } }: { note: Note; draft: NoteDraft }) {
  const hasLink = note.kind === 'course' || note.kind === 'talk';
  return (
    <div className={styles.facts}>
      <Field label="Title" className={styles.grow}>
        <Input
          value={draft.title}
          maxLength={300}
          placeholder={note.kind === 'course' ? 'Which course or chapter?' : 'What is it about?'}
          onChange={(e) => change({ title: e.target.value })}
        />
      </Field>
      {note.kind === 'talk' && (
        <>
          <Field label="Date">
            <Input
              type="date"
              value={draft.onDate ?? ''}
              onChange={(e) => change({ onDate: e.target.value || null })}
            />
          </Field>
          <Field label="Place">
            <Input value={draft.place} maxLength={300} onChange={(e) => change({ place: e.target.value })} />
          </Field>
        </>
      )}
      {hasLink && (
        <Field
          label="Link"
          className={styles.grow}
          error={isLink(draft.link) ? null : 'A link starts with https://. It is saved once it does.'}
        >
          <Input
            type="url"
            value={draft.link}
            maxLength={2000}
            placeholder="https://"
            onChange={(e) => change({ link: e.target.value })}
          />
        </Field>
      )}
      {note.kind === 'course' && (
        <Field label={`Progress: ${draft.progress} %`}>
          <input
            type="range"
            min={0}
            max={100}
            step={5}
            aria-label="Progress in percent"
            className={styles.range}
            value={draft.progress}
            onChange={(e) => change({ progress: Number(e.target.value) })}
          />
        </Field>
      )}
    </div>
  );
}
