import Check from 'lucide-react/icons/check';
import Paperclip from 'lucide-react/icons/paperclip';
import type { Path, Phase, Target } from '../../../electron/shared/curriculum.ts';
import type { PlanView, TargetProgress } from '../../../electron/shared/plan.ts';
import { formatDuration } from '../../../electron/shared/time.ts';
import { Badge, Progress, StatusBadge, VisuallyHidden } from '../../ui/index.ts';
import { showDate } from '../practice/show-time.ts';
import { useArrowFocus } from '../../parts/use-arrow-focus.ts';
import { progressOf } from './model.ts';
import { phaseAnchor } from './phase-anchor.ts';
import { targetAnchor } from './return-focus.ts';
import styles from './trail.module.css';

type PlannedPhase = PlanView['phases'][number];

interface TrailProps {
  path: Path;
  plan: PlanView;
  onOpen: (targetId: string) => void;
}

/** The phases one below the other like waymarks, each with its dates, hours and targets. */
export function Trail({ path, plan, onOpen }: TrailProps) {
  const arrows = useArrowFocus();
  return (
    <ol className={styles.trail} aria-label="Phases" ref={arrows}>
      {path.phases.map((phase) => {
        const planned = plan.phases.find((entry) => entry.id === phase.id);
        return (
          planned && (
            <li key={phase.id} id={phaseAnchor(phase.id)} className={styles.phase} data-state={planned.state}>
              <span className={styles.waymark} aria-hidden="true" />
              <PhaseHead phase={phase} planned={planned} ownPace={plan.enrolment.hoursPerWeek} />
              <ul className={styles.targets} aria-label={`Targets of ${phase.title}`}>
                {phase.targets.map((target) => (
                  <TargetRow
                    key={target.id}
                    target={target}
                    progress={progressOf(plan, target.id)}
                    onOpen={onOpen}
                  />
                ))}
              </ul>
            </li>
          )
        );
      })}
    </ol>
  );
}

const hours = (seconds: number): string => `${Math.round(seconds / 360) / 10} h`;

function budgetText(phase: Phase, planned: PlannedPhase, ownPace: number | null): string {
  const pace =
    ownPace === null ? `${phase.budget.hours} h a ${phase.budget.per}` : `${ownPace} h a week, your pace`;
  return `${pace}, ${Math.round(planned.hours)} h in all`;
}

function PhaseHead({
  phase,
  planned,
  ownPace,
}: {
  phase: Phase;
  planned: PlannedPhase;
  ownPace: number | null;
}) {
  const behind = planned.due - planned.done;
  return (
    <div className={styles.head}>
      <div className={styles.title}>
        <h2 tabIndex={-1}>{phase.title}</h2>
        {planned.state === 'current' && <Badge tone="here">You are here</Badge>}
        <span className={styles.count}>
          {planned.targetsDone} of {planned.targets} targets
        </span>
      </div>
      <p className={styles.dates}>
        {showDate(planned.startsOn)} to {showDate(planned.endsOn)}
        <span aria-hidden="true"> · </span>
        {budgetText(phase, planned, ownPace)}
      </p>
      <p className={styles.goal}>{phase.goal}</p>
      <p className={styles.change}>{phase.change}</p>
      <div className={styles.hours}>
        <Progress
          label={`Hours of ${phase.title}`}
          value={planned.done}
          max={planned.hours * 3600}
          mark={planned.due}
        />
        <p>
          <strong className="mono">{hours(planned.done)}</strong> of {Math.round(planned.hours)} h done
          {planned.state === 'current' && (
            <span>
              {behind > 60 ? `, ${formatDuration(behind)} behind the plan` : ', on plan'}
              <span className={styles.dueKey} aria-hidden="true" /> due by today: {hours(planned.due)}
            </span>
          )}
        </p>
      </div>
    </div>
  );
}

interface TargetRowProps {
  target: Target;
  progress: TargetProgress;
  onOpen: (targetId: string) => void;
}

function TargetRow({ target, progress, onOpen }: TargetRowProps) {
  const pieces = progress.evidence.length;
  return (
    <li className={styles.target} data-status={progress.status}>
      <span className={styles.mark} aria-hidden="true">
        {progress.status === 'done' && <Check />}
      </span>
      <button
        type="button"
        id={targetAnchor(target.id)}
        className={styles.open}
        aria-haspopup="dialog"
        data-arrow-stop=""
        onClick={() => onOpen(target.id)}
      >
        {target.title}
      </button>
      <span className={styles.facts}>
        {pieces > 0 && (
          <span className={styles.evidence}>
            <Paperclip aria-hidden="true" />
            {pieces}
            <VisuallyHidden> {pieces === 1 ? 'piece' : 'pieces'} of evidence</VisuallyHidden>
          </span>
        )}
        {progress.doneOn && <span className="mono">{showDate(progress.doneOn)}</span>}
        <StatusBadge status={progress.status} />
      </span>
    </li>
  );
}
