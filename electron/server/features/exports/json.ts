import { EXPORT_FORMAT, EXPORT_VERSION } from '../../../shared/export-format.ts';
import type { Db } from '../../db/connection.ts';
import { decode, selectAll, TABLES } from './tables.ts';
import { readTimer } from './timer.ts';

export interface JsonExportOptions {
  now: number;
  writtenBy: string;
  /** The ledger of model calls too. */
  calls: boolean;
}

/**
 * Everything a person made, as the lines of one JSON document: a row a line, so that it can be searched, compared
 * and cut with ordinary tools. The same data give the same text.
 * @param db a snapshot: it is read while the caller takes line after line
 */
export function* jsonLines(db: Db, { now, writtenBy, calls }: JsonExportOptions): Generator<string> {
  yield '{\n';
  yield `"format": ${JSON.stringify(EXPORT_FORMAT)},\n`;
  yield `"formatVersion": ${EXPORT_VERSION},\n`;
  yield `"writtenBy": ${JSON.stringify(writtenBy)},\n`;
  yield `"timer": ${JSON.stringify(readTimer(db, now))}`;
  for (const table of TABLES) {
    if (table.section === 'modelCalls' && !calls) continue;
    yield `,\n"${table.section}": [`;
    let first = true;
    for (const row of db.prepare<[], Record<string, unknown>>(selectAll(table)).iterate()) {
      yield `${first ? '\n' : ',\n'}${JSON.stringify(decode(table, row))}`;
      first = false;
    }
    yield first ? ']' : '\n]';
  }
  yield '\n}\n';
}
