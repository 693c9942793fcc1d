import { Link } from 'wouter';
import type { LabRef, Skill } from '../../electron/shared/curriculum.ts';
import type { LabSummary } from '../../electron/shared/labs.ts';
import { PriorityBadge, StatusBadge } from '../ui/index.ts';
import styles from './parts.module.css';

interface LabRefsProps {
  ids: readonly string[];
  refs: readonly LabRef[];
  /** The labs of this version; undefined while loading. */
  catalogue: readonly LabSummary[] | undefined;
}

/** Labs by id: a link with its state, or plain words for one that this version does not hold. */
export function LabRefs({ ids, refs, catalogue }: LabRefsProps) {
  return (
    <ul className={styles.refs}>
      {ids.map((id) => {
        const lab = catalogue?.find((entry) => entry.id === id);
        const title = lab?.title ?? refs.find((ref) => ref.id === id)?.title ?? id;
        return (
          <li key={id}>
            {lab ? <Link href={`/labs/${id}`}>{title}</Link> : <span>{title}</span>}
            {lab && lab.state === 'started' && (
              <span className="mono">
                {lab.stepsPassed}/{lab.steps}
              </span>
            )}
            {lab && <StatusBadge status={lab.state} />}
            {!lab && catalogue && <span className={styles.absent}>not in this version</span>}
          </li>
        );
      })}
    </ul>
  );
}

/** Skills by id, each with its priority. */
export function SkillRefs({ ids, skills }: { ids: readonly string[]; skills: readonly Skill[] }) {
  return (
    <ul className={styles.refs}>
      {ids.map((id) => {
        const skill = skills.find((entry) => entry.id === id);
        return (
          <li key={id}>
            {skill ? <Link href={`/skills/${id}`}>{skill.title}</Link> : <span>{id}</span>}
            {skill && <PriorityBadge priority={skill.priority} />}
          </li>
        );
      })}
    </ul>
  );
}
