import path from 'node:path';
import { MAX_IMPORT_BYTES, type ExportFormat, type ImportResult } from '../../../shared/export-format.ts';
import { rowsToTake } from '../../../shared/import-rows.ts';
import type { PracticeSession } from '../../../shared/practice.ts';
import type { AppDeps } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { BackupService } from '../backup/service.ts';
import type { CurriculumService } from '../curriculum/service.ts';
import { calendarLines } from './calendar.ts';
import { csvLines } from './csv.ts';
import { jsonLines } from './json.ts';
import type { Merged } from './merge.ts';
import { readExport, tooLarge } from './read-file.ts';
import { importAside } from './run-job.ts';
import { eachSession } from './sessions.ts';
import { openSnapshot } from './snapshot.ts';
import { takeIn, tryOut } from './take.ts';

export interface ExportService {
  /**
   * Everything as JSON, or the sessions as CSV or iCalendar, in pieces of about 64 kB of UTF-8. The database is
   * read as it was at the first piece; ending the loop early frees it.
   */
  write(format: ExportFormat, options?: { calls?: boolean }): Generator<Uint8Array<ArrayBuffer>, void>;
  /**
   * Takes Cairn's own JSON in, all of it or nothing, after a backup of what is here. A dry run is the same import,
   * taken back before it is saved.
   * @throws AppError that says what is wrong with the file, and where; or why there is no backup
   */
  read(bytes: Uint8Array, options: { dryRun: boolean }): Promise<ImportResult>;
}

/** About what one write to a socket or a file takes at once. */
const PIECE_CHARS = 64 * 1024;

type Deps = { deps: AppDeps; events: EventBus; curriculum: CurriculumService; backup: BackupService };

export function createExportService({ deps, events, curriculum, backup }: Deps): ExportService {
  const { db, clock, version } = deps;

  function titleOf({ skillId, activity }: PracticeSession): string {
    const skill = skillId && curriculum.get().skills.find((one) => one.id === skillId);
    return skill ? `${skill.title} (${activity})` : `Practice (${activity})`;
  }

  /** Heavy work goes to a process of its own; a database in memory cannot be shared with one. */
  function mergeIn(bytes: Uint8Array, dryRun: boolean): Merged | Promise<Merged> {
    if (!db.memory) return importAside({ bytes, db: path.resolve(db.name), dryRun });
    const file = readExport(bytes);
    return dryRun ? tryOut(db, file) : takeIn(db, file);
  }

  return {
    *write(format, { calls = false } = {}) {
      const snapshot = openSnapshot(db);
      try {
        switch (format) {
          case 'json':
            return yield* inPieces(
              jsonLines(snapshot, { now: clock.now(), writtenBy: `Cairn ${version}`, calls }),
            );
          case 'csv':
            return yield* inPieces(csvLines(eachSession(snapshot)));
          case 'ics':
            return yield* inPieces(calendarLines(eachSession(snapshot), titleOf));
        }
      } finally {
        snapshot.close();
      }
    },

    async read(bytes, { dryRun }) {
      if (bytes.byteLength > MAX_IMPORT_BYTES) throw tooLarge();
      const preview = { dryRun, backup: null, ...(await mergeIn(bytes, true)) };
      if (dryRun || rowsToTake(preview) === 0) return preview;
      const isEmpty = backup.list().current.rows === 0;
      // A mistaken import can be taken back as a whole: restore what was here before.
      const made = isEmpty || db.memory ? null : await backup.make();
      const result = await mergeIn(bytes, false);
      events.changed('all');
      return { dryRun, backup: made?.name ?? null, ...result };
    },
  };
}

function* inPieces(lines: Iterable<string>): Generator<Uint8Array<ArrayBuffer>, void> {
  const encoder = new TextEncoder();
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < PIECE_CHARS) continue;
    yield encoder.encode(piece);
    piece = '';
  }
  if (piece) yield encoder.encode(piece);
}
