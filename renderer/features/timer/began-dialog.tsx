import { useState } from 'react';
import type { TimerState } from '../../../electron/shared/timer.ts';
import { readLength } from '../../../electron/shared/words/length.ts';
import { api, useChange } from '../../api/index.ts';
import { explain } from '../../api/explain.ts';
import { Button, Dialog, Field, Input } from '../../ui/index.ts';
import { showTime } from '../practice/show-time.ts';

const USUAL = [5, 10, 15, 30] as const;

/** "I began ten minutes ago": moves the start back, and says so before time would count twice. */
export function BeganDialog({ timer, onClose }: { timer: TimerState; onClose: () => void }) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [overlap, setOverlap] = useState<{ startedAt: number; lastEndedAt: number } | null>(null);
  const adjust = useChange(api.timer.adjust.mutate, {
    onDone: (result, { startedAt }) => {
      if (result.status === 'set') onClose();
      else setOverlap({ startedAt, lastEndedAt: result.lastEndedAt });
    },
    onError: (error) => {
      setProblem(explain(error).message);
      return true;
    },
  });
  const set = (minutes: number): void => {
    setProblem(null);
    setOverlap(null);
    adjust.mutate({ startedAt: timer.startedAt - Math.round(minutes * 60_000) });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="I began earlier"
      lead={`The timer runs since ${showTime(timer.startedAt)}. How much earlier did you begin?`}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const minutes = readLength(text);
          if (minutes === null) setProblem('Write a length like 10, 20 min or 1:30.');
          else set(minutes);
        }}
      >
        <div className="row">
          {USUAL.map((minutes) => (
            <Button key={minutes} onClick={() => set(minutes)} disabled={adjust.isPending}>
              {minutes} min
            </Button>
          ))}
        </div>
        <Field label="Another length" error={problem}>
          <Input value={text} placeholder="20 min" onChange={(e) => setText(e.target.value)} />
        </Field>
        {overlap && (
          <div role="alert" className="stack">
            <p>
              Your last session ended at {showTime(overlap.lastEndedAt)}, after {showTime(overlap.startedAt)}.
              The time between would count twice.
            </p>
            <div className="row">
              {overlap.lastEndedAt < timer.startedAt && (
                <Button onClick={() => adjust.mutate({ startedAt: overlap.lastEndedAt })}>
                  Begin at {showTime(overlap.lastEndedAt)}
                </Button>
              )}
              <Button onClick={() => adjust.mutate({ startedAt: overlap.startedAt, overlap: true })}>
                Begin at {showTime(overlap.startedAt)} anyway
              </Button>
            </div>
          </div>
        )}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={adjust.isPending}>
            Move the start
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
