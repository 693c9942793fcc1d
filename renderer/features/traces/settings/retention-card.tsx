import { useState } from 'react';
import { api, updateData, useChange, type Outputs } from '../../../api/index.ts';
import { Button, Card, Field, Input, useToasts } from '../../../ui/index.ts';
import { plural } from '../show.ts';
import styles from '../traces.module.css';

/** How long, and how much of, requests and answers are kept. */
export function RetentionCard({ value }: { value: Outputs['traces']['retention'] }) {
  const toasts = useToasts();
  const [days, setDays] = useState(String(value.days));
  const [megabytes, setMegabytes] = useState(String(value.megabytes));
  const save = useChange(api.traces.setRetention.mutate, {
    onDone: ({ dropped, ...next }) => {
      updateData('traces', 'retention', () => next);
      toasts.show(
        dropped > 0 ? `Saved. Requests and answers of ${plural(dropped, 'call')} were dropped.` : 'Saved.',
      );
    },
  });
  const wanted = { days: whole(days), megabytes: whole(megabytes) };
  const daysError =
    wanted.days === null || wanted.days > 3650 ? 'Give a number of days from 0 to 3650.' : null;
  const sizeError =
    wanted.megabytes === null || wanted.megabytes < 1 || wanted.megabytes > 100_000
      ? 'Give a number from 1 to 100000.'
      : null;
  const isChanged = wanted.days !== value.days || wanted.megabytes !== value.megabytes;
  return (
    <Card title="Keep requests and answers">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted.days !== null && wanted.megabytes !== null && !daysError && !sizeError)
            save.mutate({ days: wanted.days, megabytes: wanted.megabytes });
        }}
      >
        <Field label="Days" hint="0 keeps none at all. The numbers of each call stay." error={daysError}>
          <Input inputMode="numeric" value={days} onChange={(event) => setDays(event.target.value)} />
        </Field>
        <Field label="Megabytes at most" hint="The oldest go first." error={sizeError}>
          <Input
            inputMode="numeric"
            value={megabytes}
            onChange={(event) => setMegabytes(event.target.value)}
          />
        </Field>
        <div className="row">
          <Button
            type="submit"
            variant="primary"
            disabled={!isChanged || Boolean(daysError ?? sizeError)}
            busy={save.isPending}
          >
            Save
          </Button>
          <span className="muted">What is too old or too much is dropped at once.</span>
        </div>
      </form>
    </Card>
  );
}

const whole = (text: string): number | null => (/^\d{1,6}$/.test(text.trim()) ? Number(text.trim()) : null);
