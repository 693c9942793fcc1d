import { basename, join } from 'node:path';
import type { z } from 'zod';
import { path as pathSchema, type Curriculum, type Path, type Tool } from '../../../shared/curriculum.ts';
import { parseYaml, type DataProblem } from '../../yaml-problems.ts';
import { locate, settle, type Draft, type Located } from './draft.ts';
import { FILES, toolFile } from './files.ts';
import { readSmallFile, yamlFiles } from './read-file.ts';
import { checkDraft, checkPath } from './references.ts';

export interface Loaded {
  curriculum: Curriculum;
  problems: DataProblem[];
}

interface FileRead<T> {
  entries: Located<T>[];
  problems: DataProblem[];
}

const unreadable = (file: string, message: string): DataProblem => ({
  file,
  line: 1,
  column: 1,
  field: '(file)',
  message,
});

/** Reads one file that holds a list under `list`; a file with problems gives no entries. */
function readList<T>(schema: z.ZodType<Record<string, unknown>>, list: string, source: Source): FileRead<T> {
  const read = readSmallFile(source.path);
  if ('reason' in read) return { entries: [], problems: [unreadable(source.name, read.reason)] };
  const parsed = parseYaml(schema, { file: source.name, text: read.text });
  const entries = (parsed.value?.[list] ?? []) as T[];
  return { entries: locate(parsed, list, entries), problems: parsed.problems };
}

interface Source {
  path: string;
  name: string;
}

function readPath(source: Source): FileRead<Path> {
  const read = readSmallFile(source.path);
  if ('reason' in read) return { entries: [], problems: [unreadable(source.name, read.reason)] };
  const parsed = parseYaml(pathSchema, { file: source.name, text: read.text });
  const entries = parsed.value ? [{ value: parsed.value, at: parsed.problem }] : [];
  return { entries, problems: parsed.problems };
}

function merge<T>(reads: readonly FileRead<T>[]): FileRead<T> {
  return { entries: reads.flatMap((read) => read.entries), problems: reads.flatMap((read) => read.problems) };
}

/** Reads every file of the curriculum folder, without a look at how they fit each other. */
function readDraft(folder: string): { draft: Draft; problems: DataProblem[] } {
  const named = (sub: string) => (path: string) => ({ path, name: `${sub}/${basename(path)}` });
  const list = <K extends keyof Draft>(file: keyof typeof FILES, key: K): FileRead<Curriculum[K][number]> =>
    readList(FILES[file], key, { path: join(folder, file), name: file });

  const reads = {
    paths: merge(
      yamlFiles(join(folder, 'paths'))
        .map(named('paths'))
        .map((source) => readPath(source)),
    ),
    skills: list('skills.yaml', 'skills'),
    levels: list('levels.yaml', 'levels'),
    layers: list('stack.yaml', 'layers'),
    tools: merge(
      yamlFiles(join(folder, 'tools'))
        .map(named('tools'))
        .map((source) => readList<Tool>(toolFile, 'tools', source)),
    ),
    resources: list('resources.yaml', 'resources'),
    rhythm: list('rhythm.yaml', 'rhythm'),
    ladder: list('ladder.yaml', 'ladder'),
    pictures: list('pictures.yaml', 'pictures'),
    labs: list('labs.yaml', 'labs'),
  };
  const empty =
    reads.paths.entries.length + reads.paths.problems.length === 0
      ? [unreadable('paths', 'The curriculum has no path: add a file to its paths/ folder.')]
      : [];
  return {
    draft: Object.fromEntries(
      Object.entries(reads).map(([key, read]) => [key, read.entries]),
    ) as unknown as Draft,
    problems: [...Object.values(reads).flatMap((read) => read.problems), ...empty],
  };
}

/**
 * Reads and checks the curriculum that ships with Cairn.
 * @param folder the curriculum folder; problems name their files relative to it
 */
export function loadShipped(folder: string): Loaded {
  const { draft, problems } = readDraft(folder);
  // With a file missing, every id in it would be reported as unknown too: that hides the one real problem.
  const all = problems.length > 0 ? problems : checkDraft(draft);
  return { curriculum: settle(draft), problems: all };
}

/**
 * Adds a person's own paths to the curriculum. A path with a problem is left out and the others go on.
 * @param folder where the person keeps `*.yaml` paths; may be missing
 */
export function addOwnPaths(base: Curriculum, folder: string): Loaded {
  const context = {
    skills: new Set(base.skills.map((skill) => skill.id)),
    labs: new Set(base.labs.map((lab) => lab.id)),
    pictures: new Set(base.pictures.map((picture) => picture.id)),
    pathIds: new Set(base.paths.map((path) => path.id)),
    targetIds: new Set(
      base.paths.flatMap((path) => path.phases.flatMap((phase) => phase.targets.map((t) => t.id))),
    ),
  };
  const paths = [...base.paths];
  const problems: DataProblem[] = [];
  for (const file of yamlFiles(folder)) {
    const read = readPath({ path: file, name: file });
    problems.push(...read.problems);
    for (const entry of read.entries) {
      const trial = { ...context, pathIds: new Set(context.pathIds), targetIds: new Set(context.targetIds) };
      const found = checkPath(entry, trial);
      problems.push(...found);
      if (found.length > 0) continue;
      context.pathIds = trial.pathIds;
      context.targetIds = trial.targetIds;
      paths.push(entry.value);
    }
  }
  return { curriculum: { ...base, paths }, problems };
}
