import { memo, useMemo, useRef, useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import type { DayTotal } from '../../../electron/shared/practice.ts';
import { heatDays, moveDate, type HeatDay } from './heat-days.ts';
import styles from './heatmap.module.css';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

interface Props {
  year: number;
  totals: readonly DayTotal[];
  today: string;
  selected: string | null;
  onSelect: (date: string) => void;
}

/** A year of practice. Arrow keys move by day and week; Enter or a click chooses a day. */
export function Heatmap({ year, totals, today, selected, onSelect }: Props) {
  const days = useMemo(() => heatDays(year, totals), [year, totals]);
  const wrap = useRef<HTMLDivElement>(null);
  const [tip, setTip] = useState<{ text: string; x: number; y: number } | null>(null);
  const [focused, setFocused] = useState(today);
  const tabStop = days.some((day) => day.date === focused) ? focused : `${year}-01-01`;

  const cellOf = (event: SyntheticEvent): HTMLElement | null =>
    event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-date]') : null;
  const point = (event: SyntheticEvent): void => {
    const cell = cellOf(event);
    const box = wrap.current?.getBoundingClientRect();
    if (!cell || !box) return setTip(null);
    const at = cell.getBoundingClientRect();
    const x = Math.min(Math.max(at.left + at.width / 2 - box.left, 90), Math.max(box.width - 90, 90));
    setTip({ text: cell.getAttribute('aria-label') ?? '', x, y: at.top - box.top });
  };
  const onKey = (event: KeyboardEvent): void => {
    const date = cellOf(event)?.dataset['date'];
    const next = date && moveDate(date, event.key);
    if (!next) return;
    event.preventDefault();
    setFocused(next);
    wrap.current?.querySelector<HTMLElement>(`[data-date="${next}"]`)?.focus();
  };
  return (
    <div ref={wrap} className={styles.wrap}>
      <div className={styles.scroll} onPointerLeave={() => setTip(null)} onBlur={() => setTip(null)}>
        <div
          role="grid"
          tabIndex={-1}
          aria-label={`Practice in ${year}`}
          className={styles.grid}
          onPointerOver={point}
          onFocus={point}
          onKeyDown={onKey}
          onClick={(event) => {
            const date = cellOf(event)?.dataset['date'];
            if (date) onSelect(date);
          }}
        >
          <MonthNames days={days} />
          <Cells days={days} today={today} selected={selected} tabStop={tabStop} />
        </div>
      </div>
      {tip && (
        <div className={styles.tip} style={{ left: tip.x, top: tip.y }} aria-hidden="true">
          {tip.text}
        </div>
      )}
      <div className={styles.foot}>
        <span>Choose a day to see its sessions. Arrow keys move.</span>
        <Legend />
      </div>
    </div>
  );
}

function MonthNames({ days }: { days: HeatDay[] }) {
  return MONTHS.map((name, index) => {
    const first = days.find((day) => Number(day.date.slice(5, 7)) === index + 1);
    return (
      <span
        key={name}
        className={styles.month}
        style={{ gridColumn: (first?.week ?? 0) + 2 }}
        aria-hidden="true"
      >
        {name}
      </span>
    );
  });
}

interface CellsProps {
  days: HeatDay[];
  today: string;
  selected: string | null;
  tabStop: string;
}

/** Kept apart and memoized: 366 cells need not render again while the pointer moves a tooltip. */
const Cells = memo(function Cells({ days, today, selected, tabStop }: CellsProps) {
  return WEEKDAYS.map((name, weekday) => (
    <div key={name} role="row" className={styles.row}>
      <span className={styles.weekday} style={{ gridRow: weekday + 2 }} role="rowheader">
        <span className={weekday % 2 === 0 ? undefined : 'sr'}>{name}</span>
      </span>
      {days
        .filter((day) => day.weekday === weekday)
        .map((day) => (
          <button
            key={day.date}
            type="button"
            role="gridcell"
            className={styles.cell}
            style={{ gridRow: weekday + 2, gridColumn: day.week + 2 }}
            data-date={day.date}
            data-level={day.level}
            data-today={day.date === today || undefined}
            data-future={day.date > today || undefined}
            aria-label={day.label}
            aria-selected={day.date === selected}
            tabIndex={day.date === tabStop ? 0 : -1}
          />
        ))}
    </div>
  ));
});

function Legend() {
  return (
    <span className={styles.legend}>
      none
      {[0, 1, 2, 3, 4].map((level) => (
        <i key={level} style={{ background: `var(--heat-${level})` }} />
      ))}
      2 h and more
    </span>
  );
}
