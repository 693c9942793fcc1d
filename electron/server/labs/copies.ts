import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { labCopy, type LabCopy } from '../../shared/lab-copies.ts';
import { confine } from './confine.ts';
import { copyAll, copyInto } from './copy-into.ts';
import type { Workspace } from './workspace.ts';

/** So many copies of a lab are kept besides those of passes; the oldest go. */
const MAX_COPIES = 60;

interface NewCopy {
  id: string;
  at: number;
  why: LabCopy['why'];
  /** The step of a pass, or the file of a change. */
  what?: string | undefined;
  files: readonly string[];
}

/**
 * Earlier copies of workspace files: one folder a copy, and beside it a small JSON file that says what it is. Copies
 * lie outside the workspace, so that a program cannot touch them.
 */
export function createCopies(root: string) {
  const homeOf = ({ lab }: Workspace): string => path.join(root, lab.manifest.id);
  const folderOf = (workspace: Workspace, id: string): string => path.join(homeOf(workspace), id);
  const noteOf = (workspace: Workspace, id: string): string => `${folderOf(workspace, id)}.json`;

  function list(workspace: Workspace): LabCopy[] {
    const home = homeOf(workspace);
    if (!existsSync(home)) return [];
    return readdirSync(home)
      .filter((name) => name.endsWith('.json'))
      .flatMap((name) => readNote(path.join(home, name)))
      .filter(({ language }) => language === workspace.language)
      .toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  }

  function remove(workspace: Workspace, { id }: LabCopy): void {
    rmSync(noteOf(workspace, id), { force: true });
    rmSync(folderOf(workspace, id), { recursive: true, force: true });
  }

  function prune(workspace: Workspace): void {
    const changes = list(workspace).filter(({ why }) => why !== 'pass');
    for (const old of changes.slice(MAX_COPIES)) remove(workspace, old);
  }

  return {
    /** Newest first, of the workspace's language. */
    list,
    /** Keeps files as they are now. A pass replaces the copy of the step's last pass. */
    keep(workspace: Workspace, { files, ...facts }: NewCopy): LabCopy {
      const copy: LabCopy = {
        ...facts,
        what: facts.what ?? null,
        language: workspace.language,
        files: [...files],
      };
      const folder = folderOf(workspace, copy.id);
      mkdirSync(folder, { recursive: true });
      for (const file of files) copyInto(folder, file, confine(workspace.folder, file));
      writeFileSync(noteOf(workspace, copy.id), JSON.stringify(copy));
      if (copy.why === 'pass') {
        for (const old of list(workspace)) {
          if (old.why === 'pass' && old.what === copy.what && old.id !== copy.id) remove(workspace, old);
        }
      } else prune(workspace);
      return copy;
    },
    /** The copy made when a step last passed. */
    ofPass: (workspace: Workspace, step: string): LabCopy | undefined =>
      list(workspace).find(({ why, what }) => why === 'pass' && what === step),
    /** @throws AppError `not_found` when it was pruned or never was */
    find(workspace: Workspace, id: string): LabCopy {
      const copy = list(workspace).find((one) => one.id === id);
      if (copy && existsSync(folderOf(workspace, id))) return copy;
      throw new AppError('not_found', 'This cannot be undone: its copy is gone.', {
        hint: `Cairn keeps the last ${MAX_COPIES} copies of a lab.`,
      });
    },
    /** Brings a copy's files back. Files that it does not hold stay. */
    restore(workspace: Workspace, { id }: LabCopy): void {
      copyAll(folderOf(workspace, id), workspace.folder);
    },
    text: (workspace: Workspace, { id }: LabCopy, file: string): string =>
      readFileSync(confine(folderOf(workspace, id), file), 'utf8'),
  };
}

export type Copies = ReturnType<typeof createCopies>;

function readNote(file: string): LabCopy[] {
  try {
    return [labCopy.parse(JSON.parse(readFileSync(file, 'utf8')))];
  } catch {
    // Half written when the power went, or of another version: the files beside it stay for a person to look at.
    return [];
  }
}
