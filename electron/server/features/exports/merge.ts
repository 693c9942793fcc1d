import { isDeepStrictEqual } from 'node:util';
import {
  SECTION_NAMES,
  type ImportConflict,
  type ImportResult,
  type SectionResult,
} from '../../../shared/export-format.ts';
import type { Db } from '../../db/connection.ts';
import { assertReferences } from './references.ts';
import type { ReadFile } from './read-file.ts';
import { columnOf, decode, encode, fieldsOf, TABLES, type Table } from './tables.ts';
import { importTimer } from './timer.ts';

type Row = Record<string, unknown>;
type Outcome = 'added' | 'same' | 'updated' | 'kept';
type Section = SectionResult['section'];

export type Merged = Omit<ImportResult, 'dryRun' | 'backup'>;

const MAX_CONFLICTS = 100;

/**
 * Lays an export over what is here: new rows are added, rows that differ take the state that was touched last,
 * nothing is removed. The caller holds the transaction.
 * @throws AppError `bad_input` when rows refer to what is neither in the file nor here
 */
export function merge(db: Db, file: ReadFile): Merged {
  assertReferences(db, file);
  const tally = createTally();
  const touched = createTouched(db, file);
  const sessionOutcomes = new Map<string, Outcome>();
  for (const table of TABLES) {
    const write = rowWriter(db, table);
    for (const row of rowsInOrder(table, file)) {
      const outcome = mergeRow({ db, table, row, write, touched, sessionOutcomes, tally });
      if (table.section === 'sessions') sessionOutcomes.set(String(row['id']), outcome);
      tally.count(table.section, outcome);
    }
  }
  if (file.timer) {
    const outcome = importTimer(db, file.timer);
    tally.count('timer', outcome);
    if (outcome === 'kept')
      tally.conflict({ section: 'timer', id: 'timer', taken: 'here', fields: ['startedAt'] });
  }
  return { writtenBy: file.writtenBy, ...tally.result() };
}

/** Only one enrolment can be current, so the replaced ones make room first. */
function rowsInOrder({ section }: Table, file: ReadFile): Row[] {
  const rows = file[section] as Row[];
  if (section !== 'enrolments') return rows;
  return rows.toSorted((a, b) => Number(a['replacedAt'] === null) - Number(b['replacedAt'] === null));
}

interface MergeRow {
  db: Db;
  table: Table;
  row: Row;
  write: ReturnType<typeof rowWriter>;
  touched: ReturnType<typeof createTouched>;
  sessionOutcomes: ReadonlyMap<string, Outcome>;
  tally: ReturnType<typeof createTally>;
}

function mergeRow({ db, table, row, write, touched, sessionOutcomes, tally }: MergeRow): Outcome {
  const here = write.find(row);
  // A session and its history stay together: what is kept as it is here keeps the history that led to it.
  const ownerKept = table.section === 'changes' && sessionOutcomes.get(String(row['sessionId'])) === 'kept';
  if (!here) {
    if (ownerKept) return 'kept';
    write.put(table.section === 'enrolments' ? makeRoom(db, row) : row);
    return 'added';
  }
  if (isDeepStrictEqual(here, row)) return 'same';
  const newer = !ownerKept && touched.inFile(table, row) > touched.here(table, here);
  if (newer) write.put(table.section === 'enrolments' ? makeRoom(db, row) : row);
  tally.conflict({
    section: table.section,
    id: table.key.map((field) => String(row[field])).join(' '),
    taken: newer ? 'file' : 'here',
    fields: Object.keys(row).filter((field) => !isDeepStrictEqual(row[field], here[field])),
  });
  return newer ? 'updated' : 'kept';
}

/** When a row was last touched. A session also by its history: an undo brings back an old state with its old date. */
function createTouched(db: Db, file: ReadFile) {
  const latest = new Map<string, number>();
  for (const { sessionId, at, undoneAt, redoneAt } of file.changes)
    latest.set(sessionId, Math.max(latest.get(sessionId) ?? 0, at, undoneAt ?? 0, redoneAt ?? 0));
  const history = db
    .prepare<[unknown], number | null>(
      'SELECT max(max(at, coalesce(undone_at, 0), coalesce(redone_at, 0))) FROM practice_change WHERE session_id = ?',
    )
    .pluck();
  const withHistory = (historyOf: (id: unknown) => number | null | undefined) => (table: Table, row: Row) =>
    Math.max(table.touchedAt(row), (table.section === 'sessions' && historyOf(row['id'])) || 0);
  return {
    inFile: withHistory((id) => latest.get(String(id))),
    here: withHistory((id) => history.get(id)),
  };
}

/** The enrolment that was made last is the current one; the other becomes history on that moment. */
function makeRoom(db: Db, row: Row): Row {
  if (row['replacedAt'] !== null) return row;
  const current = db
    .prepare<[string], { id: string; createdAt: number }>(
      'SELECT id, created_at AS createdAt FROM enrolment WHERE replaced_at IS NULL AND id <> ?',
    )
    .get(String(row['id']));
  if (!current) return row;
  const createdAt = Number(row['createdAt']);
  if (createdAt < current.createdAt) return { ...row, replacedAt: current.createdAt };
  db.prepare('UPDATE enrolment SET replaced_at = ? WHERE id = ?').run(createdAt, current.id);
  return row;
}

function rowWriter(db: Db, table: Table) {
  const fields = fieldsOf(table.section);
  const keys = table.key.map(columnOf);
  const fill = Object.entries(table.fill ?? {});
  const columns = [...fields.map(columnOf), ...fill.map(([column]) => column)];
  const values = [...fields.map((field) => `@${field}`), ...fill.map(([, value]) => value)];
  const changes = fields
    .map(columnOf)
    .filter((column) => !keys.includes(column))
    .map((column) => `${column} = excluded.${column}`);
  const put = db.prepare(`INSERT INTO ${table.table} (${columns.join(', ')}) VALUES (${values.join(', ')})
    ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${changes.join(', ')}`);
  const find = db.prepare<Row, Row>(
    `SELECT ${fields.map((field) => `${columnOf(field)} AS "${field}"`).join(', ')} FROM ${table.table}
     WHERE ${table.key.map((field) => `${columnOf(field)} = @${field}`).join(' AND ')}`,
  );
  return {
    find(row: Row): Row | undefined {
      const stored = find.get(Object.fromEntries(table.key.map((field) => [field, row[field]])));
      return stored && decode(table, stored);
    },
    put: (row: Row) => void put.run(encode(table, row)),
  };
}

function createTally() {
  const counts = new Map<Section, SectionResult>();
  const conflicts: ImportConflict[] = [];
  return {
    count(section: Section, outcome: Outcome): void {
      const row = counts.get(section) ?? { section, added: 0, same: 0, updated: 0, kept: 0 };
      row[outcome] += 1;
      counts.set(section, row);
    },
    conflict: (conflict: ImportConflict) =>
      void (conflicts.length < MAX_CONFLICTS && conflicts.push(conflict)),
    result: () => ({
      sections: ([...SECTION_NAMES, 'timer'] as const).flatMap((name) => counts.get(name) ?? []),
      conflicts,
    }),
  };
}
