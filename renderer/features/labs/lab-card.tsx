import ArrowRight from 'lucide-react/icons/arrow-right';
import BadgeCheck from 'lucide-react/icons/badge-check';
import Clock from 'lucide-react/icons/clock';
import { Link } from 'wouter';
import type { LabSummary } from '../../../electron/shared/labs.ts';
import { Badge, ButtonLink, PriorityBadge, StatusBadge, Stones } from '../../ui/index.ts';
import type { Entry } from './catalogue.ts';
import styles from './labs.module.css';
import { titleOfModel } from './model-name.ts';

const LANGUAGE = { typescript: 'TypeScript', python: 'Python' };
const VERB = { new: 'Start', started: 'Continue', passed: 'Open again' };

/** A lab that can be opened, with where one stands in it. */
export function LabCard({ lab, entry }: { lab: LabSummary; entry: Entry }) {
  return (
    <article className={styles.lab} aria-labelledby={`lab-${lab.id}`}>
      <div className={styles.labMain}>
        <p className="row">
          <PriorityBadge priority={entry.priority} />
          <StatusBadge status={lab.state} />
          <Verified lab={lab} />
        </p>
        <h2 id={`lab-${lab.id}`}>
          <Link href={`/labs/${lab.id}`}>{lab.title}</Link>
        </h2>
        <p className={styles.summary}>{lab.summary}</p>
        <p className={styles.skills}>
          {entry.skills.map((skill) => (
            <Link key={skill.id} href={`/skills/${skill.id}`}>
              {skill.title}
            </Link>
          ))}
        </p>
      </div>
      <div className={styles.labSide}>
        <p className={styles.facts}>
          <span>
            <Clock aria-hidden="true" />
            {lab.minutes} min
          </span>
          <span>{lab.languages.map((language) => LANGUAGE[language]).join(', ')}</span>
        </p>
        <p className={styles.facts}>
          <Stones label="Steps passed" value={lab.stepsPassed} max={lab.steps} />
          <span className="mono">
            {lab.stepsPassed}/{lab.steps}
          </span>
          steps
        </p>
        <ButtonLink
          to={`/labs/${lab.id}`}
          variant={lab.state === 'passed' ? 'secondary' : 'primary'}
          aria-label={`${VERB[lab.state]}: ${lab.title}`}
        >
          {VERB[lab.state]}
          <ArrowRight />
        </ButtonLink>
      </div>
    </article>
  );
}

/** "Verified with" a model that really answered, or "works": passed on scripted answers. */
function Verified({ lab }: { lab: LabSummary }) {
  if (lab.verifiedWith.length > 0) {
    return (
      <Badge tone="accent">
        <BadgeCheck />
        verified with {lab.verifiedWith.map(titleOfModel).join(', ')}
      </Badge>
    );
  }
  return lab.state === 'passed' ? <Badge tone="info">works</Badge> : null;
}
