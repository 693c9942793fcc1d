import { useState, type SubmitEvent } from 'react';
import type { RhythmEntry } from '../../../electron/shared/rhythm.ts';
import { Button, Dialog, Field, Input } from '../../ui/index.ts';
import { useMark } from './use-mark.ts';
import { showPeriod } from './words.ts';

const REASONS = ['No time', 'On leave', 'Ill', 'Not useful this time'];

/** Asks for a reason, which may stay empty: it is for the person, and nobody counts skips. */
export function SkipDialog({ entry, onClose }: { entry: RhythmEntry; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const mark = useMark();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    mark.mutate(
      { do: 'skip', itemId: entry.id, period: entry.period, reason },
      { onSuccess: () => onClose() },
    );
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Skip “${entry.title}”`}
      lead={`Only ${showPeriod(entry.period)}. A skip is a decision, not a failure.`}
    >
      <form className="stack" onSubmit={submit}>
        <Field label="Reason" hint="For yourself. It may stay empty.">
          <Input value={reason} maxLength={500} autoFocus onChange={(e) => setReason(e.target.value)} />
        </Field>
        <div className="row" role="group" aria-label="Usual reasons">
          {REASONS.map((text) => (
            <Button key={text} size="sm" aria-pressed={reason === text} onClick={() => setReason(text)}>
              {text}
            </Button>
          ))}
        </div>
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={mark.isPending}>
            Skip it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
