import { AppError } from '../../shared/errors.ts';

const WORDS: Record<string, [reason: string, hint: string]> = {
  ENOSPC: ['the disk is full', 'Free some space and try again. Your data is as it was.'],
  SQLITE_FULL: ['the disk is full', 'Free some space and try again. Your data is as it was.'],
  EDQUOT: ['your disk quota is used up', 'Free some space and try again. Your data is as it was.'],
  EACCES: ['the folder is not yours to write', 'Make it writable for you and try again.'],
  EPERM: ['the folder is not yours to write', 'Make it writable for you and try again.'],
  EROFS: ['the folder is on a read-only disk', 'Make it writable, or keep your data on another disk.'],
  EEXIST: ['a file has the name of the folder', 'Move that file away and try again.'],
  ENOTDIR: ['a file has the name of the folder', 'Move that file away and try again.'],
  SQLITE_BUSY: ['another program is writing', 'Wait until it is done and try again.'],
};

const DAMAGED: [reason: string, hint: string] = [
  'the database is damaged',
  'End Cairn and use `cairn restore`: it sets the damaged files aside whole and brings back a backup.',
];

/** A failure in the folder of the backups, in words. */
export function backupError(folder: string, error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const [reason, hint] = (/^SQLITE_(CORRUPT|NOTADB)/.test(code) ? DAMAGED : WORDS[code]) ?? [
    error instanceof Error ? error.message : String(error),
    'Your data is as it was. `cairn doctor` says whether it is whole.',
  ];
  return new AppError('storage_failed', `No backup was made in ${folder}: ${reason}.`, {
    hint,
    cause: error,
  });
}
