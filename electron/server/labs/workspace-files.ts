import { randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { MAX_FILE_BYTES, type LabFile } from '../../shared/labs.ts';
import { confine } from './confine.ts';
import { hashOf } from './hash.ts';
import type { Workspace } from './workspace.ts';

export type { Workspace };

/** Reads a text file of a workspace. @throws AppError for a path outside, a missing file, one over 1 MB or no text */
export function readWorkspaceFile({ lab, folder, language }: Workspace, file: string): LabFile {
  const { hidden, readOnly } = lab.files(language);
  const at = confine(folder, file);
  const stats = lstatSync(at, { throwIfNoEntry: false });
  if (!stats?.isFile() || hidden.includes(file)) {
    throw new AppError('not_found', `There is no file "${file}" in this workspace.`, {
      hint: 'It may have been renamed or deleted outside.',
    });
  }
  if (stats.size > MAX_FILE_BYTES) {
    throw new AppError('too_large', `"${file}" is larger than 1 MB.`, { hint: 'Open it in another editor.' });
  }
  const bytes = readFileSync(at);
  const role = readOnly.includes(file) ? ('read-only' as const) : ('editable' as const);
  return { path: file, role, hash: hashOf(bytes), size: bytes.length, text: decode(bytes, file) };
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new AppError('bad_input', `"${file}" is not UTF-8 text.`, { hint: 'Open it in another editor.' });
  }
}

/**
 * Writes a file whole, or not at all.
 * @param change `baseHash` is the hash of what the edit began with; null for a new file
 * @throws AppError `conflict` when the file is not what it was
 */
export function writeWorkspaceFile(
  workspace: Workspace,
  change: { path: string; text: string; baseHash: string | null },
): LabFile {
  const at = confine(workspace.folder, change.path);
  if (workspace.lab.files(workspace.language).readOnly.includes(change.path)) {
    throw new AppError('forbidden', `"${change.path}" belongs to the lab and is read-only.`, {
      hint: 'Put your code into a file of your own.',
    });
  }
  if (Buffer.byteLength(change.text) > MAX_FILE_BYTES) {
    throw new AppError('too_large', `"${change.path}" would be larger than 1 MB.`, { hint: 'Split it.' });
  }
  const stats = lstatSync(at, { throwIfNoEntry: false });
  if (stats && !stats.isFile()) {
    throw new AppError('conflict', `There is something at "${change.path}" that is no ordinary file.`, {
      hint: 'Choose another name.',
    });
  }
  const now = stats ? hashOf(readFileSync(at)) : null;
  if (now !== change.baseHash && now !== hashOf(change.text)) {
    throw new AppError('conflict', `"${change.path}" was changed outside since you opened it.`, {
      hint: 'Nothing was overwritten. Compare both, then save again.',
    });
  }
  mkdirSync(path.dirname(at), { recursive: true });
  replaceFile(at, change.text);
  return readWorkspaceFile(workspace, change.path);
}

/** Writes aside and renames, so that a full disk leaves the old file whole. */
function replaceFile(at: string, text: string): void {
  // A name that nobody can foresee, made anew: a link that waits under a fixed one would be written through.
  const next = `${at}.${randomUUID().slice(0, 8)}.cairn-save`;
  try {
    writeFileSync(next, text, { flag: 'wx' });
    renameSync(next, at);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
}
