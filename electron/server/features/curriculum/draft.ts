import type { Curriculum } from '../../../shared/curriculum.ts';
import type { DataProblem, FieldPath, ParsedYaml } from '../../yaml-problems.ts';

/** An entry of the curriculum that still knows where it was written. */
export interface Located<T> {
  value: T;
  at(field: FieldPath, message: string): DataProblem;
}

/** The curriculum as read, before it is known that its parts fit each other. */
export type Draft = { [K in keyof Curriculum]: Located<Curriculum[K][number]>[] };

/** Gives the entries of one list of a file their places. */
export function locate<T>(parsed: ParsedYaml<unknown>, list: string, entries: readonly T[]): Located<T>[] {
  return entries.map((value, index) => ({
    value,
    at: (field, message) => parsed.problem([list, index, ...field], message),
  }));
}

/** Drops the places: the curriculum as the app uses it. */
export function settle(draft: Draft): Curriculum {
  return {
    paths: draft.paths.map((entry) => entry.value),
    skills: draft.skills.map((entry) => entry.value),
    levels: draft.levels.map((entry) => entry.value),
    layers: draft.layers.map((entry) => entry.value),
    tools: draft.tools.map((entry) => entry.value),
    resources: draft.resources.map((entry) => entry.value),
    rhythm: draft.rhythm.map((entry) => entry.value),
    ladder: draft.ladder.map((entry) => entry.value),
    pictures: draft.pictures.map((entry) => entry.value),
    labs: draft.labs.map((entry) => entry.value),
  };
}
