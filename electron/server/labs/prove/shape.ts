import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import type { Language } from '../../../shared/settings.ts';
import { parseYaml } from '../../yaml-problems.ts';
import { LANGUAGES } from '../adapters/index.ts';
import type { Lab } from '../lab.ts';
import { loadChecks } from '../load-checks.ts';
import {
  alternativeManifest,
  mutantManifest,
  type AlternativeManifest,
  type MutantManifest,
} from '../manifest.ts';

const HINTS_PER_STEP = 3;

export interface Mutant extends MutantManifest {
  name: string;
  folder: string;
}

export interface Alternative extends AlternativeManifest {
  name: string;
  folder: string;
}

/** What a lab's folder says that its proof has to show, and what is wrong with the folder itself. */
export interface Shape {
  mutants: Mutant[];
  alternatives: Alternative[];
  problems: string[];
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
}

/** Reads a small YAML file of a lab. Problems are pushed as text. */
function readYaml<T>(
  lab: Lab,
  file: string,
  into: { schema: z.ZodType<T>; problems: string[] },
): T | undefined {
  const parsed = parseYaml(into.schema, { file, text: readFileSync(path.join(lab.folder, file), 'utf8') });
  into.problems.push(
    ...parsed.problems.map((p) => `${p.file}:${p.line}:${p.column} ${p.field}: ${p.message}`),
  );
  return parsed.value;
}

/** Whether a mutant or an alternative is there in a language. */
export const isIn = (language: Language, one: Mutant | Alternative): boolean =>
  ('edits' in one && one.edits[language] !== undefined) || existsSync(path.join(one.folder, language));

function readMutants(lab: Lab, problems: string[]): Mutant[] {
  return foldersIn(path.join(lab.folder, 'mutants')).flatMap((name) => {
    const folder = path.join(lab.folder, 'mutants', name);
    const file = `mutants/${name}/mutant.yaml`;
    if (!existsSync(path.join(lab.folder, file))) {
      problems.push(`mutants/${name}: mutant.yaml is missing.`);
      return [];
    }
    const manifest = readYaml(lab, file, { schema: mutantManifest, problems });
    if (!manifest) return [];
    const mutant = { ...manifest, name, folder };
    if (!lab.steps.some(({ id }) => id === mutant.step)) {
      problems.push(`mutants/${name}: there is no step "${mutant.step}".`);
      return [];
    }
    if (!lab.manifest.languages.some((language) => isIn(language, mutant)))
      problems.push(
        `mutants/${name}: it changes nothing. Give it edits or a folder of files for a language.`,
      );
    problems.push(...lab.manifest.languages.flatMap((language) => editProblems(lab, language, mutant)));
    return [mutant];
  });
}

/** An edit has to find its place, once: else it would change nothing, or more than it says. */
function editProblems(lab: Lab, language: Language, { name, edits }: Mutant): string[] {
  return (edits[language] ?? []).flatMap(({ file, find }) => {
    const at = path.join(lab.solution(language), file);
    if (!existsSync(at)) return [`mutants/${name}: the ${language} solution has no file ${file}.`];
    const times = readFileSync(at, 'utf8').split(find).length - 1;
    if (times === 1) return [];
    return [
      `mutants/${name}: ${JSON.stringify(find)} is ${times} times in ${language}/solution/${file}; it has to be there once.`,
    ];
  });
}

function readAlternatives(lab: Lab, problems: string[]): Alternative[] {
  return foldersIn(path.join(lab.folder, 'alternatives')).flatMap((name) => {
    const folder = path.join(lab.folder, 'alternatives', name);
    const file = `alternatives/${name}/alternative.yaml`;
    if (!existsSync(path.join(lab.folder, file))) return [{ name, folder, remove: [] }];
    const manifest = readYaml(lab, file, { schema: alternativeManifest, problems });
    return manifest ? [{ ...manifest, name, folder }] : [];
  });
}

/** What can be seen without running anything: hints, unique ids, edits that fit, files where they belong and no others. */
export async function readShape(lab: Lab): Promise<Shape> {
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
    for (const language of lab.manifest.languages) {
      if (!lab.starterFails(step.id, language))
        problems.push(`Step ${step.id} does not say how the ${language} starter fails (starterFails).`);
    }
    if (!existsSync(step.checks)) continue;
    for (const { id } of await loadChecks(step.checks)) {
      if (seen.has(id)) problems.push(`The check id "${id}" is used in two steps.`);
      seen.add(id);
    }
  }
  const mutants = readMutants(lab, problems);
  const alternatives = readAlternatives(lab, problems);
  return { mutants, alternatives, problems: [...problems, ...strayFiles(lab)] };
}

function strayFiles(lab: Lab): string[] {
  const { languages } = lab.manifest;
  // A language that is being written is not listed yet.
  const known = LANGUAGES.map(({ id }) => id);
  const problems: string[] = [];
  const expect = (under: string, names: readonly string[]): void => {
    const folder = path.join(lab.folder, under);
    if (!existsSync(folder)) return;
    for (const name of readdirSync(folder)) {
      if (!names.includes(name)) problems.push(`${path.posix.join(under, name)} does not belong here.`);
    }
  };
  const filesOf = (part: 'text' | 'checks'): string[] => lab.steps.map((step) => path.basename(step[part]));
  expect('', ['lab.yaml', 'README.md', 'steps', 'checks', 'mutants', 'alternatives', 'data', ...known]);
  expect('steps', filesOf('text'));
  expect('checks', [...filesOf('checks'), 'lib']);
  for (const name of foldersIn(path.join(lab.folder, 'mutants')))
    expect(`mutants/${name}`, ['mutant.yaml', ...known]);
  for (const name of foldersIn(path.join(lab.folder, 'alternatives')))
    expect(`alternatives/${name}`, ['alternative.yaml', ...known]);
  for (const language of languages) {
    expect(language, ['starter', 'solution']);
    for (const folder of [lab.starter(language), lab.solution(language)]) {
      for (const entry of new Set(lab.contracts.map((contract) => lab.entry(language, contract)))) {
        const file = path.join(folder, entry);
        if (!existsSync(file)) problems.push(`${path.relative(lab.folder, file)} is missing.`);
      }
    }
  }
  if (!existsSync(path.join(lab.folder, 'README.md'))) problems.push('README.md is missing.');
  return problems;
}
