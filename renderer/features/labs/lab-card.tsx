import ArrowRight from 'lucide-react/icons/arrow-right';
import BadgeCheck from 'lucide-react/icons/badge-check';
import Clock from 'lucide-react/icons/clock';
import { Link } from 'wouter';
import type { LabSummary } from '../../../electron/shared/labs.ts';
import { Badge, ButtonLink, StatusBadge, Stones } from '../../ui/index.ts';
import { stateOf, type Entry } from './catalogue.ts';
import { titleOfModel } from './model-name.ts';
import { passMoves } from './pass-moves.ts';
import styles from './catalogue.module.css';
import { useLanguages } from './use-languages.ts';

const VERB = { new: 'Start', started: 'Continue', stale: 'Check again', passed: 'Open again', later: '' };

interface LabCardProps {
  lab: LabSummary;
  entry: Entry;
  /** Every entry, to name those that come before this one. */
  entries: readonly Entry[];
}

/** A lab that can be opened, with where one stands in it and what a pass moves. */
export function LabCard({ lab, entry, entries }: LabCardProps) {
  const state = stateOf(entry);
  const { titleOf } = useLanguages();
  const [main] = entry.skills;
  const moves = main?.standing && passMoves(lab, main.standing);
  return (
    <article className={styles.lab} data-state={state} aria-labelledby={`lab-${lab.id}`}>
      <p className="row">
        <StatusBadge status={state} />
        <Verified lab={lab} />
        <span className={styles.facts}>
          <span>
            <Clock aria-hidden="true" />
            {lab.minutes} min
          </span>
          <span>{lab.languages.map(titleOf).join(', ')}</span>
        </span>
      </p>
      <h3 id={`lab-${lab.id}`}>
        <Link href={`/labs/${lab.id}`}>{lab.title}</Link>
      </h3>
      <p className={styles.summary}>{lab.summary}</p>
      <p className={styles.skills}>
        {entry.skills.map((skill) => (
          <span key={skill.id}>
            <Link href={`/skills/${skill.id}`}>{skill.title}</Link>
            {skill.standing && <small>level {skill.standing.level}</small>}
          </span>
        ))}
      </p>
      {moves && (
        <p className={styles.moves}>
          {main?.title}: {moves}
        </p>
      )}
      <Basis entry={entry} entries={entries} />
      <div className={styles.foot}>
        <p className={styles.facts}>
          <Stones label="Steps passed" value={lab.stepsPassed} max={lab.steps} />
          <span>
            {lab.stepsPassed} of {lab.steps} steps
            {lab.stepsStale > 0 && `, ${lab.stepsStale} to check again: the lab has changed`}
          </span>
        </p>
        <ButtonLink
          to={`/labs/${lab.id}`}
          variant={state === 'started' || state === 'stale' ? 'primary' : 'secondary'}
          aria-label={`${VERB[state]}: ${lab.title}`}
        >
          {VERB[state]}
          <ArrowRight />
        </ButtonLink>
      </div>
    </article>
  );
}

/** What comes before it, as long as some of that has not passed. */
export function Basis({ entry, entries }: { entry: Entry; entries: readonly Entry[] }) {
  const open = entries.filter((one) => entry.prerequisites.includes(one.id) && stateOf(one) !== 'passed');
  if (open.length === 0) return null;
  return (
    <p className={styles.basis}>
      After{' '}
      {open.map((one, i) => (
        <span key={one.id}>
          {i > 0 && ' and '}
          {one.lab ? <Link href={`/labs/${one.id}`}>{one.title}</Link> : one.title}
        </span>
      ))}
    </p>
  );
}

/** "Verified with" a model that really answered, or "works": passed on scripted answers. */
function Verified({ lab }: { lab: LabSummary }) {
  if (lab.verifiedWith.length > 0) {
    return (
      <Badge tone="accent" className={styles.verified}>
        <BadgeCheck />
        verified with {lab.verifiedWith.map(titleOfModel).join(', ')}
      </Badge>
    );
  }
  return lab.state === 'passed' ? <Badge tone="info">works</Badge> : null;
}
