import CircleAlert from 'lucide-react/icons/circle-alert';
import MessageCircle from 'lucide-react/icons/message-circle';
import type { CheckResult, OpenLab } from '../../../electron/shared/labs.ts';
import type { TraceSummary } from '../../../electron/shared/models.ts';
import { cx, Skeleton } from '../../ui/index.ts';
import { duration } from '../models/amounts.ts';
import type { Place } from './files/use-open-files.ts';
import { callOf, MatterCall } from './results/matter-call.tsx';
import { problemsOf } from './results/problem.ts';
import { Sides } from './results/sides.tsx';
import { VerdictIcon } from './results/verdict-icon.tsx';
import styles from './checks.module.css';
import type { RunState } from './run-state.ts';

interface ChecksProps {
  lab: OpenLab;
  run: RunState;
  onCall: (call: TraceSummary) => void;
  onPlace: (place: Place) => void;
}

/** The checks of a run under their steps, in the order of their file; more come in while it runs. */
export function Checks(props: ChecksProps) {
  const { lab, run } = props;
  const groups = groupByStep(lab, run.checks);
  const shared = sharedError(run.checks);
  return (
    <div className={styles.checks}>
      {shared !== null && (
        <p className={styles.shared} role="alert">
          <CircleAlert aria-hidden="true" />
          <span>{shared}</span>
        </p>
      )}
      {groups.map(({ title, checks }) => (
        <section key={title} aria-label={title}>
          {groups.length > 1 && <h3 className={styles.groupTitle}>{title}</h3>}
          <ul>
            {checks.map((check) => (
              <CheckRow
                key={`${check.step ?? ''}/${check.id}`}
                {...props}
                check={check}
                isBrief={shared !== null}
              />
            ))}
          </ul>
        </section>
      ))}
      {run.phase === 'checking' && (
        <div className={styles.pending}>
          <Skeleton height={18} width="72%" />
        </div>
      )}
      {run.phase === 'idle' && <LeftOut run={run} />}
    </div>
  );
}

/** What kept every check from being made, to be said once; null when they differ. A seed changes nothing about it. */
function sharedError(checks: readonly CheckResult[]): string | null {
  const [first] = checks;
  const isShared =
    first && checks.every(({ status, message }) => status === 'error' && message === first.message);
  return isShared && checks.length > 1 ? first.message.replace(/ \(seed \d+\)$/, '') : null;
}

function groupByStep(
  lab: OpenLab,
  checks: readonly CheckResult[],
): { title: string; checks: CheckResult[] }[] {
  const known = lab.steps.map(({ id, title }) => ({
    title,
    checks: checks.filter(({ step }) => step === id),
  }));
  const rest = checks.filter(({ step }) => !lab.steps.some(({ id }) => id === step));
  return [...known, { title: 'Other checks', checks: rest }].filter((group) => group.checks.length > 0);
}

type CheckRowProps = ChecksProps & { check: CheckResult; isBrief: boolean };

function CheckRow({ lab, run, check, isBrief, onCall, onPlace }: CheckRowProps) {
  const isPass = check.status === 'pass';
  const call = check.status === 'fail' ? callOf(check, run.calls) : undefined;
  const place = problemsOf(
    [check],
    lab.files.map(({ path }) => path),
  )[0];
  return (
    <li className={cx(styles.check, styles[check.status])}>
      <p className={styles.checkHead}>
        <VerdictIcon status={check.status} />
        <span className={styles.checkTitle}>{check.title}</span>
        <span className={styles.time}>{duration(check.durationMs)}</span>
      </p>
      {!isBrief && (!isPass || check.notes) && (
        <div className={styles.checkBody}>
          {!isPass && <p>{check.message}</p>}
          {place && (
            <button type="button" className={styles.place} onClick={() => onPlace(place)}>
              {place.path}:{place.line}
            </button>
          )}
          <Sides expected={check.expected} actual={check.actual} />
          {call && <MatterCall call={call} onOpen={onCall} />}
          {check.notes?.map((note, index) => (
            <p key={index} className={styles.note}>
              <MessageCircle aria-hidden="true" />
              {note}
            </p>
          ))}
        </div>
      )}
    </li>
  );
}

/** Checks that the chosen model cannot be asked for: nobody should wonder where they are. */
function LeftOut({ run }: { run: RunState }) {
  const left = run.report?.leftOut ?? [];
  if (left.length === 0) return null;
  return (
    <section aria-label="Left out">
      <h3 className={styles.groupTitle}>Left out</h3>
      <ul>
        {left.map(({ id, step, title, reason }) => (
          <li key={`${step}/${id}`} className={styles.leftOut}>
            {title}: {reason}
          </li>
        ))}
      </ul>
    </section>
  );
}
