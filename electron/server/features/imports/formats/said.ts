import type { ColumnRole, ImportFormat } from '../../../../shared/imports.ts';
import type { TextRow } from '../read/delimited.ts';
import type { Table } from '../read/table.ts';
import { plain } from './columns.ts';

/** What a row can say. A task and a kind of entry matter to one tracker only. */
type Column = ColumnRole | 'task' | 'kind';

/** What a row says, column by column, without spaces around it; empty where it says nothing. */
export type Said = Readonly<Record<Column, string>>;

/** Where the columns stand; -1 for one that is not there. */
export type Places = Readonly<Record<Column, number>>;

export function placesOf(
  table: Table,
  roles: Partial<Record<ColumnRole, string>>,
  format: ImportFormat,
): Places {
  const of = (role: ColumnRole): number => table.columns.indexOf(roles[role] ?? '');
  const known = (name: string): number =>
    format === 'table' ? -1 : table.columns.findIndex((column) => plain(column) === name);
  return {
    date: of('date'),
    start: of('start'),
    endDate: of('endDate'),
    end: of('end'),
    duration: of('duration'),
    note: of('note'),
    project: of('project'),
    tags: of('tags'),
    skill: of('skill'),
    activity: of('activity'),
    zone: of('zone'),
    id: of('id'),
    task: known('task'),
    kind: known('type'),
  };
}

/** Reads each cell once. The names are written out so that all rows have one shape, which is faster than a loop. */
export function readSaid(row: TextRow, at: Places): Said {
  const cell = (place: number): string => (place < 0 ? '' : row.cell(place).trim());
  return {
    date: cell(at.date),
    start: cell(at.start),
    endDate: cell(at.endDate),
    end: cell(at.end),
    duration: cell(at.duration),
    note: cell(at.note),
    project: cell(at.project),
    tags: cell(at.tags),
    skill: cell(at.skill),
    activity: cell(at.activity),
    zone: cell(at.zone),
    id: cell(at.id),
    task: cell(at.task),
    kind: cell(at.kind),
  };
}
