import type {
  ColumnRole,
  DateOrder,
  DurationUnit,
  ImportOptions,
  RememberedChoices,
} from '../../../../shared/imports.ts';
import { dayText, readMoment } from '../read/clock-times.ts';
import { decideOrder } from '../read/dates.ts';
import { decideUnit } from '../read/lengths.ts';
import type { Table } from '../read/table.ts';
import { guessRoles } from './columns.ts';

/** How a table's cells are understood: which column is what, and how days and lengths are written. */
export interface Understanding {
  roles: Partial<Record<ColumnRole, string>>;
  order: { value: DateOrder; certain: boolean };
  unit: { value: DurationUnit; certain: boolean } | null;
  example: { text: string; day: number } | null;
}

interface Chosen {
  options: ImportOptions;
  /** What was chosen for the last file of the kind; what this file itself leaves no doubt about is not asked of it. */
  last: RememberedChoices | undefined;
}

/** Decides what the options leave open, from the whole file. @param today midnight UTC of the local day */
export function understand(table: Table, { options, last }: Chosen, today: number): Understanding {
  const roles = guessRoles(table.columns);
  for (const [role, column] of Object.entries(options.columns ?? last?.columns ?? {}) as [
    ColumnRole,
    string | null,
  ][]) {
    for (const other of Object.keys(roles) as ColumnRole[]) if (roles[other] === column) delete roles[other];
    if (column === null || !table.columns.includes(column)) delete roles[role];
    else roles[role] = column;
  }
  const cells = (role: ColumnRole): string[] => {
    const at = table.columns.indexOf(roles[role] ?? '');
    return at < 0 ? [] : table.rows.map((row) => row.cell(at));
  };
  const days = [...new Set(cells(roles.date === undefined ? 'start' : 'date'))].map(dayText).filter(Boolean);
  const decided = decideOrder(days, today);
  const order = options.dateOrder
    ? { value: options.dateOrder, certain: true }
    : decided.certain
      ? decided
      : { value: last?.dateOrder ?? decided.value, certain: false };
  const unit = decideUnit(roles.duration ?? '', cells('duration'));
  const wantedUnit = options.durationUnit ?? (unit?.certain === false ? last?.durationUnit : undefined);
  return {
    roles,
    order,
    unit: unit && wantedUnit ? { value: wantedUnit, certain: true } : unit,
    example: exampleOf(days, order.value),
  };
}

/** A day whose number could be a month shows best how days are read. */
function exampleOf(days: readonly string[], order: DateOrder): Understanding['example'] {
  for (const text of days.slice(0, 200)) {
    const moment = readMoment(text, order);
    if (moment?.kind === 'day') return { text, day: moment.day };
  }
  return null;
}
