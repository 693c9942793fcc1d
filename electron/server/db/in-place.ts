import { statSync, type BigIntStats } from 'node:fs';
import { AppError } from '../../shared/errors.ts';
import type { Db } from './connection.ts';

/**
 * Remembers which file a database is. An open file that was deleted or moved still takes writes, and loses them.
 * @returns a check that throws AppError `storage_failed` while the file is not where it was
 */
export function createPlaceCheck(db: Db): () => void {
  if (db.memory) return () => {};
  const facts = (): BigIntStats | undefined => statSync(db.name, { bigint: true, throwIfNoEntry: false });
  const opened = facts();
  return () => {
    const now = facts();
    if (now && opened && now.ino === opened.ino && now.dev === opened.dev) return;
    throw new AppError('storage_failed', `This was not saved: ${db.name} was moved or deleted.`, {
      hint: 'Put it back where it was, or start Cairn again.',
    });
  };
}
