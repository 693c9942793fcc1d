import { Table } from '../../ui/index.ts';
import styles from './chart.module.css';
import { dayOf, shortTable, type ChartModel, type SeriesModel } from './model.ts';
import { showPoint, showValue } from './words.ts';

/** The same numbers as the picture, for reading instead of looking. */
export function ChartTable({ model, title }: { model: ChartModel; title: string }) {
  const { columns, rows, thinned } = shortTable(model);
  const caption = thinned ? `${title}, at the end of each month` : title;
  return (
    <div className={styles.table}>
      <Table
        caption={caption}
        head={columns.map((name, index) => (
          <th key={name} scope="col" data-numeric={index > 0 ? '' : undefined}>
            {name || <span className="sr">Day</span>}
          </th>
        ))}
      >
        {rows.map((row) => (
          <tr key={`${row[0]} ${row[1]}`}>
            {row.map((cell, index) => (
              <td key={columns[index]} data-numeric={typeof cell === 'number' ? '' : undefined}>
                {showCell(cell, model.kind === 'series' ? model.unit : undefined)}
              </td>
            ))}
          </tr>
        ))}
      </Table>
      {thinned && (
        <p className={styles.thinned}>At the end of each month. The CSV and JSON files hold every day.</p>
      )}
    </div>
  );
}

function showCell(cell: string | number | null, unit: SeriesModel['unit']): string {
  if (cell === null) return '–';
  if (typeof cell === 'number' && unit) return showValue(cell, unit);
  if (typeof cell === 'number') return Number.isInteger(cell) ? String(cell) : cell.toFixed(1);
  return /^\d{4}-\d\d-\d\d$/.test(cell) ? showPoint(dayOf(cell), 'day') : cell;
}
