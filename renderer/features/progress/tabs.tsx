import { Link, useLocation } from 'wouter';
import styles from './tabs.module.css';

const TABS = [
  { to: '/progress', title: 'Charts' },
  { to: '/progress/plan', title: 'Plan' },
  { to: '/progress/review', title: 'Review' },
] as const;

/** The pages of Progress. They are links, so each can be opened by its address. */
export function ProgressTabs() {
  const [location] = useLocation();
  return (
    <nav className={styles.tabs} aria-label="Progress">
      {TABS.map(({ to, title }) => {
        const isHere = to === '/progress' ? location === to : location.startsWith(to);
        return (
          <Link key={to} href={to} className={styles.tab} aria-current={isHere ? 'page' : undefined}>
            {title}
          </Link>
        );
      })}
    </nav>
  );
}
