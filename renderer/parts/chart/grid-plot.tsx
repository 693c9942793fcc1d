import { useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import styles from './chart.module.css';
import { heatLevel } from './grid-shapes.ts';
import type { GridModel } from './model.ts';
import { showHours } from './words.ts';

/** Heat by row and column. Arrow keys move from cell to cell; the line above says which and how much. */
export function GridPlot({ model, label }: { model: GridModel; label: string }) {
  const [at, setAt] = useState<[row: number, column: number]>(() => hottest(model));
  const most = Math.max(...model.values.flat(), 0);
  const [row, column] = at;
  const point = ({ target }: SyntheticEvent): void => {
    const cell = target instanceof HTMLElement && target.dataset['cell'];
    if (cell) setAt(cell.split('-').map(Number) as [number, number]);
  };
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    const next = moveCell(at, event.key, [model.rows.length, model.columns.length]);
    if (!next) return;
    event.preventDefault();
    setAt(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-cell="${next.join('-')}"]`)?.focus();
  };
  return (
    <>
      <p className={styles.reading}>
        <span className={styles.when}>{model.name(row, column)}</span>
        <strong className="mono">{showHours(model.values[row]?.[column] ?? 0)}</strong>
      </p>
      <div className={styles.gridScroll}>
        {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its cells take the focus, one at a time */}
        <div
          role="grid"
          aria-label={label}
          className={styles.grid}
          style={{ gridTemplateColumns: `44px repeat(${model.columns.length}, minmax(14px, 1fr))` }}
          onKeyDown={onKey}
          onFocus={point}
          onPointerOver={point}
        >
          <span />
          {model.columns.map((name, index) => (
            <span key={name} className={styles.gridName} aria-hidden="true">
              {index % 3 === 0 ? name : ''}
            </span>
          ))}
          {model.rows.map((name, rowIndex) => (
            <div key={name} role="row" className={styles.gridRow}>
              <span role="rowheader" className={styles.gridName}>
                {name}
              </span>
              {model.columns.map((columnName, columnIndex) => {
                const value = model.values[rowIndex]?.[columnIndex] ?? 0;
                const isHere = rowIndex === row && columnIndex === column;
                return (
                  <div
                    key={columnName}
                    role="gridcell"
                    className={styles.cell}
                    data-heat={heatLevel(value, most)}
                    data-cell={`${rowIndex}-${columnIndex}`}
                    aria-label={`${model.name(rowIndex, columnIndex)}: ${showHours(value)}`}
                    tabIndex={isHere ? 0 : -1}
                  />
                );
              })}
            </div>
          ))}
        </div>
      </div>
    </>
  );
}

function hottest({ values }: GridModel): [number, number] {
  let best: [number, number] = [0, 0];
  values.forEach((row, rowIndex) =>
    row.forEach((value, column) => {
      if (value > (values[best[0]]?.[best[1]] ?? 0)) best = [rowIndex, column];
    }),
  );
  return best;
}

function moveCell(
  [row, column]: [number, number],
  key: string,
  [rows, columns]: [number, number],
): [number, number] | null {
  const next = (
    {
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      Home: [row, 0],
      End: [row, columns - 1],
    } as Record<string, [number, number]>
  )[key];
  if (!next) return null;
  return [Math.min(rows - 1, Math.max(0, next[0])), Math.min(columns - 1, Math.max(0, next[1]))];
}
