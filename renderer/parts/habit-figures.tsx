import type { Habit } from '../../electron/shared/habit.ts';
import { ScoreExplainer, StreakExplainer } from './explanations.tsx';
import styles from './habit-figures.module.css';

/** The forgiving score beside the streak, each with its explanation. */
export function HabitFigures({ habit }: { habit: Habit }) {
  const { score, streak, longer, restDays, restLeft } = habit;
  return (
    <dl className={styles.figures}>
      <div>
        <dt>
          Habit <ScoreExplainer />
        </dt>
        <dd>{score} %</dd>
      </div>
      <div>
        <dt>
          Streak <StreakExplainer restDays={restDays} restLeft={restLeft} />
        </dt>
        <dd>
          {streak}
          {longer && '+'} {streak === 1 ? 'day' : 'days'}
        </dd>
      </div>
    </dl>
  );
}
