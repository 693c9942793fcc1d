import { join } from 'node:path';
import type { Curriculum, CurriculumProblem, Path, Skill, Target, Tool } from '../../../shared/curriculum.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Paths } from '../../deps.ts';
import { addOwnPaths, loadShipped } from './load.ts';
import { remembered } from './remember.ts';

export interface CurriculumService {
  get(): Curriculum;
  /** What is wrong with the person's own paths. The shipped files have no problems, or Cairn does not start. */
  problems(): CurriculumProblem[];
  /** Reads all files again. When the shipped ones are broken this throws and the old curriculum stays. */
  reload(): void;
  /** Each looks an entry up by its id, and throws `not_found` for an id that nothing has. */
  path(id: string): Path;
  skill(id: string): Skill;
  tool(id: string): Tool;
  target(id: string): Target;
}

/** Writes a problem as editors and terminals know it: `file:line:column field: message`. */
export function problemLine({ file, line, column, field, message }: CurriculumProblem): string {
  return `${file}:${line}:${column} ${field}: ${message}`;
}

/** Loads the shipped curriculum and the person's own paths from `<data>/paths`. */
export function createCurriculumService({
  paths,
}: {
  paths: Pick<Paths, 'curriculum' | 'data'>;
}): CurriculumService {
  function load() {
    const shipped = remembered(paths.curriculum, join(paths.data, 'curriculum.cache'), loadShipped);
    if (shipped.problems.length > 0) {
      const lines = shipped.problems.map((problem) => problemLine(problem));
      throw new AppError('internal', `The curriculum has problems:\n${lines.join('\n')}`, {
        hint: `Correct the files in ${paths.curriculum}, or install Cairn again.`,
      });
    }
    return addOwnPaths(shipped.curriculum, join(paths.data, 'paths'));
  }

  function find<T extends { id: string }>(kind: string, entries: readonly T[], id: string): T {
    const found = entries.find((entry) => entry.id === id);
    if (found) return found;
    throw new AppError('not_found', `There is no ${kind} "${id}".`, {
      hint: 'Check the id for a typo; the curriculum may have changed since this was linked.',
    });
  }

  let loaded = load();
  return {
    get: () => loaded.curriculum,
    problems: () => loaded.problems,
    reload() {
      loaded = load();
    },
    path: (id) => find('path', loaded.curriculum.paths, id),
    skill: (id) => find('skill', loaded.curriculum.skills, id),
    tool: (id) => find('tool', loaded.curriculum.tools, id),
    target: (id) =>
      find(
        'target',
        loaded.curriculum.paths.flatMap((path) => path.phases.flatMap((phase) => phase.targets)),
        id,
      ),
  };
}
