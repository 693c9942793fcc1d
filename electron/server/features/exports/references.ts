import { AppError } from '../../../shared/errors.ts';
import type { Db } from '../../db/connection.ts';
import { checkBaseUrl } from '../../gateway/providers/base-url.ts';
import { problems, type ReadFile } from './read-file.ts';

/**
 * Checks what one row alone cannot show: that everything referred to is in the file or here.
 * @throws AppError `bad_input` that names the rows
 */
export function assertReferences(db: Db, file: ReadFile): void {
  const found = [
    ...missing(
      { db, table: 'practice_session', known: file.sessions, rows: file.changes },
      (row) => row.sessionId,
    ).map(({ row, id }) => `changes, row ${row}: there is no session ${id}`),
    ...(['firstId', 'secondId'] as const).flatMap((field) =>
      missing(
        { db, table: 'practice_session', known: file.sessions, rows: file.overlapsKept },
        (row) => row[field],
      ).map(({ row, id }) => `overlapsKept, row ${row}: there is no session ${id}`),
    ),
    ...missing({ db, table: 'lab_run', known: file.labRuns, rows: file.labSteps }, (row) => row.runId).map(
      ({ row, id }) => `labSteps, row ${row}: there is no run ${id}`,
    ),
    ...missing(
      { db, table: 'practice_session', known: file.sessions, rows: file.readingSessions },
      (row) => row.sessionId,
    ).map(({ row, id }) => `readingSessions, row ${row}: there is no session ${id}`),
    ...missing(
      { db, table: 'reading', known: file.readings, rows: file.readingSessions },
      (row) => row.readingId,
    ).map(({ row, id }) => `readingSessions, row ${row}: there is no entry ${id}`),
    ...file.changes.flatMap(({ sessionId, before, after }, index) =>
      after.id === sessionId && (before === null || before.id === sessionId)
        ? []
        : [`changes, row ${index + 1}: it is about two sessions`],
    ),
    ...(file.enrolments.filter((row) => row.replacedAt === null).length > 1
      ? ['enrolments: more than one has no replacedAt']
      : []),
    ...file.providers.flatMap(({ baseUrl }, index) => badAddress(baseUrl, index)),
  ];
  if (found.length > 0) throw problems(found);
}

interface Reference<R> {
  db: Db;
  table: 'practice_session' | 'lab_run' | 'reading';
  known: readonly { id: string }[];
  rows: readonly R[];
}

function missing<R>({ db, table, known, rows }: Reference<R>, idOf: (row: R) => string) {
  const inFile = new Set(known.map(({ id }) => id));
  const here = db.prepare<[string]>(`SELECT 1 FROM ${table} WHERE id = ?`);
  return rows.flatMap((row, index) => {
    const id = idOf(row);
    return inFile.has(id) || here.get(id) ? [] : [{ row: index + 1, id }];
  });
}

function badAddress(baseUrl: string, index: number): string[] {
  try {
    checkBaseUrl(baseUrl);
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [`providers, row ${index + 1}, baseUrl: ${error.message.replace(/\.$/, '')}`];
  }
}
