import { Link } from 'wouter';
import { Card, PriorityBadge } from '../../ui/index.ts';
import type { Entry } from './catalogue.ts';
import styles from './labs.module.css';

/** Labs that the path names and this version does not hold. */
export function LaterLabs({ entries }: { entries: readonly Entry[] }) {
  return (
    <Card title="Not in this version" quiet>
      <p className={styles.laterLead}>
        The path names these labs. Their skills can be practised without them; log the time and link the
        evidence.
      </p>
      <ul className={styles.later}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <PriorityBadge priority={entry.priority} />
            <span className={styles.laterTitle}>{entry.title}</span>
            <span className={styles.skills}>
              {entry.skills.map((skill) => (
                <Link key={skill.id} href={`/skills/${skill.id}`}>
                  {skill.title}
                </Link>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
