import { existsSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { newId } from '../../../shared/ids.ts';
import type { LabCopy, PlainFile } from '../../../shared/lab-copies.ts';
import type { Clock } from '../../deps.ts';
import {
  originalOf,
  ownFilesAt,
  removeFiles,
  renameFile,
  resetAll,
  starterFiles,
} from '../../labs/change-files.ts';
import { createCopies, type Copies } from '../../labs/copies.ts';
import { copyInto } from '../../labs/copy-into.ts';
import { filesIn } from '../../labs/files-in.ts';
import { readGiven, writeGiven } from '../../labs/given-record.ts';
import { refreshGiven } from '../../labs/refresh-given.ts';
import type { Workspace } from '../../labs/workspace.ts';
import type { LabRef } from './service.ts';

/** What is put back: one file, the work of one step, or everything. */
export interface ResetTarget {
  path?: string | undefined;
  step?: string | undefined;
}

/** Changes of workspace files that are more than typing. Each keeps a copy first, whose id takes it back. */
export interface LabFileService {
  /** Puts a file or all back to the starter, a step to how the step before it passed. */
  reset(ref: LabRef, target?: ResetTarget): { backupId: string; folder: string };
  /** Brings a copy's files back; what was added since stays. */
  undoReset(ref: LabRef, backupId: string): void;
  /** Makes the workspace what a copy holds; the present state is kept as a copy too. */
  restoreCopy(ref: LabRef, id: string): { backupId: string };
  rename(ref: LabRef, from: string, to: string): void;
  /** Deletes a file, or a folder with all in it. */
  remove(ref: LabRef, file: string): { backupId: string };
  /** Earlier copies, newest first. */
  copies(ref: LabRef): LabCopy[];
  /** Keeps the learner's own files as they were when steps passed, which is how the next step begins. */
  keepPassed(workspace: Workspace, steps: readonly string[]): void;
  /** The files that the workspace began with. */
  starter(ref: LabRef): PlainFile[];
  /** Brings the lab's own files in a workspace up to date. @returns whether something was changed */
  bringUpToDate(workspace: Workspace): boolean;
  /** Notes that the person has seen what was brought up to date. */
  dismissUpdate(ref: LabRef): void;
}

interface Deps {
  clock: Clock;
  /** The folder of earlier copies, outside every workspace. */
  backups: string;
  workspaceOf: (ref: LabRef) => Workspace;
}

interface Tools {
  copies: Copies;
  /** Keeps files before they change. @returns the copy's id */
  keep: (workspace: Workspace, why: LabCopy['why'], facts: { what?: string; files: string[] }) => string;
}

/** Exactly the copy's files are the learner's then; what the lab gave stays. */
function replaceOwn({ copies }: Tools, workspace: Workspace, copy: LabCopy): void {
  const { readOnly, hidden } = workspace.lab.files(workspace.language);
  const stays = new Set([...readOnly, ...hidden, ...copy.files]);
  removeFiles(
    workspace,
    filesIn(workspace.folder).filter((file) => !stays.has(file)),
  );
  copies.restore(workspace, copy);
}

function resetStep(tools: Tools, workspace: Workspace, step: string): string {
  const ids = workspace.lab.steps.map(({ id }) => id);
  const before = ids[ids.indexOf(workspace.lab.step(step).id) - 1];
  const begun = before === undefined ? undefined : tools.copies.ofPass(workspace, before);
  if (before !== undefined && !begun) {
    throw new AppError('not_found', `There is no copy of how this step began: "${before}" has not passed.`, {
      hint: 'Reset a file, or all files, instead.',
    });
  }
  const id = tools.keep(workspace, 'reset-step', { what: step, files: filesIn(workspace.folder) });
  if (begun) replaceOwn(tools, workspace, begun);
  else resetAll(workspace);
  return id;
}

function reset(tools: Tools, workspace: Workspace, { path: file, step }: ResetTarget): string {
  if (step !== undefined) return resetStep(tools, workspace, step);
  if (file === undefined) {
    const id = tools.keep(workspace, 'reset-all', { files: filesIn(workspace.folder) });
    resetAll(workspace);
    return id;
  }
  const original = originalOf(workspace, file);
  const files = existsSync(path.join(workspace.folder, file)) ? [file] : [];
  const id = tools.keep(workspace, 'reset-file', { what: file, files });
  copyInto(workspace.folder, file, original);
  return id;
}

/** Two copies of one millisecond still have an order; a clock that was set back is believed. */
function after(newest: number | undefined, now: number): number {
  return newest !== undefined && newest >= now && newest < now + 1_000 ? newest + 1 : now;
}

export function createFileService({ clock, backups, workspaceOf }: Deps): LabFileService {
  const copies = createCopies(backups);
  const keep: Tools['keep'] = (workspace, why, facts) => {
    const now = after(copies.list(workspace)[0]?.at, clock.now());
    return copies.keep(workspace, { id: newId(now), at: now, why, ...facts }).id;
  };
  const tools: Tools = { copies, keep };

  return {
    reset(ref, target = {}) {
      const backupId = reset(tools, workspaceOf(ref), target);
      return { backupId, folder: path.join(backups, ref.slug, backupId) };
    },
    undoReset(ref, backupId) {
      const workspace = workspaceOf(ref);
      copies.restore(workspace, copies.find(workspace, backupId));
    },
    restoreCopy(ref, id) {
      const workspace = workspaceOf(ref);
      const copy = copies.find(workspace, id);
      const backupId = keep(workspace, 'restore', { files: filesIn(workspace.folder) });
      const isWhole = !['delete', 'reset-file', 'update'].includes(copy.why);
      if (isWhole) replaceOwn(tools, workspace, copy);
      else copies.restore(workspace, copy);
      return { backupId };
    },
    rename: (ref, from, to) => renameFile(workspaceOf(ref), from, to),
    remove(ref, file) {
      const workspace = workspaceOf(ref);
      const files = ownFilesAt(workspace, file);
      const backupId = keep(workspace, 'delete', { what: file, files });
      removeFiles(workspace, files);
      return { backupId };
    },
    copies: (ref) => copies.list(workspaceOf(ref)),
    keepPassed(workspace, steps) {
      const { readOnly, hidden } = workspace.lab.files(workspace.language);
      const given = new Set([...readOnly, ...hidden]);
      const files = filesIn(workspace.folder).filter((file) => !given.has(file));
      for (const what of steps) keep(workspace, 'pass', { what, files });
    },
    starter: (ref) => starterFiles(workspaceOf(ref)),
    bringUpToDate: (workspace) => refreshGiven(workspace, (files) => keep(workspace, 'update', { files })),
    dismissUpdate(ref) {
      const workspace = workspaceOf(ref);
      const given = readGiven(workspace);
      if (given?.update) writeGiven(workspace, { ...given, update: null });
    },
  };
}
