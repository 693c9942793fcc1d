import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { MAX_FILE_BYTES, type WorkspaceFile } from '../../shared/labs.ts';
import type { Language } from '../../shared/settings.ts';
import { hashOf } from './hash.ts';
import type { Lab } from './lab.ts';

const SKIPPED = new Set(['node_modules', '.git', '.vscode', '.idea']);
const MAX_FILES = 500;
const MAX_FOLDERS = 1000;

/**
 * Makes the folder around workspaces: a cache for compiled code, and a link to Cairn's own packages above the workspaces, where Node and every editor look for them. Above, not inside: a
 * program may write in its workspace, and a link in there would let it write through.
 */
export function prepareAround(root: string, packages: string): void {
  mkdirSync(path.join(root, '.cache'), { recursive: true });
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
export function programFolders({ workspace, packages }: { workspace: string; packages: string }) {
  const beside = path.dirname(workspace);
  return {
    cwd: workspace,
    // By the link beside the workspace as well: Node checks a path before it follows it.
    readable: [packages, path.join(beside, 'node_modules')],
    cache: path.join(beside, '.cache'),
  };
}

/** Makes the folder of a workspace from the starter. Files that are there already stay as they are. */
export function createWorkspace(folder: string, lab: Lab, language: Language): void {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new AppError('forbidden', `The workspace ${folder} is a symbolic link.`, {
      hint: 'Put the folder itself there, or move the link away.',
    });
  }
  if (existsSync(folder) && readdirSync(folder).length > 0) return;
  cpSync(lab.starter(language), folder, { recursive: true, force: false, errorOnExist: false });
}

/** The files of a folder, relative, with forward slashes; links and package folders are left out. */
export function filesIn(folder: string): string[] {
  const found: string[] = [];
  let folders = 0;
  const walk = (under: string): void => {
    folders += 1;
    const at = (name: string): string => (under === '' ? name : `${under}/${name}`);
    const entries = readdirSync(path.join(folder, under), { withFileTypes: true });
    // Files before folders: one folder with very many of them must not hide the others.
    for (const entry of entries) if (entry.isFile() && found.length < MAX_FILES) found.push(at(entry.name));
    for (const entry of entries) {
      const isLeft = found.length < MAX_FILES && folders < MAX_FOLDERS;
      if (entry.isDirectory() && !SKIPPED.has(entry.name) && isLeft) walk(at(entry.name));
    }
  };
  if (existsSync(folder)) walk('');
  return found.toSorted();
}

/** What the app shows of a workspace. Files over the size limit are left to other editors. */
export function listFiles(folder: string, lab: Lab): WorkspaceFile[] {
  const { readOnly, hidden } = lab.manifest.files;
  return filesIn(folder)
    .filter((file) => !hidden.includes(file))
    .flatMap((file) => {
      const { size } = lstatSync(path.join(folder, file));
      if (size > MAX_FILE_BYTES) return [];
      const role = readOnly.includes(file) ? ('read-only' as const) : ('editable' as const);
      return [{ path: file, role, hash: hashOf(readFileSync(path.join(folder, file))), size }];
    });
}

/** One hash for all files of a workspace: what a verdict was about. */
export function hashFiles(folder: string, files = filesIn(folder)): string {
  return hashOf(files.map((file) => `${file}\0${fingerprint(path.join(folder, file))}\n`).join(''));
}

/** A large file is known by its size and date: reading gigabytes would hold up the whole server. */
function fingerprint(file: string): string {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile()) return 'missing';
  return stats.size > MAX_FILE_BYTES ? `${stats.size} ${stats.mtimeMs}` : hashOf(readFileSync(file));
}

/** A hash of what a step was graded against: its checks and the files that the lab gave. A change makes a pass stale. */
export function hashGiven(folder: string, lab: Lab, step: string): string {
  return hashOf(fingerprint(lab.step(step).checks) + hashFiles(folder, lab.manifest.files.invalidator));
}
