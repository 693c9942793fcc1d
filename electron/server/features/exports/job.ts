import Database from 'better-sqlite3';
import { answer } from '../../aside/job.ts';
import type { Merged } from './merge.ts';
import { readExport } from './read-file.ts';
import { takeIn, tryOut } from './take.ts';

/** Reading and merging an export takes seconds when it is large, and must not hold up the server's thread. */
export interface ImportJob {
  bytes: Uint8Array;
  /** The database file. */
  db: string;
  dryRun: boolean;
}

/** The timer's heartbeat and a person's log come first; this waits for them. */
const PATIENCE_MS = 15_000;

function work({ bytes, db: name, dryRun }: ImportJob): Merged {
  const file = readExport(bytes);
  const db = new Database(name, { readonly: dryRun, fileMustExist: true });
  try {
    if (dryRun) return tryOut(db, file);
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma(`busy_timeout = ${PATIENCE_MS}`);
    // The default of 2 MB would write the same index pages to the log again and again.
    db.pragma('cache_size = -65536');
    return takeIn(db, file);
  } finally {
    db.close();
  }
}

await answer<Merged>((job: ImportJob, port) => port.result(work(job)));
