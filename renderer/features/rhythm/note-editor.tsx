import Bold from 'lucide-react/icons/bold';
import Heading from 'lucide-react/icons/heading';
import Italic from 'lucide-react/icons/italic';
import LinkIcon from 'lucide-react/icons/link';
import List from 'lucide-react/icons/list';
import { useRef, useState, type KeyboardEvent } from 'react';
import { MAX_NOTE_CHARS, type Note } from '../../../electron/shared/notes.ts';
import { localDateOf } from '../../../electron/shared/time.ts';
import { api } from '../../api/index.ts';
import { Button, cx, IconButton, Markdown, Segmented, useToasts } from '../../ui/index.ts';
import { prefixLines, typeOver, wrap } from './markdown-keys.ts';
import styles from './notes.module.css';
import type { NoteDraft } from './use-note-draft.ts';

type View = 'write' | 'both' | 'read';
const VIEWS = [
  { value: 'write', label: 'Write' },
  { value: 'both', label: 'Side by side' },
  { value: 'read', label: 'Preview' },
] as const;

/** The text of a note: a plain text field with a few keys for markdown, and how it will look. */
export function NoteEditor({ note, draft: { draft, change } }: { note: Note; draft: NoteDraft }) {
  const [view, setView] = useState<View>(() =>
    matchMedia('(min-width: 1100px)').matches ? 'both' : 'write',
  );
  const field = useRef<HTMLTextAreaElement>(null);
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const mark = { b: '**', i: '_', e: '`' }[event.key.toLowerCase()];
    if (!mark) return;
    event.preventDefault();
    wrap(event.currentTarget, mark);
  };
  return (
    <section className={styles.editor} aria-label="Text of the note">
      <div className={styles.tools}>
        <Tools field={field} note={note} disabled={view === 'read'} />
        <Segmented label="View" value={view} options={VIEWS} onChange={setView} />
      </div>
      <div className={cx(styles.panes, view === 'both' && styles.two)}>
        {view !== 'read' && (
          <textarea
            ref={field}
            className={styles.text}
            aria-label="Text, in markdown"
            value={draft.body}
            maxLength={MAX_NOTE_CHARS}
            spellCheck
            onChange={(e) => change({ body: e.target.value })}
            onKeyDown={onKey}
          />
        )}
        {view !== 'write' && (
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so the keyboard must reach it
          <div className={styles.preview} role="region" aria-label="Preview" tabIndex={0}>
            <Markdown text={draft.body || '_Nothing written yet._'} />
          </div>
        )}
      </div>
    </section>
  );
}

interface ToolsProps {
  field: React.RefObject<HTMLTextAreaElement | null>;
  note: Note;
  disabled: boolean;
}

function Tools({ field, note, disabled }: ToolsProps) {
  const toasts = useToasts();
  const on = (work: (text: HTMLTextAreaElement) => void) => () => {
    if (field.current) work(field.current);
  };
  const addFacts = async (): Promise<void> => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const day =
      note.period && /^\d{4}-\d{2}-\d{2}$/.test(note.period) ? note.period : localDateOf(Date.now(), zone, 4);
    try {
      const lines = await api.notes.factLines.query({ day });
      if (field.current) typeOver(field.current, `${lines.join('\n')}\n`);
    } catch (error) {
      toasts.fail(error);
    }
  };
  return (
    <div className="row" role="group" aria-label="Format">
      <IconButton
        label="Heading"
        size="sm"
        disabled={disabled}
        onClick={on((text) => prefixLines(text, '## '))}
      >
        <Heading />
      </IconButton>
      <IconButton
        label="Bold"
        shortcut="Ctrl B"
        size="sm"
        disabled={disabled}
        onClick={on((text) => wrap(text, '**'))}
      >
        <Bold />
      </IconButton>
      <IconButton
        label="Italic"
        shortcut="Ctrl I"
        size="sm"
        disabled={disabled}
        onClick={on((text) => wrap(text, '_'))}
      >
        <Italic />
      </IconButton>
      <IconButton label="List" size="sm" disabled={disabled} onClick={on((text) => prefixLines(text, '- '))}>
        <List />
      </IconButton>
      <IconButton
        label="Link"
        size="sm"
        disabled={disabled}
        onClick={on((text) => wrap(text, '[', '](https://)'))}
      >
        <LinkIcon />
      </IconButton>
      <Button size="sm" variant="ghost" disabled={disabled} onClick={() => void addFacts()}>
        Insert the week’s facts
      </Button>
    </div>
  );
}
