import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Lab } from '../lab.ts';
import { loadChecks } from '../load-checks.ts';
import { mutantManifest, type MutantManifest } from '../manifest.ts';
import { parseYaml } from '../../yaml-problems.ts';

const HINTS_PER_STEP = 3;

export interface Mutant extends MutantManifest {
  name: string;
  folder: string;
}

export function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
}

/** Reads a lab's mutants. Problems are pushed as text. */
export function readMutants(lab: Lab, problems: string[]): Mutant[] {
  const root = path.join(lab.folder, 'mutants');
  return foldersIn(root).flatMap((name) => {
    const folder = path.join(root, name);
    const file = path.join(folder, 'mutant.yaml');
    if (!existsSync(file)) {
      problems.push(`mutants/${name}: mutant.yaml is missing.`);
      return [];
    }
    const parsed = parseYaml(mutantManifest, {
      file: `mutants/${name}/mutant.yaml`,
      text: readFileSync(file, 'utf8'),
    });
    problems.push(...parsed.problems.map((p) => `${p.file}:${p.line}:${p.column} ${p.field}: ${p.message}`));
    if (!parsed.value) return [];
    if (!lab.steps.some(({ id }) => id === parsed.value!.step)) {
      problems.push(`mutants/${name}: there is no step "${parsed.value.step}".`);
      return [];
    }
    return [{ ...parsed.value, name, folder }];
  });
}

/** What can be seen without running anything: hints, unique ids, files where they belong and no others. */
export async function checkShape(lab: Lab): Promise<string[]> {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const step of lab.steps) {
    for (const file of [step.text, step.checks]) {
      if (!existsSync(file)) problems.push(`${path.relative(lab.folder, file)} is missing.`);
    }
    if (existsSync(step.text)) {
      const { hints } = lab.stepText(step.id);
      if (hints.length !== HINTS_PER_STEP) {
        problems.push(`Step ${step.id} has ${hints.length} hints; it needs ${HINTS_PER_STEP}.`);
      }
    }
    if (!existsSync(step.checks)) continue;
    for (const { id } of await loadChecks(step.checks)) {
      if (seen.has(id)) problems.push(`The check id "${id}" is used in two steps.`);
      seen.add(id);
    }
  }
  return [...problems, ...strayFiles(lab)];
}

function strayFiles(lab: Lab): string[] {
  const { languages } = lab.manifest;
  const problems: string[] = [];
  const expect = (under: string, names: readonly string[]): void => {
    const folder = path.join(lab.folder, under);
    if (!existsSync(folder)) return;
    for (const name of readdirSync(folder)) {
      if (!names.includes(name)) problems.push(`${path.posix.join(under, name)} does not belong here.`);
    }
  };
  expect('', ['lab.yaml', 'README.md', 'steps', 'checks', 'mutants', 'alternatives', 'data', ...languages]);
  expect(
    'steps',
    lab.steps.map(({ text }) => path.basename(text)),
  );
  expect(
    'checks',
    lab.steps.map(({ checks }) => path.basename(checks)),
  );
  for (const language of languages) {
    expect(language, ['starter', 'solution']);
    for (const folder of [lab.starter(language), lab.solution(language)]) {
      const entry = path.join(folder, lab.entry(language));
      if (!existsSync(entry)) problems.push(`${path.relative(lab.folder, entry)} is missing.`);
    }
  }
  if (!existsSync(path.join(lab.folder, 'README.md'))) problems.push('README.md is missing.');
  return problems;
}
