import { useId, type ReactNode } from 'react';
import styles from './settings.module.css';

interface LineProps {
  title: string;
  note: ReactNode;
  /** Gets the id of the title and of the note, to be named by them. */
  children: (ids: { 'aria-labelledby': string; 'aria-describedby': string }) => ReactNode;
}

/** One setting: what it is, what it changes, and its control. */
export function Line({ title, note, children }: LineProps) {
  const id = useId();
  return (
    <div className={styles.line}>
      <div>
        <h3 id={`${id}-title`}>{title}</h3>
        <p id={`${id}-note`}>{note}</p>
      </div>
      <div>{children({ 'aria-labelledby': `${id}-title`, 'aria-describedby': `${id}-note` })}</div>
    </div>
  );
}
