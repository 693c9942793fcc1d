import { Link, useLocation } from 'wouter';
import styles from './rhythm.module.css';

const PLACES = [
  { to: '/rhythm', title: 'Week' },
  { to: '/rhythm/notes', title: 'Notes' },
  { to: '/rhythm/reading', title: 'Reading log' },
  { to: '/rhythm/items', title: 'All items' },
] as const;

/** The pages of the rhythm. */
export function RhythmNav() {
  const [location] = useLocation();
  return (
    <nav className={styles.nav} aria-label="Rhythm">
      {PLACES.map(({ to, title }) => (
        <Link key={to} href={to} aria-current={location === to ? 'page' : undefined}>
          {title}
        </Link>
      ))}
    </nav>
  );
}
