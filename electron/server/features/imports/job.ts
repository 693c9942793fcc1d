import { REASON_TITLES } from '../../../shared/import-words.ts';
import { readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { csvLine } from '../../../shared/csv.ts';
import {
  type ImportOptions,
  type ImportPreview,
  type ImportRecord,
  type SkippedRow,
  type UndoResult,
} from '../../../shared/imports.ts';
import { answer } from '../../aside/job.ts';
import { carryOver } from '../../db/carry-over.ts';
import type { Db } from '../../db/connection.ts';
import { readHere } from './here.ts';
import { prepare, type Facts, type Prepared, type Progress } from './prepare.ts';
import type { BatchHead } from './store.ts';
import { countImports, undoBatch, writeBatch, type Batch } from './write.ts';

/** The person's database: a file, or the bytes of one that lives in memory. */
export type DbSource = { file: string } | { image: Uint8Array };

interface ReadJob {
  db: DbSource;
  path: string;
  options: ImportOptions;
  facts: Facts;
}

/** Work that must not hold up the server's thread. */
export type Job =
  | (ReadJob & { kind: 'look'; skippedFile: string | null })
  | (ReadJob & { kind: 'take'; head: Omit<BatchHead, 'format'> })
  | { kind: 'undo'; db: { file: string }; id: string; now: number };

export type JobResult =
  | { kind: 'look'; preview: ImportPreview }
  /** `batch` is for the caller to write when the database is in its memory. */
  | { kind: 'take'; record: ImportRecord | null; batch: Batch | null }
  | { kind: 'undo'; undone: UndoResult };

export interface JobProgress {
  phase: Parameters<Progress>[0];
  done: number;
  total: number;
}

const REPORT_EVERY_MS = 60;
/** The timer's heartbeat and a person's log come first; this waits for them. */
const PATIENCE_MS = 15_000;

/** What came of a job, and what is left to do when that was told. */
interface Work {
  result: JobResult;
  after?: () => void;
}

function work(job: Job, progress: Progress): Work {
  if (job.kind === 'undo')
    return inFile(job.db.file, (db) => ({ kind: 'undo', undone: undoBatch(db, job.id, job.now) }));
  const { prepared, importsBefore } = read(job, progress);
  if (job.kind === 'look') {
    if (job.skippedFile !== null) writeSkipped(job.skippedFile, prepared.skipped);
    return { result: { kind: 'look', preview: prepared.preview } };
  }
  if (prepared.accepted.length === 0) return { result: { kind: 'take', record: null, batch: null } };
  const batch: Batch = {
    head: { ...job.head, format: prepared.preview.format },
    accepted: prepared.accepted,
    skipped: prepared.skipped.length,
    remember: prepared.remember,
    importsBefore,
  };
  if ('image' in job.db) return { result: { kind: 'take', record: null, batch } };
  return inFile(job.db.file, (db) => ({
    kind: 'take',
    record: writeBatch(db, batch, (done, total) => progress('writing', done, total)),
    batch: null,
  }));
}

/** Writes to the database, and carries over what it wrote when the result is told: it is safe in the log until then. */
function inFile(file: string, write: (db: Db) => JobResult): Work {
  const db = openForWriting(file);
  try {
    return {
      result: write(db),
      after() {
        try {
          carryOver(db);
        } finally {
          db.close();
        }
      },
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

function read(job: ReadJob, progress: Progress): { prepared: Prepared; importsBefore: number } {
  const bytes = readFileSync(job.path);
  const db =
    'file' in job.db
      ? new Database(job.db.file, { readonly: true, fileMustExist: true })
      : new Database(Buffer.from(job.db.image));
  try {
    const prepared = prepare({ bytes, options: job.options, facts: job.facts, here: readHere(db) }, progress);
    return { prepared, importsBefore: countImports(db) };
  } finally {
    db.close();
  }
}

function openForWriting(file: string): Db {
  const db = new Database(file, { fileMustExist: true });
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma(`busy_timeout = ${PATIENCE_MS}`);
  // The default of 2 MB would write the same index pages to the log again and again.
  db.pragma('cache_size = -65536');
  // What a statement may have to take back would go to a temporary file, row by row.
  db.pragma('temp_store = MEMORY');
  // Else a large commit would carry itself over before it is acknowledged.
  db.pragma('wal_autocheckpoint = 0');
  return db;
}

function writeSkipped(file: string, skipped: readonly SkippedRow[]): void {
  const lines = skipped.map(({ line, reason, detail }) =>
    csvLine([String(line), REASON_TITLES[reason], detail]),
  );
  writeFileSync(file, csvLine(['line', 'reason', 'detail']) + lines.join(''), { mode: 0o600 });
}

await answer<JobResult, JobProgress>((job: Job, port) => {
  let lastAt = 0;
  let lastPhase = '';
  const { result, after } = work(job, (phase, done, total) => {
    const now = performance.now();
    // The end of a phase is always told: before a commit it is where a job learns that its server is gone.
    if (phase === lastPhase && done < total && now - lastAt < REPORT_EVERY_MS) return;
    [lastAt, lastPhase] = [now, phase];
    port.progress({ phase, done, total });
  });
  port.result(result);
  after?.();
});
