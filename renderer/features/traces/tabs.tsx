import { useCallback } from 'react';
import { Link, useLocation } from 'wouter';
import { useData } from '../../api/index.ts';
import styles from '../progress/tabs.module.css';
import own from './traces.module.css';
import { useOnTrace } from './use-on-trace.ts';

const TABS = [
  { to: '/traces', title: 'Calls' },
  { to: '/traces/live', title: 'Live runs' },
  { to: '/spend', title: 'Spend' },
  { to: '/traces/settings', title: 'Keep and send' },
] as const;

/** The pages around model calls. They are links, so each can be opened by its address. */
export function TraceTabs() {
  const [location] = useLocation();
  const { data, refetch } = useData('runs', 'live');
  useOnTrace(useCallback(() => void refetch(), [refetch]));
  return (
    <nav className={styles.tabs} aria-label="Traces">
      {TABS.map(({ to, title }) => (
        <Link key={to} href={to} className={styles.tab} aria-current={location === to ? 'page' : undefined}>
          {title}
          {to === '/traces/live' && data && data.length > 0 && (
            <span className={own.count}>{data.length}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}
