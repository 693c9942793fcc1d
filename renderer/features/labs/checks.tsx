import Check from 'lucide-react/icons/check';
import CircleAlert from 'lucide-react/icons/circle-alert';
import X from 'lucide-react/icons/x';
import type { CheckResult, OpenLab } from '../../../electron/shared/labs.ts';
import { cx, Skeleton } from '../../ui/index.ts';
import { duration } from '../models/amounts.ts';
import { ScrollBox } from '../models/scroll-box.tsx';
import styles from './results.module.css';
import type { RunState } from './run-state.ts';

const ICON = { pass: <Check />, fail: <X />, error: <CircleAlert /> };
const WORD = { pass: 'Passed', fail: 'Failed', error: 'Could not be checked' };

/** The checks of a run in the order they ended, under their steps; more come in while it runs. */
export function Checks({ lab, run }: { lab: OpenLab; run: RunState }) {
  const groups = groupByStep(lab, run.checks);
  return (
    <div className={styles.checks}>
      {groups.map(({ title, checks }) => (
        <section key={title} aria-label={title}>
          {groups.length > 1 && <h3 className={styles.groupTitle}>{title}</h3>}
          <ul>
            {checks.map((check) => (
              <CheckRow key={`${check.step ?? ''}/${check.id}`} check={check} />
            ))}
          </ul>
        </section>
      ))}
      {run.phase === 'checking' && (
        <div className={styles.pending}>
          <Skeleton height={18} width="72%" />
        </div>
      )}
    </div>
  );
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

function CheckRow({ check }: { check: CheckResult }) {
  const isPass = check.status === 'pass';
  return (
    <li className={cx(styles.check, styles[check.status])}>
      <p className={styles.checkHead}>
        <span className={styles.icon} role="img" aria-label={WORD[check.status]}>
          {ICON[check.status]}
        </span>
        <span className={styles.checkTitle}>{check.title}</span>
        <span className={styles.time}>{duration(check.durationMs)}</span>
      </p>
      {!isPass && (
        <div className={styles.checkBody}>
          <p>{check.message}</p>
          {check.expected !== undefined && <Side name="Expected" text={check.expected} />}
          {check.actual !== undefined && <Side name="Came" text={check.actual} />}
        </div>
      )}
    </li>
  );
}

function Side({ name, text }: { name: string; text: string }) {
  return (
    <div className={styles.side}>
      <span>{name}</span>
      <ScrollBox label={name} className={styles.value}>
        {text}
      </ScrollBox>
    </div>
  );
}
