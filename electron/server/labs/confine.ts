import { lstatSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../shared/errors.ts';

/**
 * The absolute path of a file in a folder.
 * @throws AppError `forbidden` for a path that leads out of it, or through a symbolic link
 */
export function confine(folder: string, file: string): string {
  const refuse = (why: string): AppError =>
    new AppError('forbidden', `The path "${file}" ${why}.`, {
      hint: 'Name a file inside the workspace, like "server.ts".',
    });
  if (file.includes('\0') || file.includes('\\') || path.isAbsolute(file))
    throw refuse('is not a path inside the workspace');
  const parts = file.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..'))
    throw refuse('leads out of the workspace');
  // In any case of letters, because some disks see no difference; in any folder, because Git runs what is in there.
  if (parts.some((part) => /^(node_modules|\.git)$/i.test(part))) throw refuse('is not yours to edit here');
  let at = folder;
  for (const part of ['', ...parts]) {
    at = part === '' ? at : path.join(at, part);
    const stats = lstatSync(at, { throwIfNoEntry: false });
    if (stats?.isSymbolicLink()) throw refuse('goes through a symbolic link');
  }
  return at;
}
