import { accessSync, constants, existsSync, lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { removeFiles } from './change-files.ts';
import { confine } from './confine.ts';
import { copyInto } from './copy-into.ts';
import { filesIn } from './files-in.ts';
import { readGiven, writeGiven, type Given } from './given-record.ts';
import { hashOf } from './hash.ts';
import type { Workspace } from './workspace.ts';

/** Keeps files before they are replaced. @returns the copy's id */
type Keep = (files: string[]) => string;

/** A file that the lab gives: where its original lies, and whether it stays the lab's. */
interface Original {
  file: string;
  from: string;
  hash: string;
  isOwned: boolean;
}

/**
 * Brings what the lab owns in a workspace up to date after the lab has changed: read-only and hidden files, and `data/`.
 * Editable files are the person's and stay; one that is new in the lab is added. A file of the lab's that the person
 * changed is kept as a copy first, and one that they changed stays as long as the lab's own does.
 * @returns whether something was changed; the record says what, until the person has seen it
 */
export function refreshGiven(workspace: Workspace, keep: Keep): boolean {
  try {
    return refresh(workspace, readGiven(workspace), keep);
  } catch (error) {
    // A read-only folder or a full disk: the lab opens with what it has, and the next opening tries again.
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return false;
  }
}

/** Whether the next opening will replace a file that passes depend on: the lab has another one by now. */
export function isGivenOutdated(workspace: Workspace): boolean {
  const { invalidator } = workspace.lab.files(workspace.language);
  if (invalidator.length === 0) return false;
  const before = readGiven(workspace);
  return originalsOf(workspace, invalidator).some((one) => one.isOwned && isOutdated(workspace, one, before));
}

function refresh(workspace: Workspace, before: Given | undefined, keep: Keep): boolean {
  const originals = originalsOf(workspace);
  const files = Object.fromEntries(originals.map(({ file, hash }) => [file, hash]));
  const changed = originals.filter((one) => isOutdated(workspace, one, before));
  const gone = Object.keys(before?.files ?? {}).filter(
    (file) => !(file in files) && hashAt(workspace, file) === before!.files[file],
  );
  if (changed.length + gone.length === 0) {
    const isKnown = before && JSON.stringify(before.files) === JSON.stringify(files);
    if (!isKnown) writeGiven(workspace, { files, update: before?.update ?? null });
    return false;
  }
  accessSync(workspace.folder, constants.W_OK);
  const theirs = changed.map(({ file }) => file).filter((file) => isTheirs(workspace, file, before));
  const backupId = theirs.length > 0 ? keep(theirs) : (before?.update?.backupId ?? null);
  for (const { file, from } of changed) copyInto(workspace.folder, file, from);
  removeFiles(workspace, gone);
  const told = [...(before?.update?.files ?? []), ...changed.map(({ file }) => file), ...gone];
  writeGiven(workspace, { files, update: { files: [...new Set(told)].toSorted(), backupId } });
  return true;
}

/** Everything that a new workspace would get. @param only left out: all of it */
function originalsOf({ lab, language }: Workspace, only?: readonly string[]): Original[] {
  const { readOnly, hidden } = lab.files(language);
  const owned = new Set([...readOnly, ...hidden]);
  const starter = lab.starter(language);
  const places = [
    ...filesIn(starter).map((file) => ({ file, from: path.join(starter, file) })),
    ...(lab.data
      ? filesIn(lab.data).map((file) => ({ file: `data/${file}`, from: path.join(lab.data!, file) }))
      : []),
  ];
  const wanted = only ? places.filter(({ file }) => only.includes(file)) : places;
  return wanted.map((place) => ({
    ...place,
    hash: hashOf(readFileSync(place.from)),
    isOwned: owned.has(place.file),
  }));
}

function isOutdated(
  workspace: Workspace,
  { file, hash, isOwned }: Original,
  before: Given | undefined,
): boolean {
  const now = hashAt(workspace, file);
  if (now === hash || now === 'not ours') return false;
  const given = before?.files[file];
  // New in the lab since; without a record nobody knows, and an editable file may have been deleted on purpose.
  if (!isOwned) return now === null && before !== undefined && given === undefined;
  return now === null || given !== hash;
}

/** Whether the disk has something else than what was given. */
function isTheirs(workspace: Workspace, file: string, before: Given | undefined): boolean {
  const now = hashAt(workspace, file);
  return now !== null && now !== before?.files[file];
}

/** The hash of a file; null when there is none, "not ours" for a link or a folder in its place. */
function hashAt({ folder }: Workspace, file: string): string | null {
  try {
    const at = confine(folder, file);
    if (!existsSync(at)) return null;
    return lstatSync(at).isFile() ? hashOf(readFileSync(at)) : 'not ours';
  } catch {
    return 'not ours';
  }
}
