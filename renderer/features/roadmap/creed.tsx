import type { Path, Rung } from '../../../electron/shared/curriculum.ts';
import { Card } from '../../ui/index.ts';
import styles from './roadmap.module.css';

/** How many principles show before the rest is asked for. */
const FIRST = 4;

/** The core idea, the rule of thumb and the principles of a path. */
export function Principles({ path }: { path: Path }) {
  const { ruleOfThumb, principles } = path;
  const list = (items: readonly string[]) => (
    <ul className={styles.principles}>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
  return (
    <Card title="How to walk it">
      {ruleOfThumb && (
        <div className={styles.thumb}>
          <p>
            <strong className="mono">{ruleOfThumb.minutesPerDay}</strong> focused minutes a day
          </p>
          <p>{ruleOfThumb.promise}</p>
        </div>
      )}
      <p className={styles.idea}>{path.coreIdea}</p>
      {list(principles.slice(0, FIRST))}
      {principles.length > FIRST && (
        <details className={styles.more}>
          <summary>{principles.length - FIRST} more principles</summary>
          {list(principles.slice(FIRST))}
        </details>
      )}
    </Card>
  );
}

/** The transition ladder: first rung at the bottom, as one climbs it. */
export function Ladder({ rungs }: { rungs: readonly Rung[] }) {
  if (rungs.length === 0) return null;
  return (
    <Card title="The ladder at work">
      <ol className={styles.ladder} reversed>
        {rungs.toReversed().map((rung, index) => (
          <li key={rung.id}>
            <span className="mono" aria-hidden="true">
              {rungs.length - index}
            </span>
            <details>
              <summary>{rung.title}</summary>
              <p>{rung.what}</p>
              <p>For example: {rung.example}</p>
            </details>
          </li>
        ))}
      </ol>
    </Card>
  );
}
