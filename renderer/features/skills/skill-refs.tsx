import { Link } from 'wouter';
import type { Curriculum } from '../../../electron/shared/curriculum.ts';
import { useData } from '../../api/index.ts';
import { Badge, Card, StatusBadge } from '../../ui/index.ts';
import styles from '../../parts/parts.module.css';

interface OfSkill {
  skillId: string;
  curriculum: Curriculum;
}

/** The targets of the followed path that need the skill. */
export function TargetRefs({ skillId, curriculum }: OfSkill) {
  const plan = useData('plan', 'get').data;
  const path = curriculum.paths.find((entry) => entry.id === plan?.enrolment.pathId);
  const targets = (path?.phases ?? []).flatMap((phase) =>
    phase.targets.filter((target) => target.skills.includes(skillId)).map((target) => ({ phase, target })),
  );
  if (targets.length === 0) return null;
  const status = (id: string): string =>
    plan?.targets.find((entry) => entry.targetId === id)?.status ?? 'open';
  return (
    <Card title="Targets that need it">
      <ul className={styles.refs}>
        {targets.map(({ phase, target }) => (
          <li key={target.id}>
            <span>
              <Link href={`/roadmap?target=${target.id}`}>{target.title}</Link>
              <small>{phase.title}</small>
            </span>
            <StatusBadge status={status(target.id)} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** The tools of the guide that belong to the skill. */
export function ToolRefs({ skillId, curriculum }: OfSkill) {
  const tools = curriculum.tools.filter((tool) => tool.skills.includes(skillId));
  if (tools.length === 0) return null;
  return (
    <Card title="Tools">
      <ul className={styles.refs}>
        {tools.map((tool) => (
          <li key={tool.id}>
            <span>
              <Link href={`/tools/${tool.id}`}>{tool.title}</Link>
              <small>{curriculum.layers.find((layer) => layer.id === tool.layer)?.title}</small>
            </span>
            {tool.status.state !== 'active' && <StatusBadge status={tool.status.state} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What to read, watch or take. One with an address opens in the browser. */
export function Resources({ ids, curriculum }: { ids: readonly string[]; curriculum: Curriculum }) {
  const resources = curriculum.resources.filter((resource) => ids.includes(resource.id));
  return (
    <Card title="Read and watch">
      <ul className={styles.refs}>
        {resources.map((resource) => (
          <li key={resource.id}>
            <span>
              {resource.url ? (
                <a href={resource.url} target="_blank" rel="noopener noreferrer">
                  {resource.title}
                </a>
              ) : (
                resource.title
              )}
              <small>
                {sentence(resource.by)}. {resource.note}
              </small>
            </span>
            <Badge>{resource.kind}</Badge>
          </li>
        ))}
      </ul>
    </Card>
  );
}
