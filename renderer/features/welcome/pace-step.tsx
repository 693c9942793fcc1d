import type { Path } from '../../../electron/shared/curriculum.ts';
import { layPlan } from '../../../electron/shared/plan-arithmetic.ts';
import { useData } from '../../api/index.ts';
import { Field, Input, Segmented } from '../../ui/index.ts';
import { asOptions, useLanguages } from '../labs/use-languages.ts';
import { showDate } from '../practice/show-time.ts';
import { enrolmentOf, type StepProps } from './draft.ts';
import styles from './welcome.module.css';

export function PaceStep({ draft, onChange }: StepProps) {
  const path = useData('curriculum', 'get').data?.paths.find((p) => p.id === draft.pathId);
  const { languages } = useLanguages();
  const hours = Number(draft.hours);
  const problem =
    draft.hours !== '' && !(hours >= 0.5 && hours <= 80)
      ? 'Between half an hour and 80 hours, or empty.'
      : null;
  return (
    <div className={styles.card}>
      <div className={styles.fields}>
        <Field label="Start date" hint="Today, or the day you began.">
          <Input
            type="date"
            value={draft.startedOn}
            onChange={(e) => onChange({ ...draft, startedOn: e.target.value })}
          />
        </Field>
        <Field label="Hours a week" hint="Empty: the path’s own pace." error={problem}>
          <Input
            type="number"
            min={0.5}
            max={80}
            step={0.5}
            placeholder="The path’s own"
            value={draft.hours}
            onChange={(e) => onChange({ ...draft, hours: e.target.value })}
          />
        </Field>
        <div>
          <p className={styles.legend}>Language of the labs</p>
          <Segmented
            label="Language of the labs"
            value={draft.language}
            options={asOptions(languages)}
            onChange={(language) => onChange({ ...draft, language })}
          />
        </div>
      </div>
      {path && <Forecast path={path} draft={draft} />}
    </div>
  );
}

/** The phases on the calendar, as the answers so far would lay them. */
function Forecast({ path, draft }: { path: Path; draft: StepProps['draft'] }) {
  const enrolment = enrolmentOf(draft);
  const plan = enrolment && layPlan(path, enrolment);
  return (
    <ol className={styles.plan} aria-label="Your phases">
      {path.phases.map((phase, index) => {
        const laid = plan?.[index];
        return (
          <li key={phase.id}>
            <span>
              <strong style={{ fontWeight: 580 }}>{phase.title}</strong>{' '}
              <span className="muted">{phase.goal}</span>
            </span>
            <span className="mono muted">{laid ? `to ${showDate(laid.endsOn)}` : ''}</span>
          </li>
        );
      })}
    </ol>
  );
}
