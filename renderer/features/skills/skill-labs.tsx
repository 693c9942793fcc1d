import { Link } from 'wouter';
import type { Curriculum } from '../../../electron/shared/curriculum.ts';
import type { LabSummary } from '../../../electron/shared/labs.ts';
import type { SkillStanding } from '../../../electron/shared/skills.ts';
import { Card, StatusBadge } from '../../ui/index.ts';
import { passMoves } from '../labs/pass-moves.ts';
import styles from '../../parts/parts.module.css';

interface SkillLabsProps {
  standing: Pick<SkillStanding, 'id' | 'level' | 'missing'>;
  labs: readonly LabSummary[];
  curriculum: Pick<Curriculum, 'labs'>;
}

/** The labs that train a skill, each with what passing it does for the level. */
export function SkillLabs({ standing, labs, curriculum }: SkillLabsProps) {
  const trains = (lab: { skills: string[] }): boolean => lab.skills.includes(standing.id);
  const here = labs.filter(trains);
  const later = curriculum.labs.filter((ref) => trains(ref) && !labs.some(({ id }) => id === ref.id));
  if (here.length + later.length === 0) return null;
  return (
    <Card title="Labs that train it">
      <ul className={styles.refs}>
        {here.map((lab) => (
          <li key={lab.id}>
            <span>
              <Link href={`/labs/${lab.id}`}>{lab.title}</Link>
              <small>
                {lab.minutes} min, {lab.stepsPassed} of {lab.steps} steps. {passMoves(lab, standing)}
              </small>
            </span>
            <StatusBadge status={lab.stepsStale > 0 ? 'stale' : lab.state} />
          </li>
        ))}
        {later.map((ref) => (
          <li key={ref.id}>
            <span>{ref.title}</span>
            <span className={styles.absent}>not in this version</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
