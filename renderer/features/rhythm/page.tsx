import ChevronLeft from 'lucide-react/icons/chevron-left';
import ChevronRight from 'lucide-react/icons/chevron-right';
import Plus from 'lucide-react/icons/plus';
import { useState } from 'react';
import type { WeekView } from '../../../electron/shared/rhythm.ts';
import { addDays, weekStart } from '../../../electron/shared/time.ts';
import { haveAnswered, useData } from '../../api/index.ts';
import { Button, ErrorNote, IconButton, Kbd, Page, Skeleton } from '../../ui/index.ts';
import { ItemDialog } from './item-dialog.tsx';
import { LongerCard } from './longer-card.tsx';
import { RhythmNav } from './nav.tsx';
import { ReminderButton } from './reminder-button.tsx';
import { ReminderOffer } from './reminder-offer.tsx';
import styles from './page.module.css';
import { useEntryActions } from './use-entry-actions.tsx';
import { WeekGrid } from './week-grid.tsx';
import { showWeek } from './words.ts';

/** The week by day, and what the week, the month and the quarter ask for. */
export default function RhythmPage() {
  const [day, setDay] = useState<string | undefined>(undefined);
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useData('rhythm', 'week', day ? { day } : {});
  // The offer stands above the week.
  const isOfferKnown = haveAnswered(useData('reminders', 'get'));
  const { act, dialog } = useEntryActions();
  return (
    <Page
      width="wide"
      title="Rhythm"
      lead="Small things that come round. Check off what is done, move what does not fit, skip what can wait."
      actions={
        <>
          <ReminderButton />
          <Button onClick={() => setAdding(true)}>
            <Plus aria-hidden="true" />
            Add an item
          </Button>
        </>
      }
    >
      <RhythmNav />
      <ErrorNote error={error} retry={() => void refetch()} />
      {data && isOfferKnown ? (
        <>
          <ReminderOffer />
          <WeekBar week={data} onDay={setDay} />
          <WeekGrid week={data} act={act} />
          <KeyHint />
          <div className={styles.stretches}>
            <LongerCard
              title="This week"
              entries={data.longer.filter((it) => it.cadence === 'weekly')}
              act={act}
            />
            <LongerCard
              title="This month"
              entries={data.longer.filter((it) => it.cadence === 'monthly')}
              act={act}
            />
            <LongerCard
              title="This quarter"
              entries={data.longer.filter((it) => it.cadence === 'quarterly')}
              act={act}
            />
          </div>
        </>
      ) : (
        !error && <Skeleton height={760} />
      )}
      {dialog}
      {adding && <ItemDialog onClose={() => setAdding(false)} />}
    </Page>
  );
}

function WeekBar({ week, onDay }: { week: WeekView; onDay: (day: string | undefined) => void }) {
  const { startsOn, today, days } = week;
  const isPresent = startsOn === weekStart(today);
  const done = days.filter((entry) => entry.checkedAt !== null).length;
  const skipped = days.filter((entry) => entry.skippedAt !== null).length;
  return (
    <div className={styles.bar}>
      <div className="row">
        <IconButton label="The week before" size="sm" onClick={() => onDay(addDays(startsOn, -7))}>
          <ChevronLeft />
        </IconButton>
        <h2 aria-live="polite">{showWeek(startsOn)}</h2>
        <IconButton label="The week after" size="sm" onClick={() => onDay(addDays(startsOn, 7))}>
          <ChevronRight />
        </IconButton>
        {!isPresent && (
          <Button size="sm" onClick={() => onDay(undefined)}>
            This week
          </Button>
        )}
      </div>
      <p className="muted">
        {done} of {days.length - skipped} done{skipped > 0 && `, ${skipped} skipped`}
      </p>
    </div>
  );
}

const KEYS = [
  ['↑ ↓ ← →', 'go'],
  ['Space', 'check off'],
  ['s', 'skip'],
  ['m', 'move'],
  ['Shift+← Shift+→', 'a day earlier or later'],
  ['n', 'write'],
  ['e', 'change'],
] as const;

function KeyHint() {
  return (
    <p className={styles.keys}>
      On an item:
      {KEYS.map(([keys, what]) => (
        <span key={keys}>
          <Kbd keys={keys} /> {what}
        </span>
      ))}
    </p>
  );
}
