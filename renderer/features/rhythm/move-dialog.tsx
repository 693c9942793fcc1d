import { useState, type SubmitEvent } from 'react';
import { boundsOf } from '../../../electron/shared/rhythm-periods.ts';
import type { RhythmEntry } from '../../../electron/shared/rhythm.ts';
import { formatDate } from '../../../electron/shared/time.ts';
import { Button, Dialog, ErrorNote, Field, Input, Select } from '../../ui/index.ts';
import styles from './dialogs.module.css';
import { useMark } from './use-mark.ts';
import { daysOfPeriod, PERIOD_WORD, showWeekday } from './words.ts';

/** Gives an item another day of its period, another time, or both. */
export function MoveDialog({ entry, onClose }: { entry: RhythmEntry; onClose: () => void }) {
  const days = daysOfPeriod(entry.period);
  const { from, to } = boundsOf(entry.period);
  const isWeek = days.length === 7;
  const [on, setOn] = useState(entry.date ?? '');
  const [time, setTime] = useState(entry.time ?? '');
  const mark = useMark();
  const move = (date: string | null, at: string | null): void =>
    mark.mutate(
      { do: 'move', itemId: entry.id, period: entry.period, on: date, time: at },
      { onSuccess: () => onClose() },
    );
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    move(on || null, on && time ? time : null);
  };
  const word = PERIOD_WORD[entry.cadence];
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${entry.date === null ? 'Plan' : 'Move'} “${entry.title}”`}
      lead={`Only this ${word}: ${formatDate(from)} to ${formatDate(to)}.`}
    >
      <form className="stack" onSubmit={submit}>
        <div className={styles.pair}>
          <Field label="Day">
            {isWeek ? (
              <Select value={on} autoFocus onChange={(e) => setOn(e.target.value)}>
                {entry.cadence !== 'weekday' && <option value="">No day</option>}
                {days.map((day) => (
                  <option key={day} value={day}>
                    {showWeekday(day)}
                  </option>
                ))}
              </Select>
            ) : (
              <Input
                type="date"
                min={from}
                max={to}
                value={on}
                autoFocus
                onChange={(e) => setOn(e.target.value)}
              />
            )}
          </Field>
          <Field
            label="Time"
            hint={entry.cadence === 'weekday' ? 'Empty: the usual time.' : 'May stay empty.'}
          >
            <Input type="time" value={time} disabled={on === ''} onChange={(e) => setTime(e.target.value)} />
          </Field>
        </div>
        <ErrorNote error={mark.error} />
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          {(entry.movedOn !== null || entry.movedTime !== null) && (
            <Button onClick={() => move(null, null)}>
              {entry.cadence === 'weekday' ? 'Back to its usual day' : 'Take the day away'}
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={mark.isPending}>
            {entry.date === null ? 'Plan it' : 'Move it'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
