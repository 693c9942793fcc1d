import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { MAX_FILE_BYTES, type WorkspaceFile } from '../../shared/labs.ts';
import type { Language } from '../../shared/settings.ts';
import type { ProgramFolders } from './adapters/types.ts';
import { filesIn } from './files-in.ts';
import { hashOf } from './hash.ts';
import type { Lab } from './lab.ts';

/** A learner's folder for one lab in one language. */
export interface Workspace {
  lab: Lab;
  language: Language;
  folder: string;
}

/**
 * Makes the folder around workspaces: a cache for compiled code, and a link to Cairn's own packages above the
 * workspaces, where Node and every editor look for them. Above, not inside: a program may write in its workspace, and a
 * link in there would let it write through.
 */
export function prepareAround(root: string, packages: string): void {
  refuseLink(root);
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  mkdirSync(path.join(root, '.scratch'), { recursive: true });
  const link = path.join(root, 'node_modules');
  const stats = lstatSync(link, { throwIfNoEntry: false });
  if (stats?.isSymbolicLink()) {
    if (path.resolve(root, readlinkSync(link)) === packages) return;
    rmSync(link);
  } else if (stats) {
    throw new AppError('conflict', `There is something of yours at ${link}.`, {
      hint: 'Move it away: labs find their packages there.',
    });
  }
  symlinkSync(packages, link, 'junction');
}

/** The folders that a learner's program works with. */
export function programFolders(place: { workspace: string; packages: string }): ProgramFolders {
  const { workspace, packages } = place;
  const beside = path.dirname(workspace);
  return {
    cwd: workspace,
    // By the link beside the workspace as well: Node checks a path before it follows it. And where a checkout has its
    // packages by a link, where that leads.
    readable: [...new Set([packages, realpathSync(packages), path.join(beside, 'node_modules')])],
    cache: path.join(beside, '.cache'),
    scratch: path.join(beside, '.scratch'),
  };
}

/** A link would lead what Cairn writes to somewhere else. */
function refuseLink(folder: string): void {
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  throw new AppError('forbidden', `The workspace folder ${folder} is a symbolic link.`, {
    hint: 'Put the folder itself there, or move the link away.',
  });
}

/** Makes the folder of a workspace from the starter and the data. Files that are there already stay as they are. */
export function createWorkspace(folder: string, lab: Lab, language: Language): void {
  refuseLink(folder);
  if (existsSync(folder) && readdirSync(folder).length > 0) return;
  const onlyNew = { recursive: true, force: false, errorOnExist: false };
  cpSync(lab.starter(language), folder, onlyNew);
  if (lab.data) cpSync(lab.data, path.join(folder, 'data'), onlyNew);
}

/** What the app shows of a workspace. Files over the size limit are left to other editors. */
export function listFiles(folder: string, lab: Lab, language: Language): WorkspaceFile[] {
  return filesAt({ folder, inside: '' }, lab, language);
}

/** What the app would show of a new workspace. */
export function givenFiles(lab: Lab, language: Language): WorkspaceFile[] {
  const starter = filesAt({ folder: lab.starter(language), inside: '' }, lab, language);
  const data = lab.data ? filesAt({ folder: lab.data, inside: 'data/' }, lab, language) : [];
  return [...starter, ...data].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** @param place a folder, and where its files are in the workspace */
function filesAt(place: { folder: string; inside: string }, lab: Lab, language: Language): WorkspaceFile[] {
  const { readOnly, hidden } = lab.files(language);
  return filesIn(place.folder).flatMap((file) => {
    const shown = place.inside + file;
    if (hidden.includes(shown)) return [];
    const text = path.join(place.folder, file);
    const { size } = lstatSync(text);
    if (size > MAX_FILE_BYTES) return [];
    const role = readOnly.includes(shown) ? ('read-only' as const) : ('editable' as const);
    return [{ path: shown, role, hash: hashOf(readFileSync(text)), size }];
  });
}

/** One hash for all files of a workspace: what a verdict was about. */
export function hashFiles(folder: string, files: readonly string[] = filesIn(folder)): string {
  return hashOf(files.map((file) => `${file}\0${fingerprint(path.join(folder, file))}\n`).join(''));
}

/** A large file is known by its size and date: reading gigabytes would hold up the whole server. */
function fingerprint(file: string): string {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile()) return 'missing';
  return stats.size > MAX_FILE_BYTES ? `${stats.size} ${stats.mtimeMs}` : hashOf(readFileSync(file));
}

/**
 * A hash of what a step was graded against: its checks, what they share, and the files that the lab gave. A change
 * makes a pass stale.
 */
export function hashGiven({ folder, lab, language }: Workspace, step: string): string {
  const shared = path.join(path.dirname(lab.step(step).checks), 'lib');
  const given = existsSync(shared) ? hashFiles(shared) : '';
  return hashOf(
    fingerprint(lab.step(step).checks) + given + hashFiles(folder, lab.files(language).invalidator),
  );
}
