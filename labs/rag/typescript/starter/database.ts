import Database from 'better-sqlite3';
import * as sqliteVec from 'sqlite-vec';
import { config } from './config.ts';

/** One SQLite file, with sqlite-vec loaded. FTS5 is part of SQLite. */
export const db = new Database(config.databaseFile);
sqliteVec.load(db);

db.exec(`
  create table if not exists documents (
    tenant text not null,
    id text not null,
    title text not null,
    text text not null,
    primary key (tenant, id)
  ) strict
`);
