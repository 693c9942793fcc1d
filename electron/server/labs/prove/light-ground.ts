import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Language } from '../../../shared/settings.ts';
import { filesIn } from '../files-in.ts';
import type { Lab } from '../lab.ts';
import { prepareAround } from '../workspace.ts';
import { layOut, solutionOf } from './variant.ts';

/**
 * Puts packages together to one file for each import, which loads in a fraction of the time.
 * @param imports what programs import: `zod`, `@scope/name/part`
 * @param place `packages` is the folder that holds the packages, `into` the one to be made
 */
export type BundlePackages = (
  imports: readonly string[],
  place: { packages: string; into: string },
) => Promise<void>;

/** The solution once more, beside packages that load quickly. */
export interface LightGround {
  workspace: string;
  packages: string;
}

interface LightPlace {
  /** The folder of the proof. */
  root: string;
  packages: string;
  bundle: BundlePackages;
}

const IMPORT = /(?:\bfrom|\bimport|\bimport\()\s*'([^'.][^']*)'/g;

/**
 * Lays out the solution with packages that are put together: loading them from hundreds of files is most of what a
 * start in Node costs. Null where there is nothing to gain: Python's programs come from a process that has loaded them,
 * and native packages cannot be put together.
 */
export async function layOutLight(
  lab: Lab,
  language: Language,
  { root, packages, bundle }: LightPlace,
): Promise<LightGround | null> {
  if (language !== 'typescript' || lab.manifest.nativePackages) return null;
  const solution = solutionOf(lab, language);
  const allowed = lab.manifest.packages[language] ?? [];
  const imports = importsIn(solution.folders).filter((name) => allowed.includes(packageOf(name)));
  if (imports.length === 0) return null;
  const around = path.join(root, 'light');
  const into = path.join(root, 'light-packages');
  await bundle(imports, { packages, into });
  prepareAround(around, into);
  return { workspace: layOut(around, lab, solution), packages: into };
}

/** `@scope/name` of `@scope/name/part`. */
export const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

function importsIn(folders: readonly string[]): string[] {
  const found = new Set<string>();
  for (const folder of folders)
    for (const file of filesIn(folder).filter((name) => name.endsWith('.ts')))
      for (const [, name] of readFileSync(path.join(folder, file), 'utf8').matchAll(IMPORT)) found.add(name!);
  return [...found];
}
