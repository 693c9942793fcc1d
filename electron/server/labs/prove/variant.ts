import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Language } from '../../../shared/settings.ts';
import { pathsFor, type Lab } from '../lab.ts';
import type { Edit } from '../manifest.ts';
import type { Alternative, Mutant } from './shape.ts';

/** A program to be checked, in words and as folders and edits that are laid over each other. */
export interface Variant {
  name: string;
  folders: readonly string[];
  remove: readonly string[];
  edits: readonly Edit[];
}

export const starterOf = (lab: Lab, language: Language): Variant => ({
  name: 'The starter',
  folders: [lab.starter(language)],
  remove: [],
  edits: [],
});

export const solutionOf = (lab: Lab, language: Language): Variant => ({
  name: 'The solution',
  folders: [lab.solution(language)],
  remove: [],
  edits: [],
});

export const alternativeOf = (lab: Lab, language: Language, one: Alternative): Variant => ({
  name: `The alternative ${one.name}`,
  folders: [lab.solution(language), path.join(one.folder, language)],
  remove: pathsFor(one.remove, language),
  edits: [],
});

export const mutantOf = (lab: Lab, language: Language, one: Mutant): Variant => ({
  name: `The mutant ${one.name}`,
  folders: [lab.solution(language), path.join(one.folder, language)].filter((folder) => existsSync(folder)),
  remove: [],
  edits: one.edits[language] ?? [],
});

/** Makes a variant a workspace of its own under `root`. @returns the folder */
export function layOut(root: string, lab: Lab, { folders, remove, edits }: Variant): string {
  const made = mkdtempSync(path.join(root, 'work-'));
  for (const folder of folders) cpSync(folder, made, { recursive: true });
  if (lab.data) cpSync(lab.data, path.join(made, 'data'), { recursive: true });
  for (const file of remove) rmSync(path.join(made, file), { recursive: true });
  for (const { file, find, replace } of edits) {
    const at = path.join(made, file);
    // A function, because a replacement text may hold dollar signs.
    writeFileSync(
      at,
      readFileSync(at, 'utf8').replace(find, () => replace),
    );
  }
  return made;
}
