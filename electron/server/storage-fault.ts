import Database from 'better-sqlite3';
import { AppError, type ErrorCode } from '../shared/errors.ts';

type Words = [code: ErrorCode, message: string, hint: string];

const FULL: Words = [
  'storage_failed',
  'This was not saved: the disk is full.',
  'Free some space and do it again. What was saved before is safe.',
];
const GONE = 'Put it back, or choose another, and try again.';

/** By the start of SQLite's result code (sqlite.org/rescode.html). */
const DATABASE: Record<string, Words> = {
  SQLITE_FULL: FULL,
  SQLITE_READONLY: [
    'storage_failed',
    'This was not saved: the database is read-only.',
    'Make the data folder writable and do it again. What was saved before is safe.',
  ],
  SQLITE_IOERR: [
    'storage_failed',
    'The disk reported an error, so this was not saved.',
    'Check the disk and its free space, then do it again.',
  ],
  SQLITE_BUSY: [
    'storage_failed',
    'Another program holds the database, so this was not saved.',
    'Close it and do it again.',
  ],
  SQLITE_CORRUPT: [
    'storage_failed',
    'The database is damaged, so this was not done.',
    'Stop Cairn and restore a backup. The damaged file is left as it is.',
  ],
  SQLITE_NOTADB: [
    'storage_failed',
    'The database is damaged, so this was not done.',
    'Stop Cairn and restore a backup. The damaged file is left as it is.',
  ],
};

/** By the error's name in Node; `%` is the path that it was about. */
const FILES: Record<string, Words> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EROFS: ['storage_failed', '% is on a read-only disk.', 'Make it writable and do it again.'],
  EACCES: ['storage_failed', 'Cairn may not use %.', 'Check its permissions and do it again.'],
  EPERM: ['storage_failed', 'Cairn may not use %.', 'Check its permissions and do it again.'],
  EIO: ['storage_failed', 'The disk reported an error at %.', 'Check the disk and do it again.'],
  EMFILE: ['unavailable', 'Too many files are open.', 'Close other programs and try again.'],
  ENFILE: ['unavailable', 'Too many files are open.', 'Close other programs and try again.'],
  ENAMETOOLONG: ['bad_input', 'That name is too long for the disk.', 'Choose a shorter one.'],
  ENOTDIR: ['conflict', 'There is a file where a folder has to be: %.', 'Move it away and try again.'],
  EEXIST: ['conflict', 'Something is in the way at %.', 'Move it away and try again.'],
  EISDIR: ['conflict', 'There is a folder where a file has to be: %.', 'Move it away and try again.'],
  ENOTEMPTY: ['conflict', 'There is a folder with files in the way at %.', 'Move it away and try again.'],
  ELOOP: ['conflict', 'Symbolic links lead in a circle at %.', 'Remove them and try again.'],
  ENOENT: ['not_found', '% is not there.', GONE],
};

/**
 * Puts a failure of the disk or the database into words, because a person can mend those.
 * @returns undefined for any other error, which is ours to mend
 */
export function storageFault(error: unknown): AppError | undefined {
  if (error instanceof Database.SqliteError) {
    const words = Object.entries(DATABASE).find(([prefix]) => error.code.startsWith(prefix))?.[1];
    return words && new AppError(words[0], words[1], { hint: words[2], cause: error });
  }
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  const words = FILES[String(error.code)];
  if (!words) return undefined;
  const place = 'path' in error ? String(error.path) : 'A file of Cairn';
  return new AppError(
    words[0],
    words[1].replace('%', () => place),
    { hint: words[2], cause: error },
  );
}
