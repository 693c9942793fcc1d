import { Link } from 'wouter';
import styles from './chart.module.css';
import type { LevelsModel } from './model.ts';
import { showHours } from './words.ts';

const STONES = [1, 2, 3, 4] as const;

/** Each skill as a line: its name, four stones of which the reached ones are filled, and its hours. */
export function LevelsPlot({ model, label }: { model: LevelsModel; label: string }) {
  return (
    <div className={styles.levels} role="group" aria-label={label}>
      {model.groups.map(({ title, rows }) => (
        <section key={title} className={styles.levelGroup}>
          <h3>{title}</h3>
          <ul>
            {rows.map(({ id, label: name, to, level, hours }) => (
              <li key={id}>
                <Link href={to}>{name}</Link>
                <span className={styles.stones} role="img" aria-label={`Level ${level} of 4`}>
                  {STONES.map((stone) => (
                    <i key={stone} data-reached={stone <= level || undefined} />
                  ))}
                </span>
                <span className="mono">{showHours(hours)}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
