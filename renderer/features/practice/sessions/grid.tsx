import { memo, useCallback, useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import type { PracticeSession } from '../../../../electron/shared/practice.ts';
import { useNames } from '../use-names.ts';
import { GridRow, ROW_HEIGHT } from './grid-row.tsx';
import type { SessionAction } from './row-menu.tsx';
import styles from './sessions.module.css';
import type { Rows } from './use-pages.ts';
import type { Selection } from './use-selection.ts';
import { useDrawnRows, type RowRange } from './use-window.ts';

interface Props {
  rows: Rows;
  sight: RowRange;
  selection: Selection;
  /** Everything that the filter finds is chosen, also what is not drawn. */
  isAll: boolean;
  body: React.RefObject<HTMLTableSectionElement | null>;
  onAction: (action: SessionAction, session: PracticeSession) => void;
}

/**
 * Ten years of sessions in a table of which only the rows in the window are drawn. Arrow keys move from row to row,
 * Space chooses, Shift extends, Enter edits, Delete deletes.
 */
export const SessionGrid = memo(function SessionGrid({
  rows,
  sight,
  selection,
  isAll,
  body,
  onAction,
}: Props) {
  const { first, last } = useDrawnRows(sight, rows.total, rows.list);
  const names = useNames();
  const [focused, setFocused] = useState(0);
  const move = useRowFocus(body, setFocused);
  /** Where a range begins: the row that was chosen last. */
  const anchor = useRef<number | null>(null);
  const range = (from: number, to: number): string[] => {
    const ids: string[] = [];
    for (let row = Math.min(from, to); row <= Math.max(from, to); row += 1) {
      const session = rows.at(row);
      if (session) ids.push(session.id);
    }
    return ids;
  };
  const onKey = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLTableRowElement)) return;
    const row = Number(event.target.dataset['row']);
    const session = rows.at(row);
    const next = nextRow(event.key, row, rows.total);
    if (next !== null) {
      if (event.shiftKey) selection.setAll(range(anchor.current ?? row, next), true);
      else anchor.current = null;
      if (event.shiftKey) anchor.current ??= row;
      move(next);
    } else if (event.key === ' ' && session) {
      if (event.shiftKey && anchor.current !== null) selection.setAll(range(anchor.current, row), true);
      else selection.toggle(session.id);
      anchor.current = row;
    } else if (event.key === 'Enter' && session) onAction('edit', session);
    else if (event.key === 'Delete' && session) onAction('delete', session);
    else if (event.key === 'Escape' && (isAll || selection.ids.size > 0)) selection.clear();
    else return;
    event.preventDefault();
  };
  const onToggle = useStableToggle({ rows, selection, range, anchor });
  const shown = rows.total === 0 ? [] : Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return (
    <table
      className={styles.grid}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- rows that are chosen make a table a grid (WAI-ARIA)
      role="grid"
      aria-label="Practice sessions"
      aria-multiselectable="true"
      aria-rowcount={rows.total + 1}
      onKeyDown={onKey}
      onFocus={(event) => {
        const row = event.target.closest<HTMLElement>('tr[data-row]')?.dataset['row'];
        if (row !== undefined) setFocused(Number(row));
      }}
    >
      <colgroup>
        <col className={styles.colCheck} />
        <col className={styles.colWhen} />
        <col />
        <col className={styles.colKind} />
        <col className={styles.colFrom} />
        <col className={styles.colLength} />
        <col className={styles.colActions} />
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col">
            <span className="sr">Chosen</span>
          </th>
          <th scope="col">When</th>
          <th scope="col">What</th>
          <th scope="col">Kind</th>
          <th scope="col">From</th>
          <th scope="col" data-numeric>
            Length
          </th>
          <th scope="col">
            <span className="sr">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody ref={body}>
        <Space rows={first} />
        {shown.map((row) => {
          const session = rows.at(row);
          return (
            <GridRow
              key={session?.id ?? `row-${row}`}
              row={row}
              session={session}
              names={names}
              search={rows.search}
              isChosen={isAll || (session !== undefined && selection.ids.has(session.id))}
              isOverlapping={session !== undefined && rows.overlapping.has(session.id)}
              isTabStop={row === Math.min(Math.max(focused, first), last)}
              onToggle={onToggle}
              onAction={onAction}
            />
          );
        })}
        <Space rows={Math.max(0, rows.total - 1 - last)} />
      </tbody>
    </table>
  );
});

/** Stands for the rows above and below the window. */
function Space({ rows }: { rows: number }) {
  if (rows === 0) return null;
  return (
    <tr aria-hidden="true" className={styles.space}>
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- empty, and hidden from screen readers */}
      <td colSpan={7} style={{ height: rows * ROW_HEIGHT }} />
    </tr>
  );
}

function nextRow(key: string, row: number, total: number): number | null {
  const page = Math.max(1, Math.floor(innerHeight / ROW_HEIGHT) - 3);
  const steps: Record<string, number> = {
    ArrowDown: row + 1,
    ArrowUp: row - 1,
    PageDown: row + page,
    PageUp: row - page,
    Home: 0,
    End: total - 1,
  };
  const to = steps[key];
  return to === undefined ? null : Math.min(Math.max(to, 0), total - 1);
}

/** Moves the focus to a row; one outside the window is scrolled to first and focused once it is drawn. */
function useRowFocus(
  body: React.RefObject<HTMLTableSectionElement | null>,
  setFocused: (row: number) => void,
): (row: number) => void {
  const wanted = useRef<number | null>(null);
  const focusNow = useCallback((): void => {
    const element = body.current?.querySelector<HTMLElement>(`tr[data-row="${wanted.current}"]`);
    if (!element) return;
    wanted.current = null;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: 'nearest' });
  }, [body]);
  // After every drawing: the row that is waited for may have come with it.
  useEffect(() => {
    if (wanted.current !== null) focusNow();
  });
  return (row) => {
    wanted.current = row;
    setFocused(row);
    focusNow();
    if (wanted.current === null || !body.current) return;
    const top = body.current.getBoundingClientRect().top + scrollY + row * ROW_HEIGHT;
    scrollTo({ top: top - innerHeight / 2, behavior: 'instant' });
  };
}

interface ToggleInput {
  rows: Rows;
  selection: Selection;
  range: (from: number, to: number) => string[];
  anchor: React.RefObject<number | null>;
}

/** A click chooses a row; with Shift every row since the last one. The same function always, so that rows stay drawn. */
function useStableToggle(input: ToggleInput): (row: number, event: MouseEvent) => void {
  const latest = useRef(input);
  useEffect(() => void (latest.current = input));
  return useCallback((row, event) => {
    const { rows, selection, range, anchor } = latest.current;
    const session = rows.at(row);
    if (!session) return;
    if (event.shiftKey && anchor.current !== null)
      selection.setAll(range(anchor.current, row), !selection.ids.has(session.id));
    else selection.toggle(session.id);
    anchor.current = row;
  }, []);
}
