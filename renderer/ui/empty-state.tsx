import type { ReactNode } from 'react';
import { CairnMark } from './logo.tsx';
import styles from './states.module.css';

/** Says why there is nothing here and what to do about it. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <CairnMark size={40} plain />
      <p className={styles.title}>{title}</p>
      {children && <p>{children}</p>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
