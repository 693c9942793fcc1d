import type { LevelRule } from '../../../electron/shared/curriculum.ts';
import { factsText, ruleText } from '../../../electron/shared/skill-words.ts';
import type { ReachedLevel } from '../../../electron/shared/skills.ts';
import { Explainer } from '../../parts/explainer.tsx';
import { Badge } from '../../ui/index.ts';
import { showDate } from '../practice/show-time.ts';
import styles from './skill.module.css';

/** When each level was reached first, and on what. A level whose evidence is gone stays in the list. */
export function LevelHistory({
  history,
  levels,
}: {
  history: readonly ReachedLevel[];
  levels: readonly LevelRule[];
}) {
  if (history.length === 0) return null;
  return (
    <div className={styles.next}>
      <h3>Levels reached</h3>
      <ol className={styles.history}>
        {history.toReversed().map((row) => (
          <li key={row.level}>
            <span>
              Level {row.level}, {levels.find((rule) => rule.level === row.level)?.title.toLowerCase()}{' '}
              {!row.held && <Badge tone="outline">evidence gone</Badge>}
            </span>
            <span className={styles.reached}>
              {showDate(row.reachedOn)} with {factsText(row.facts)}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** The rules of all levels, as the curriculum has them. */
export function LevelRules({ levels, hasLabs }: { levels: readonly LevelRule[]; hasLabs: boolean }) {
  return (
    <Explainer title="How levels work">
      <p>All conditions of a level must hold, and those of every level below it. Nothing can be ticked.</p>
      <ul className={styles.rules}>
        {levels
          .filter((rule) => rule.level > 0)
          .map((rule) => (
            <li key={rule.level}>
              <strong>
                {rule.level} {rule.title}
              </strong>
              : {ruleText(rule, hasLabs)}
            </li>
          ))}
      </ul>
      {!hasLabs && <p>No lab trains this skill yet; a target with evidence stands in for one.</p>}
      <p>
        A level never sinks with time. What fades is how fresh it is: half of it in 14 days at level 1 up to
        120 days at level 4 without practice. That is a rule of thumb from the research on forgetting, not a
        measurement of you.
      </p>
    </Explainer>
  );
}
