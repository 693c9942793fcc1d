import Database from 'better-sqlite3';
import type { Db } from '../../db/connection.ts';
import { merge, type Merged } from './merge.ts';
import type { ReadFile } from './read-file.ts';

/** Takes a checked export in, in one transaction. */
export const takeIn = (db: Db, file: ReadFile): Merged => db.transaction(() => merge(db, file)).immediate();

/** The import itself, on a copy of the database that nobody else sees: what it tells is what will happen. */
export function tryOut(db: Db, file: ReadFile): Merged {
  const copy = new Database(standalone(db.serialize()));
  try {
    return takeIn(copy, file);
  } finally {
    copy.close();
  }
}

/** A database's bytes say that it has a write-ahead log (sqlite.org/fileformat.html, offsets 18 and 19); a copy has none. */
function standalone(image: Buffer): Buffer {
  image[18] = 1;
  image[19] = 1;
  return image;
}
