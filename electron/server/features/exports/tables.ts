import { sectionRows, type SectionName, type SectionRow } from '../../../shared/export-format.ts';
import { timeOfId } from '../../../shared/ids.ts';

type Row = Record<string, unknown>;

/** Where a section's rows live. Columns are the row's fields in snake_case. */
export interface Table {
  section: SectionName;
  table: string;
  /** The fields that name a row. */
  key: readonly string[];
  /** Fields kept as JSON text, and as 0 or 1. */
  json?: readonly string[];
  flags?: readonly string[];
  /** What decides the order in the file; the key unless said otherwise. */
  order?: string;
  /** Columns that the file does not hold, with what an imported row gets. */
  fill?: Readonly<Record<string, string>>;
  /** When the row was last touched, epoch ms: the later of two states wins. */
  touchedAt(row: Row): number;
}

const table = <S extends SectionName>(
  section: S,
  rest: Omit<Table, 'section' | 'touchedAt'> & { touchedAt(row: SectionRow<S>): number },
): Table => ({ section, ...rest });

/** Every exported table, what is referred to first. A test holds this against the schema of the database. */
export const TABLES: readonly Table[] = [
  table('settings', { table: 'setting', key: ['key'], json: ['value'], touchedAt: (row) => row.updatedAt }),
  table('enrolments', {
    table: 'enrolment',
    key: ['id'],
    touchedAt: (row) => Math.max(row.createdAt, row.replacedAt ?? 0),
  }),
  table('sessions', {
    table: 'practice_session',
    key: ['id'],
    touchedAt: (row) => Math.max(row.updatedAt, row.deletedAt ?? 0),
  }),
  table('changes', {
    table: 'practice_change',
    key: ['id'],
    json: ['before', 'after'],
    // Undo takes back the newest change, which is the one that was written last.
    order: 'rowid',
    touchedAt: (row) => Math.max(row.at, row.undoneAt ?? 0),
  }),
  table('targets', { table: 'target_state', key: ['targetId'], touchedAt: (row) => row.changedAt }),
  table('evidence', {
    table: 'evidence',
    key: ['id'],
    touchedAt: (row) => Math.max(row.createdAt, row.deletedAt ?? 0),
  }),
  table('rhythmChecks', {
    table: 'rhythm_check',
    key: ['itemId', 'period'],
    touchedAt: (row) => row.checkedAt,
  }),
  table('labWorkspaces', {
    table: 'lab_workspace',
    key: ['labId', 'language'],
    touchedAt: (row) => Math.max(row.openedAt, row.solutionSeenAt ?? 0),
  }),
  table('labRuns', {
    table: 'lab_run',
    key: ['id'],
    json: ['report'],
    flags: ['live'],
    touchedAt: (row) => row.startedAt,
  }),
  table('labSteps', {
    table: 'lab_step',
    key: ['labId', 'language', 'stepId'],
    touchedAt: (row) => timeOfId(row.runId),
  }),
  table('labHints', {
    table: 'lab_hint',
    key: ['labId', 'stepId', 'number'],
    touchedAt: (row) => row.revealedAt,
  }),
  table('providers', {
    table: 'provider',
    key: ['id'],
    json: ['models'],
    flags: ['hasKey'],
    touchedAt: (row) => row.createdAt,
  }),
  table('modelCalls', {
    table: 'model_call',
    key: ['id'],
    flags: ['streamed'],
    fill: { attributes: "'{}'" },
    touchedAt: (row) => row.startedAt,
  }),
];

/** What is in the database and not in an export, and why. The timer is exported in a form of its own. */
export const NOT_EXPORTED: Readonly<Record<string, string>> = {
  timer: 'written as the time that is provable, see timer.ts',
  lab_activity: 'only matters within minutes of the work that it notes',
  'model_call.request': 'the ledger is exported in summary',
  'model_call.response': 'the ledger is exported in summary',
  'model_call.attributes': 'the ledger is exported in summary',
};

export const fieldsOf = (section: SectionName): string[] => Object.keys(sectionRows[section].shape);

export const columnOf = (field: string): string => field.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/** `table`'s rows in the file's order, with fields as names. */
export function selectAll({ section, table, key, order }: Table): string {
  const columns = fieldsOf(section).map((field) => `${columnOf(field)} AS "${field}"`);
  return `SELECT ${columns.join(', ')} FROM ${table} ORDER BY ${order ?? key.map(columnOf).join(', ')}`;
}

/** A row as the database gives it, as the file holds it. */
export function decode({ json = [], flags = [] }: Table, stored: Row): Row {
  const row = { ...stored };
  for (const field of json) row[field] = row[field] === null ? null : JSON.parse(row[field] as string);
  for (const field of flags) row[field] = row[field] === 1;
  return row;
}

/** The reverse of `decode`. */
export function encode({ json = [], flags = [] }: Table, row: Row): Row {
  const stored = { ...row };
  for (const field of json) stored[field] = row[field] === null ? null : JSON.stringify(row[field]);
  for (const field of flags) stored[field] = row[field] === true ? 1 : 0;
  return stored;
}
