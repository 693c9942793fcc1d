import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { RhythmEntry, WeekView } from '../../../electron/shared/rhythm.ts';
import { addDays } from '../../../electron/shared/time.ts';
import { cx } from '../../ui/index.ts';
import { EntryCard } from './entry-card.tsx';
import styles from './week.module.css';
import type { EntryActions } from './use-entry-actions.tsx';
import { showWeekday } from './words.ts';

const NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const keyOf = ({ id, period }: RhythmEntry): string => `${id} ${period}`;

function byTime(a: RhythmEntry, b: RhythmEntry): number {
  return (a.time ?? '99').localeCompare(b.time ?? '99');
}

/** Seven days side by side. Arrows go from item to item; with Shift they move the item itself. */
export function WeekGrid({ week, act }: { week: WeekView; act: EntryActions }) {
  const ref = useRef<HTMLDivElement>(null);
  const refocus = useRef<{ key: string; from: string | null } | null>(null);
  const dates = NAMES.map((_, index) => addDays(week.startsOn, index));
  const planned = week.longer.filter((entry) => entry.date !== null);
  const columns = dates.map((date) =>
    [...week.days, ...planned].filter((it) => it.date === date).toSorted(byTime),
  );
  const inputOf = (key: string): HTMLElement | null | undefined =>
    ref.current?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(key)}"] input`);
  // An item that was moved by keys is another element in another column once it has arrived.
  useEffect(() => {
    const moved = refocus.current;
    const input = moved && inputOf(moved.key);
    if (!input || dateOf(input) === moved.from) return;
    refocus.current = null;
    input.focus();
  });
  const onKey = (event: KeyboardEvent): void => {
    const here = event.target instanceof HTMLInputElement ? event.target.closest('[data-entry]') : null;
    const key = here?.getAttribute('data-entry');
    if (!key || event.ctrlKey || event.metaKey || event.altKey) return;
    const column = columns.findIndex((list) => list.some((entry) => keyOf(entry) === key));
    const entry = columns[column]?.find((one) => keyOf(one) === key);
    if (!entry) return;
    const run = command({ event, entry, act });
    const next = run ? null : neighbour(columns, { column, entry, key: event.key });
    if (!run && !next) return;
    event.preventDefault();
    if (run) {
      if (event.shiftKey) refocus.current = { key, from: dateOf(event.target) };
      run();
    } else if (next) inputOf(keyOf(next))?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys belong to the check boxes inside
    <div className={styles.week} ref={ref} onKeyDown={onKey}>
      {dates.map((date, index) => (
        <Day key={date} date={date} today={week.today} entries={columns[index]!} act={act} />
      ))}
    </div>
  );
}

const dateOf = (target: EventTarget): string | null =>
  (target instanceof Element && target.closest('[data-date]')?.getAttribute('data-date')) || null;

interface Pressed {
  event: KeyboardEvent;
  entry: RhythmEntry;
  act: EntryActions;
}

function command({ event, entry, act }: Pressed): (() => void) | null {
  if (event.shiftKey) {
    if (event.key === 'ArrowLeft') return () => act.shift(entry, -1);
    if (event.key === 'ArrowRight') return () => act.shift(entry, 1);
    return null;
  }
  switch (event.key) {
    case 's':
      return () => act.skip(entry);
    case 'm':
      return () => act.move(entry);
    case 'e':
      return () => act.change(entry);
    case 'n':
      return entry.opens ? () => act.write(entry) : null;
    default:
      return null;
  }
}

const STEP: Record<string, { column: number; row: number }> = {
  ArrowUp: { column: 0, row: -1 },
  ArrowDown: { column: 0, row: 1 },
  ArrowLeft: { column: -1, row: 0 },
  ArrowRight: { column: 1, row: 0 },
};

interface Place {
  column: number;
  entry: RhythmEntry;
  key: string;
}

/** The item above, below, or at the same height in the next column that has any. */
function neighbour(columns: readonly RhythmEntry[][], { column, entry, key }: Place): RhythmEntry | null {
  const step = STEP[key];
  if (!step) return null;
  const row = columns[column]!.indexOf(entry);
  if (step.row !== 0) return columns[column]![row + step.row] ?? null;
  for (let at = column + step.column; at >= 0 && at < columns.length; at += step.column) {
    const list = columns[at]!;
    if (list.length > 0) return list[Math.min(row, list.length - 1)]!;
  }
  return null;
}

interface DayProps {
  date: string;
  today: string;
  entries: readonly RhythmEntry[];
  act: EntryActions;
}

function Day({ date, today, entries, act }: DayProps) {
  const id = `day-${date}`;
  return (
    <section
      className={cx(styles.day, date === today && styles.isToday)}
      data-date={date}
      aria-labelledby={id}
    >
      <h3 id={id}>
        <span aria-hidden="true">{NAMES[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]}</span>
        <span className={styles.number} aria-hidden="true">
          {Number(date.slice(8))}
        </span>
        <span className="sr">
          {showWeekday(date)}
          {date === today && ', today'}
        </span>
      </h3>
      {entries.length === 0 ? (
        <p className={styles.free}>Free</p>
      ) : (
        <ul>
          {entries.map((entry) => (
            <EntryCard key={keyOf(entry)} entry={entry} act={act} />
          ))}
        </ul>
      )}
    </section>
  );
}
