import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../shared/errors.ts';
import type { Language } from '../../shared/settings.ts';
import { parseYaml, type DataProblem } from '../yaml-problems.ts';
import { labManifest, type Budget, type Contract, type FileList, type LabManifest } from './manifest.ts';
import { filesIn } from './files-in.ts';
import { parseStepText, type StepText } from './step-text.ts';

export interface LabStepFiles {
  id: string;
  title: string;
  /** Absolute paths. */
  checks: string;
  text: string;
  /** The most that one check of this step may use. */
  budget: Budget;
}

/** The roles of files in one language; the files of `data/` are among `readOnly` and `invalidator`. */
export interface FileRoles {
  readOnly: readonly string[];
  hidden: readonly string[];
  invalidator: readonly string[];
}

/** A lab as it lies on the disk. Texts are read when they are asked for. */
export interface Lab {
  manifest: LabManifest;
  folder: string;
  steps: LabStepFiles[];
  step(id: string): LabStepFiles;
  starter(language: Language): string;
  solution(language: Language): string;
  contracts: readonly Contract[];
  /** The file that a contract starts; without one, that of the first contract. */
  entry(language: Language, contract?: Contract): string;
  files(language: Language): FileRoles;
  /** Part of the message that the untouched starter gets at a step. */
  starterFails(step: string, language: Language): string;
  /** The folder of files that every workspace gets as `data/`; null when the lab has none. */
  data: string | null;
  stepText(id: string): StepText;
  readme(): string;
}

/** Reads one lab's folder. @returns the lab, or the problems of its lab.yaml with line and field */
export function readLab(folder: string): { lab: Lab } | { problems: DataProblem[] } {
  const name = path.basename(folder);
  const file = `${name}/lab.yaml`;
  const text = readText(path.join(folder, 'lab.yaml'));
  if (text === null) return { problems: [missing(file, 'This file is missing or cannot be read.')] };
  const parsed = parseYaml(labManifest, { file, text });
  const manifest = parsed.value;
  if (!manifest) return { problems: parsed.problems };
  const problems: DataProblem[] = [];
  if (manifest.id !== name) {
    problems.push(parsed.problem(['id'], `The id has to be the folder's name, "${name}".`));
  }
  for (const language of manifest.languages) {
    const missingContract = entryProblem(manifest, language);
    if (missingContract) problems.push(parsed.problem(['entry'], missingContract));
  }
  const ids = manifest.steps.map((step) => step.id);
  for (const [i, id] of ids.entries()) {
    if (ids.indexOf(id) !== i)
      problems.push(parsed.problem(['steps', i, 'id'], `The step id "${id}" is used twice.`));
  }
  if (problems.length > 0) return { problems };
  const lab = makeLab(folder, manifest);
  const gone = missingParts(lab).map((part) =>
    missing(`${name}/${part}`, 'This part of the lab is missing.'),
  );
  return gone.length > 0 ? { problems: gone } : { lab };
}

/** What an entry lacks: every contract in every language needs a file to start. */
function entryProblem({ entry, contract }: LabManifest, language: Language): string | undefined {
  const own = entry[language];
  if (own === undefined) return `There is no entry file for ${language}.`;
  if (typeof own === 'string') return undefined;
  const lacking = [contract].flat().find((name) => own[name] === undefined);
  return lacking && `There is no entry file for ${language} and the contract ${lacking}.`;
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // A folder, or not ours to read: for a lab it is as good as missing.
    return null;
  }
}

const missing = (file: string, message: string): DataProblem => ({
  file,
  line: 1,
  column: 1,
  field: '(file)',
  message,
});

/** What a lab cannot be opened or checked without. */
function missingParts({ folder, manifest, steps, starter }: Lab): string[] {
  const needed = [
    path.join(folder, 'README.md'),
    ...steps.flatMap(({ checks, text }) => [checks, text]),
    ...manifest.languages.map(starter),
  ];
  return needed.filter((file) => !existsSync(file)).map((file) => path.relative(folder, file));
}

function makeLab(folder: string, manifest: LabManifest): Lab {
  const steps = manifest.steps.map(({ id, title, budget }, i) => {
    const name = `${String(i + 1).padStart(2, '0')}-${id}`;
    return {
      id,
      title,
      budget: { ...manifest.budget, ...budget },
      checks: path.join(folder, 'checks', `${name}.ts`),
      text: path.join(folder, 'steps', `${name}.md`),
    };
  });
  const step = (id: string): LabStepFiles => {
    const found = steps.find((candidate) => candidate.id === id);
    if (found) return found;
    throw new AppError('bad_input', `The lab ${manifest.id} has no step "${id}".`, {
      hint: `Its steps are ${steps.map(({ id }) => id).join(', ')}.`,
    });
  };
  const data = path.join(folder, 'data');
  const contracts = [manifest.contract].flat();
  return {
    manifest,
    folder,
    steps,
    step,
    contracts,
    data: existsSync(data) ? data : null,
    starter: (language) => path.join(folder, language, 'starter'),
    solution: (language) => path.join(folder, language, 'solution'),
    entry(language, contract = contracts[0]!) {
      const entry = manifest.entry[language]!;
      return typeof entry === 'string' ? entry : entry[contract]!;
    },
    files: (language) => rolesIn(manifest, language, existsSync(data) ? filesIn(data) : []),
    starterFails(id, language) {
      const { starterFails } = manifest.steps.find((candidate) => candidate.id === id)!;
      return typeof starterFails === 'string' ? starterFails : (starterFails[language] ?? '');
    },
    stepText: (id) => parseStepText(readFileSync(step(id).text, 'utf8')),
    readme: () => readFileSync(path.join(folder, 'README.md'), 'utf8'),
  };
}

/** The paths of a list that are meant for a language. */
export function pathsFor(list: FileList, language: Language): string[] {
  return list.flatMap((item) => (typeof item === 'string' ? [item] : (item[language] ?? [])));
}

function rolesIn({ files }: LabManifest, language: Language, given: readonly string[]): FileRoles {
  const data = given.map((file) => `data/${file}`);
  return {
    readOnly: [...pathsFor(files.readOnly, language), ...data],
    hidden: pathsFor(files.hidden, language),
    invalidator: [...pathsFor(files.invalidator, language), ...data],
  };
}

/** The labs of a folder by name. A broken lab is left out and named in `problems`; the others stay usable. */
export function readLabs(folder: string): { labs: Lab[]; problems: DataProblem[] } {
  const labs: Lab[] = [];
  const problems: DataProblem[] = [];
  if (!existsSync(folder)) return { labs, problems };
  for (const name of readdirSync(folder).toSorted()) {
    const lab = path.join(folder, name);
    if (!statSync(lab, { throwIfNoEntry: false })?.isDirectory()) continue;
    // A folder with neither is no lab; one with steps only has lost its lab.yaml.
    if (!['lab.yaml', 'steps'].some((part) => existsSync(path.join(lab, part)))) continue;
    const read = readLab(lab);
    if ('lab' in read) labs.push(read.lab);
    else problems.push(...read.problems);
  }
  return { labs, problems };
}
