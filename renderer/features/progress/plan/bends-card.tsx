import Pencil from 'lucide-react/icons/pencil';
import Trash2 from 'lucide-react/icons/trash-2';
import { useState } from 'react';
import type { Pause, PlanView } from '../../../../electron/shared/plan.ts';
import { paceText, pauseText } from '../../../../electron/shared/plan-words.ts';
import { api } from '../../../api/index.ts';
import { Button, Card, IconButton } from '../../../ui/index.ts';
import { showDate } from '../../practice/show-time.ts';
import { PaceDialog } from './pace-dialog.tsx';
import { PauseDialog } from './pause-dialog.tsx';
import styles from './plan.module.css';
import { usePlanChange } from './use-plan-change.ts';

type Open = { what: 'pause'; pause: Pause | null } | { what: 'pace' } | null;

/** Pauses and changes of pace: what bends the plan, and the ways to change it. */
export function BendsCard({ plan }: { plan: PlanView }) {
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  const resume = usePlanChange(() => api.plan.resume.mutate(), { done: 'Welcome back' });
  return (
    <Card
      flush
      title="Pauses and pace"
      actions={
        <div className="row">
          {plan.pausedNow && (
            <Button
              size="sm"
              variant="primary"
              busy={resume.isPending}
              onClick={() => resume.mutate(undefined)}
            >
              I’m back
            </Button>
          )}
          <Button size="sm" onClick={() => setOpen({ what: 'pause', pause: null })}>
            Add a pause
          </Button>
          <Button size="sm" onClick={() => setOpen({ what: 'pace' })}>
            Change the pace
          </Button>
        </div>
      }
    >
      <ul className={styles.rows}>
        <li>
          <p>From {showDate(plan.enrolment.startedOn)}</p>
          <p className={styles.note}>{paceText(plan.enrolment.hoursPerWeek)}, as chosen with the path</p>
        </li>
        {plan.paces.map((pace) => (
          <PaceRow
            key={pace.id}
            id={pace.id}
            text={`From ${showDate(pace.fromOn)}`}
            hours={pace.hoursPerWeek}
          />
        ))}
        {plan.pauses.map((pause) => (
          <PauseRow key={pause.id} pause={pause} onEdit={() => setOpen({ what: 'pause', pause })} />
        ))}
      </ul>
      {plan.pauses.length === 0 && (
        <p className={styles.empty}>
          Holiday, sick, or a hard month: a pause moves the plan instead of letting it run away. It can also
          lie in the past.
        </p>
      )}
      {open?.what === 'pause' && <PauseDialog pause={open.pause} plan={plan} onClose={close} />}
      {open?.what === 'pace' && <PaceDialog plan={plan} onClose={close} />}
    </Card>
  );
}

function PaceRow({ id, text, hours }: { id: string; text: string; hours: number | null }) {
  const remove = usePlanChange(api.plan.removePace.mutate, { done: 'Change of pace removed' });
  return (
    <li className={styles.withActions}>
      <div>
        <p>{text}</p>
        <p className={styles.note}>{paceText(hours)}</p>
      </div>
      <IconButton
        label={`Remove the pace ${text.toLowerCase()}`}
        size="sm"
        onClick={() => remove.mutate({ id })}
      >
        <Trash2 />
      </IconButton>
    </li>
  );
}

function PauseRow({ pause, onEdit }: { pause: Pause; onEdit: () => void }) {
  const remove = usePlanChange(api.plan.removePause.mutate, { done: 'Pause removed' });
  const { reason } = pause;
  const text = pauseText({ ...pause, reason: '' });
  return (
    <li className={styles.withActions}>
      <div>
        <p>{text}</p>
        {reason !== '' && <p className={styles.note}>{reason}</p>}
      </div>
      <div className={styles.iconPair}>
        <IconButton label={`Edit: ${text}`} size="sm" onClick={onEdit}>
          <Pencil />
        </IconButton>
        <IconButton label={`Remove: ${text}`} size="sm" onClick={() => remove.mutate({ id: pause.id })}>
          <Trash2 />
        </IconButton>
      </div>
    </li>
  );
}
