import { Link } from 'wouter';
import { Card, PriorityBadge } from '../../ui/index.ts';
import type { Entry } from './catalogue.ts';
import { Basis } from './lab-card.tsx';
import styles from './catalogue.module.css';

interface LaterLabsProps {
  entries: readonly Entry[];
  /** Every entry, to name those that come before. */
  all: readonly Entry[];
}

/** Labs that the path names and this version does not hold. */
export function LaterLabs({ entries, all }: LaterLabsProps) {
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
            <div>
              <p>{entry.title}</p>
              <p className={styles.skills}>
                {entry.skills.map((skill) => (
                  <Link key={skill.id} href={`/skills/${skill.id}`}>
                    {skill.title}
                  </Link>
                ))}
              </p>
              <Basis entry={entry} entries={all} />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
