import type { ReactNode } from 'react';
import styles from './welcome.module.css';

interface ChoiceProps {
  group: string;
  title: string;
  badge?: ReactNode;
  lines: readonly string[];
  checked: boolean;
  disabled?: boolean;
  onChoose: () => void;
}

/** One large radio button with its explanation. */
export function Choice({ group, title, badge, lines, checked, disabled, onChoose }: ChoiceProps) {
  return (
    <label className={styles.choice}>
      <input type="radio" name={group} checked={checked} disabled={disabled} onChange={onChoose} />
      <span className={styles.name}>
        {title} {badge}
      </span>
      {lines.filter(Boolean).map((line) => (
        <span key={line} className={styles.text}>
          {line}
        </span>
      ))}
    </label>
  );
}
