import Copy from 'lucide-react/icons/copy';
import FileDown from 'lucide-react/icons/file-down';
import type { Note, NoteFields } from '../../../electron/shared/notes.ts';
import { Button, useToasts } from '../../ui/index.ts';
import { asMarkdown, copyMarkdown, copyRichText, downloadMarkdown } from './rich-text.ts';
import styles from './notes.module.css';

/** Takes the note out of Cairn: to a channel, a mail, a blog. */
export function NoteActions({ note, draft }: { note: Note; draft: NoteFields }) {
  const toasts = useToasts();
  const markdown = asMarkdown(draft);
  const copy = async (how: (text: string) => Promise<void>, said: string): Promise<void> => {
    try {
      await how(markdown);
      toasts.show(said);
    } catch {
      toasts.show('The clipboard is not available here.', { hint: 'Select the text and copy it by hand.' });
    }
  };
  return (
    <div className={styles.out}>
      <p className="muted">
        A note stays on this machine until you take it somewhere: your team’s channel, a mail, a blog.
      </p>
      <div className="row">
        <Button onClick={() => void copy(copyRichText, 'Copied as formatted text.')}>
          <Copy aria-hidden="true" />
          Copy formatted
        </Button>
        <Button onClick={() => void copy(copyMarkdown, 'Copied as markdown.')}>
          <Copy aria-hidden="true" />
          Copy as markdown
        </Button>
        <Button onClick={() => downloadMarkdown(markdown, draft.title || note.kind)}>
          <FileDown aria-hidden="true" />
          Download .md
        </Button>
      </div>
    </div>
  );
}
