import { useState } from 'react';
import { WARN_SHARE, type MonthSpend } from '../../../electron/shared/gateway-runs.ts';
import { api, updateData, useChange } from '../../api/index.ts';
import { Badge, Button, Card, Field, Input, Progress, useToasts } from '../../ui/index.ts';
import { money } from '../models/amounts.ts';
import { plural } from '../traces/show.ts';
import styles from './spend.module.css';

const name = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** What this month cost, and the cap that stops it. */
export function MonthCard({ month }: { month: MonthSpend }) {
  const { spentUsd, capUsd, unknownCalls, state } = month;
  return (
    <Card
      title={name.format(Date.parse(`${month.month}-01T00:00:00Z`))}
      actions={
        state === 'near' ? (
          <Badge tone="here">Cap near</Badge>
        ) : state === 'reached' ? (
          <Badge tone="danger">Cap reached</Badge>
        ) : null
      }
    >
      <div className={styles.month}>
        <div className={styles.spent}>
          <p className={styles.sum}>
            {money(spentUsd)}
            {capUsd !== null && <span> of {money(capUsd)}</span>}
          </p>
          {capUsd !== null && (
            <Progress
              label="Spent of this month’s cap"
              value={spentUsd}
              max={capUsd}
              mark={capUsd * WARN_SHARE}
            />
          )}
          <p className="muted">
            {unknownCalls > 0
              ? `${plural(unknownCalls, 'call')} of unknown cost ${unknownCalls === 1 ? 'is' : 'are'} not in it, and no cap can stop such calls.`
              : 'Every call’s cost is known.'}
          </p>
        </div>
        <CapForm key={capUsd} capUsd={capUsd} />
      </div>
    </Card>
  );
}

function CapForm({ capUsd }: { capUsd: number | null }) {
  const toasts = useToasts();
  const [text, setText] = useState(capUsd === null ? '' : String(capUsd));
  const save = useChange(api.runs.setMonthlyCap.mutate, {
    onDone: (next) => {
      updateData('runs', 'month', () => next);
      toasts.show(
        next.capUsd === null ? 'There is no cap now.' : `The cap is ${money(next.capUsd)} a month.`,
      );
    },
  });
  const wanted = text.trim() === '' ? null : Number(text.trim().replace(/^\$/, '').replace(',', '.'));
  const isWrong = wanted !== null && !(wanted > 0 && wanted <= 1_000_000);
  return (
    <form
      className={styles.cap}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isWrong) save.mutate({ usd: wanted });
      }}
    >
      <Field
        label="Monthly cap, US dollars"
        hint="Empty: no cap. You are warned at 80 %; at 100 % calls that cost money are refused."
        error={isWrong ? 'Give an amount above 0, such as 20.' : null}
      >
        <Input
          inputMode="decimal"
          value={text}
          placeholder="None"
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <Button type="submit" disabled={isWrong || wanted === capUsd} busy={save.isPending}>
        Set the cap
      </Button>
    </form>
  );
}
