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
  /** Fields kept as bytes, in the file as base64. */
  bytes?: readonly string[];
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
  table('planPauses', {
    table: 'plan_pause',
    key: ['id'],
    touchedAt: (row) => Math.max(row.updatedAt, row.deletedAt ?? 0),
  }),
  table('planPaces', {
    table: 'plan_pace',
    key: ['id'],
    touchedAt: (row) => Math.max(row.updatedAt, row.deletedAt ?? 0),
  }),
  table('planChanges', {
    table: 'plan_change',
    key: ['id'],
    json: ['before', 'after'],
    // Undo takes back the newest change, which is the one that was written last.
    order: 'rowid',
    touchedAt: (row) => Math.max(row.at, row.undoneAt ?? 0),
  }),
  table('sessions', {
    table: 'practice_session',
    key: ['id'],
    json: ['pauses'],
    touchedAt: (row) => Math.max(row.updatedAt, row.deletedAt ?? 0),
  }),
  table('changes', {
    table: 'practice_change',
    key: ['id'],
    json: ['before', 'after'],
    // Undo takes back the newest change, which is the one that was written last.
    order: 'rowid',
    touchedAt: (row) => Math.max(row.at, row.undoneAt ?? 0, row.redoneAt ?? 0),
  }),
  table('overlapsKept', {
    table: 'overlap_kept',
    key: ['firstId', 'secondId'],
    touchedAt: (row) => row.keptAt,
  }),
  table('imports', {
    table: 'import_batch',
    key: ['id'],
    bytes: ['sourceKeys'],
    touchedAt: (row) => Math.max(row.at, row.undoneAt ?? 0),
  }),
  table('importChoices', {
    table: 'import_choice',
    key: ['source'],
    json: ['choices'],
    touchedAt: (row) => row.updatedAt,
  }),
  table('targets', { table: 'target_state', key: ['targetId'], touchedAt: (row) => row.changedAt }),
  table('targetChanges', {
    table: 'target_change',
    key: ['id'],
    json: ['before', 'after'],
    // Undo takes back the newest change, which is the one that was written last.
    order: 'rowid',
    touchedAt: (row) => Math.max(row.at, row.undoneAt ?? 0),
  }),
  table('evidence', {
    table: 'evidence',
    key: ['id'],
    json: ['details'],
    touchedAt: (row) => Math.max(row.createdAt, row.updatedAt ?? 0, row.deletedAt ?? 0),
  }),
  table('rhythmChecks', {
    table: 'rhythm_check',
    key: ['itemId', 'period'],
    touchedAt: (row) => row.checkedAt,
  }),
  table('rhythmItems', {
    table: 'rhythm_item',
    key: ['id'],
    flags: ['own', 'active', 'remind'],
    touchedAt: (row) => row.updatedAt,
  }),
  table('rhythmOccurrences', {
    table: 'rhythm_occurrence',
    key: ['itemId', 'period'],
    touchedAt: (row) => row.updatedAt,
  }),
  table('notes', { table: 'note', key: ['id'], touchedAt: (row) => row.updatedAt }),
  table('readings', { table: 'reading', key: ['id'], touchedAt: (row) => row.updatedAt }),
  table('readingSessions', {
    table: 'reading_session',
    key: ['readingId', 'sessionId'],
    touchedAt: (row) => Math.max(row.linkedAt, row.removedAt ?? 0),
  }),
  table('reviews', { table: 'review', key: ['period'], touchedAt: (row) => row.updatedAt }),
  table('skillLevels', {
    table: 'skill_level',
    key: ['skillId', 'level'],
    json: ['facts'],
    // The first time counts: of two dates for a level, the one that was noted first stays.
    touchedAt: (row) => -row.notedAt,
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
  practice_note: 'the search index, made from the notes',
  practice_note_due: 'the search index, made from the notes',
  practice_note_mark: 'the search index, made from the notes',
  practice_note_index: 'the search index, made from the notes',
  practice_note_index_config: 'the search index, made from the notes',
  practice_note_index_data: 'the search index, made from the notes',
  practice_note_index_docsize: 'the search index, made from the notes',
  practice_note_index_idx: 'the search index, made from the notes',
  replay_answer: 'a cache of answers that can be fetched again',
  reminder: 'what was shown on one machine; the rhythm itself is exported',
  reminder_notice: 'what was shown on one machine; the rhythm itself is exported',
  step_put_off: 'only matters until the next day',
  lab_activity: 'only matters within minutes of the work that it notes',
  model_call_body: 'the ledger is exported in summary; the Traces page exports calls in full',
  model_download: 'files of this machine, not of the person',
  model_file: 'files of this machine, not of the person',
  trace_outbox: 'calls that are on their way to a receiver',
  'model_call.request': 'the ledger is exported in summary',
  'model_call.response': 'the ledger is exported in summary',
  'model_call.attributes': 'the ledger is exported in summary',
  'model_call.otel_name': 'the ledger is exported in summary',
  'model_call.requested_model': 'the ledger is exported in summary',
  'model_call.trace_parent': 'the ledger is exported in summary',
};

export const fieldsOf = (section: SectionName): string[] => Object.keys(sectionRows[section].shape);

export const columnOf = (field: string): string => field.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/** `table`'s rows in the file's order, with fields as names. */
export function selectAll({ section, table, key, order }: Table): string {
  const columns = fieldsOf(section).map((field) => `${columnOf(field)} AS "${field}"`);
  return `SELECT ${columns.join(', ')} FROM ${table} ORDER BY ${order ?? key.map(columnOf).join(', ')}`;
}

/** A row as the database gives it, as the file holds it. */
export function decode({ json = [], flags = [], bytes = [] }: Table, stored: Row): Row {
  const row = { ...stored };
  for (const field of json) row[field] = row[field] === null ? null : JSON.parse(row[field] as string);
  for (const field of flags) row[field] = row[field] === 1;
  for (const field of bytes) row[field] = (row[field] as Buffer).toString('base64');
  return row;
}

/** The reverse of `decode`. */
export function encode({ json = [], flags = [], bytes = [] }: Table, row: Row): Row {
  const stored = { ...row };
  for (const field of json) stored[field] = row[field] === null ? null : JSON.stringify(row[field]);
  for (const field of flags) stored[field] = row[field] === true ? 1 : 0;
  for (const field of bytes) stored[field] = Buffer.from(row[field] as string, 'base64');
  return stored;
}
