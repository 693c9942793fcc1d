import { useEffect, type ReactNode } from 'react';
import { Link } from 'wouter';
import { cx } from './cx.ts';
import styles from './page.module.css';
import { setPageTitle } from './page-title.ts';

interface PageProps {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  /** The page above this one, for a detail page. */
  parent?: { to: string; title: string };
  width?: 'normal' | 'wide' | 'narrow';
  children: ReactNode;
}

/** The frame of every page: heading, lead, actions, and the window's title. */
export function Page({ title, lead, actions, parent, width = 'normal', children }: PageProps) {
  useEffect(() => setPageTitle(title), [title]);
  return (
    <div className={cx(styles.page, width !== 'normal' && styles[width])}>
      <header className={styles.head}>
        <div>
          {parent && (
            <p className={styles.crumb}>
              <Link href={parent.to}>{parent.title}</Link>
            </p>
          )}
          <h1 tabIndex={-1}>{title}</h1>
          {lead && <p className={styles.lead}>{lead}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
