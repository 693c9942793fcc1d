import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { AppError } from '../../shared/errors.ts';
import type { PlainFile } from '../../shared/lab-copies.ts';
import { confine } from './confine.ts';
import { copyAll } from './copy-into.ts';
import { filesIn } from './files-in.ts';
import type { Workspace } from './workspace.ts';

/** The files of the workspace at a path: the file itself, or all in a folder. */
export function filesAt({ folder }: Workspace, at: string): string[] {
  return filesIn(folder).filter((file) => file === at || file.startsWith(`${at}/`));
}

/** @throws AppError `not_found` when there is nothing at the path, `forbidden` when the lab owns some of it */
export function ownFilesAt(workspace: Workspace, at: string): string[] {
  confine(workspace.folder, at);
  const files = filesAt(workspace, at);
  if (files.length === 0) {
    throw new AppError('not_found', `There is no file "${at}" in this workspace.`, {
      hint: 'It may have been renamed or deleted outside.',
    });
  }
  const { readOnly, hidden } = workspace.lab.files(workspace.language);
  const given = files.find((file) => readOnly.includes(file) || hidden.includes(file));
  if (given === undefined) return files;
  throw new AppError('forbidden', `"${given}" belongs to the lab and stays where it is.`, {
    hint: 'Change the files that are yours.',
  });
}

/**
 * Renames a file or a folder of the learner's, and moves it when the new path is in another folder.
 * @throws AppError `conflict` when something is there already
 */
export function renameFile(workspace: Workspace, from: string, to: string): void {
  ownFilesAt(workspace, from);
  if (to === from || to.startsWith(`${from}/`)) {
    throw new AppError('bad_input', `"${to}" is not another place.`, { hint: 'Choose another name.' });
  }
  const target = confine(workspace.folder, to);
  if (lstatSync(target, { throwIfNoEntry: false })) {
    throw new AppError('conflict', `There is a "${to}" already.`, { hint: 'Choose another name.' });
  }
  const { readOnly, hidden } = workspace.lab.files(workspace.language);
  if ([...readOnly, ...hidden].includes(to)) {
    throw new AppError('forbidden', `"${to}" is a name that the lab uses.`, { hint: 'Choose another name.' });
  }
  mkdirSync(path.dirname(target), { recursive: true });
  renameSync(confine(workspace.folder, from), target);
  removeEmpty(workspace.folder, path.dirname(from));
}

/** Removes files, and folders that are empty after it. Keep a copy first. */
export function removeFiles(workspace: Workspace, files: readonly string[]): void {
  for (const file of files) {
    rmSync(confine(workspace.folder, file), { force: true });
    removeEmpty(workspace.folder, path.dirname(file));
  }
}

function removeEmpty(root: string, folder: string): void {
  if (folder === '.' || folder === '') return;
  const at = path.join(root, folder);
  if (!existsSync(at) || readdirSync(at).length > 0) return;
  rmdirSync(at);
  removeEmpty(root, path.dirname(folder));
}

/**
 * Where the lab keeps the original of a file.
 * @throws AppError `not_found` for a file that did not come with the lab
 */
export function originalOf({ lab, language, folder }: Workspace, file: string): string {
  confine(folder, file);
  const original = file.startsWith('data/')
    ? path.join(lab.folder, file)
    : path.join(lab.starter(language), file);
  if (existsSync(original)) return original;
  throw new AppError('not_found', `The starter has no file "${file}".`, {
    hint: 'Only a file that came with the lab can be reset.',
  });
}

/** Puts the whole workspace back to the starter. Keep a copy first. */
export function resetAll({ lab, language, folder }: Workspace): void {
  for (const name of filesIn(folder)) rmSync(path.join(folder, name));
  copyAll(lab.starter(language), folder);
  if (lab.data) copyAll(lab.data, path.join(folder, 'data'));
}

/** The text files that the workspace began with, without `data/`. */
export function starterFiles({ lab, language }: Workspace): PlainFile[] {
  const folder = lab.starter(language);
  return filesIn(folder).map((file) => ({ path: file, text: readFileSync(path.join(folder, file), 'utf8') }));
}
