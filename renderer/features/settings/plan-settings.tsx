import { useState } from 'react';
import type { Enrolment } from '../../../electron/shared/plan.ts';
import { api, updateData, useChange, useData } from '../../api/index.ts';
import { Button, Card, ErrorNote, Input, Select, useToasts } from '../../ui/index.ts';
import { showDate } from '../practice/show-time.ts';
import { Line } from './line.tsx';
import styles from './settings.module.css';

/** Path, start and pace. Saved together, because each changes what is due. */
export function PlanSettings() {
  const { data: plan, error } = useData('plan', 'get');
  return (
    <Card title="Plan">
      <ErrorNote error={error} />
      {plan && <PlanForm key={JSON.stringify(plan.enrolment)} saved={plan.enrolment} endsOn={plan.endsOn} />}
      <RestDays />
    </Card>
  );
}

/** Saved at once: it changes no date, only what a streak forgives. */
function RestDays() {
  const { data } = useData('settings', 'get');
  const set = useChange(api.settings.set.mutate, {
    onDone: (saved) => updateData('settings', 'get', () => saved),
  });
  return (
    <div className={styles.after}>
      <Line title="Rest days" note="Days off in seven that belong to the rhythm. They do not end a streak.">
        {(ids) => (
          <Select
            {...ids}
            value={data?.restDays ?? 2}
            disabled={!data}
            onChange={(e) => set.mutate({ restDays: Number(e.target.value) })}
          >
            {[0, 1, 2, 3, 4, 5, 6].map((days) => (
              <option key={days} value={days}>
                {days === 0 ? 'None' : days}
              </option>
            ))}
          </Select>
        )}
      </Line>
    </div>
  );
}

function PlanForm({ saved, endsOn }: { saved: Enrolment; endsOn: string }) {
  const paths = useData('curriculum', 'get').data?.paths ?? [];
  const [draft, setDraft] = useState({
    ...saved,
    hours: saved.hoursPerWeek === null ? '' : String(saved.hoursPerWeek),
  });
  const toasts = useToasts();
  const undo = useChange(api.plan.undo.mutate);
  const enroll = useChange(api.plan.enroll.mutate, {
    onError: () => true,
    onDone: ({ latestChange }) =>
      toasts.show('Plan changed.', {
        ...(latestChange && { undo: () => undo.mutate({ id: latestChange }) }),
        hint: 'Your sessions and targets stay as they are.',
      }),
  });
  const next: Enrolment = {
    pathId: draft.pathId,
    startedOn: draft.startedOn,
    hoursPerWeek: draft.hours.trim() === '' ? null : Number(draft.hours),
  };
  const changed =
    JSON.stringify(next) !==
    JSON.stringify({ pathId: saved.pathId, startedOn: saved.startedOn, hoursPerWeek: saved.hoursPerWeek });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        enroll.mutate(next);
      }}
    >
      <Line
        title="Path"
        note={paths.find((path) => path.id === draft.pathId)?.summary ?? 'The way you want to go.'}
      >
        {(ids) => (
          <Select
            {...ids}
            value={draft.pathId}
            onChange={(e) => setDraft({ ...draft, pathId: e.target.value })}
          >
            {paths.map((path) => (
              <option key={path.id} value={path.id}>
                {path.title}
              </option>
            ))}
          </Select>
        )}
      </Line>
      <Line
        title="Start date"
        note={`The first day of the first phase. As it is, the path ends on ${showDate(endsOn)}.`}
      >
        {(ids) => (
          <Input
            {...ids}
            type="date"
            required
            value={draft.startedOn}
            onChange={(e) => setDraft({ ...draft, startedOn: e.target.value })}
          />
        )}
      </Line>
      <Line
        title="Hours a week"
        note="From the start on. Empty keeps the path’s own budgets. For another pace from a date on, or a pause, see Progress."
      >
        {(ids) => (
          <Input
            {...ids}
            type="number"
            min={0.5}
            max={80}
            step={0.5}
            placeholder="The path’s own"
            value={draft.hours}
            onChange={(e) => setDraft({ ...draft, hours: e.target.value })}
          />
        )}
      </Line>
      <ErrorNote error={enroll.error} />
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button
          disabled={!changed}
          onClick={() =>
            setDraft({ ...saved, hours: saved.hoursPerWeek === null ? '' : String(saved.hoursPerWeek) })
          }
        >
          Reset
        </Button>
        <Button
          type="submit"
          variant="primary"
          disabled={!changed || draft.startedOn === ''}
          busy={enroll.isPending}
        >
          Save the plan
        </Button>
      </div>
    </form>
  );
}
