import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import styles from './page-tabs.module.css';

interface PageTab {
  to: string;
  title: string;
  /** Whether the addresses below its own belong to it. */
  below?: boolean;
  /** What stands behind the title, like a count. */
  after?: ReactNode;
}

/** The pages of one part of Cairn. They are links, so each can be opened by its address. */
export function PageTabs({ label, tabs }: { label: string; tabs: readonly PageTab[] }) {
  const [location] = useLocation();
  return (
    <nav className={styles.tabs} aria-label={label}>
      {tabs.map(({ to, title, below, after }) => {
        const isHere = location === to || (below === true && location.startsWith(`${to}/`));
        return (
          <Link key={to} href={to} className={styles.tab} aria-current={isHere ? 'page' : undefined}>
            {title}
            {after}
          </Link>
        );
      })}
    </nav>
  );
}
