import { accessSync, constants, mkdirSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../shared/errors.ts';

export interface DataDirInputs {
  flag: string | undefined;
  env: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
  home: string;
}

/**
 * Where the person's data lives: the flag, else CAIRN_DATA_DIR, else the system's own place (XDG Base
 * Directory on Linux, Application Support on macOS, Local AppData on Windows). Absolute.
 */
export function resolveDataDir({ flag, env, platform, home }: DataDirInputs): string {
  const named = flag ?? env['CAIRN_DATA_DIR'];
  if (named) return path.resolve(named);
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Cairn');
  if (platform === 'win32')
    return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'Cairn');
  const xdg = env['XDG_DATA_HOME'];
  return path.join(xdg && path.isAbsolute(xdg) ? xdg : path.join(home, '.local', 'share'), 'cairn');
}

/** A start writes the journal and its index before anything else. */
const LEAST_FREE_BYTES = 1_000_000;

const REASONS: Record<string, [reason: string, hint: string]> = {
  EACCES: ['it is not yours to write', 'Make it writable for you, or choose another with --data-dir.'],
  EPERM: ['it is not yours to write', 'Make it writable for you, or choose another with --data-dir.'],
  EROFS: ['it is on a read-only disk', 'Choose a folder on another disk with --data-dir.'],
  ENOSPC: [
    'the disk is full',
    'Free some space, or choose a folder on another disk with --data-dir. Nothing was lost.',
  ],
  EDQUOT: [
    'your disk quota is used up',
    'Free some space, or choose another folder with --data-dir. Nothing was lost.',
  ],
  ENOTDIR: ['a part of its path is a file, not a folder', 'Choose another with --data-dir.'],
  EEXIST: ['a file of that name is in the way', 'Move the file, or choose another folder with --data-dir.'],
};

/**
 * Makes the data folder, readable by its owner only, and proves that it can be written.
 * @throws AppError `storage_failed` that says why it cannot be used and what to do
 */
export function prepareDataDir(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    if (!statSync(dir).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'EEXIST' });
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
    mkdirSync(path.join(dir, 'logs'), { recursive: true, mode: 0o700 });
    // Asked beforehand, because SQLite on a full disk may only speak of an I/O error.
    const { blocks, bavail, bsize } = statfsSync(dir);
    if (blocks > 0 && bavail * bsize < LEAST_FREE_BYTES)
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
  } catch (error) {
    throw dataDirError(dir, error);
  }
}

/** Puts a file-system error about the data folder in words. */
export function dataDirError(dir: string, error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const [reason, hint] = REASONS[code] ?? [
    error instanceof Error ? error.message : String(error),
    'Check the folder, or choose another with --data-dir.',
  ];
  return new AppError('storage_failed', `The data folder ${dir} cannot be used: ${reason}.`, {
    hint,
    cause: error,
  });
}
