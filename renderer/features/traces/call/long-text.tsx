import { useMemo, useState, type ReactNode } from 'react';
import { Button, cx } from '../../../ui/index.ts';
import { showSize } from '../show.ts';
import styles from './call.module.css';

/** What is shown before a person asks for the rest. */
const FIRST = 3000;
/** The rest is laid out piece by piece as it is scrolled to. */
const PIECE = 8000;

/** Text as it is. A long one is folded; opened, it is drawn only where it is seen, so that a megabyte scrolls. */
export function LongText({ text, mono, first = FIRST }: { text: string; mono?: boolean; first?: number }) {
  const [open, setOpen] = useState(false);
  const pieces = useMemo(() => (open ? cut(text) : []), [open, text]);
  const isLong = text.length > first * 1.3;
  const style = cx(styles.text, mono && styles.mono);
  if (!isLong) return <div className={style}>{text}</div>;
  return (
    <div className={styles.long}>
      {open ? (
        pieces.map((piece, at) => (
          <div key={at} className={cx(style, styles.piece)}>
            {piece}
          </div>
        ))
      ) : (
        <div className={style}>{text.slice(0, first)}…</div>
      )}
      <Button size="sm" variant="ghost" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Show less' : `Show all ${showSize(text.length)}`}
      </Button>
    </div>
  );
}

/** Cuts at line ends where there are any, else in the middle of a line. */
function cut(text: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    const line = text.indexOf('\n', at + PIECE);
    const end = line < 0 || line > at + PIECE * 2 ? at + PIECE : line + 1;
    pieces.push(text.slice(at, end));
    at = end;
  }
  return pieces;
}

/** Something that can be folded away; its first line stays. */
export function Fold({ title, open, children }: { title: ReactNode; open?: boolean; children: ReactNode }) {
  return (
    <details className={styles.fold} open={open}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}
