import { CopyButton } from './copy-button.tsx';
import styles from './models.module.css';
import { ScrollBox } from './scroll-box.tsx';

/** Text as it is, in a box that scrolls (by keyboard too), with a button that copies it. */
export function CodeBlock({ label, text }: { label: string; text: string }) {
  return (
    <div className={styles.code}>
      <CopyButton text={text} label={`Copy: ${label}`} className={styles.copy} />
      <ScrollBox label={label} className={styles.pre}>
        {text}
      </ScrollBox>
    </div>
  );
}
