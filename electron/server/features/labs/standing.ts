import { existsSync } from 'node:fs';
import type { LabSummary, StepState } from '../../../shared/labs.ts';
import type { Language } from '../../../shared/settings.ts';
import type { Lab } from '../../labs/lab.ts';
import { isGivenOutdated } from '../../labs/refresh-given.ts';
import { hashGiven } from '../../labs/workspace.ts';
import type { LabStore } from './store.ts';

interface Where {
  store: LabStore;
  lab: Lab;
  language: Language;
  folder: string;
}

/** The state of each step. A pass whose checks or given files have changed since is stale. */
export function stepStates({ store, lab, language, folder }: Where): StepState[] {
  const rows = store.steps(lab.manifest.id, language);
  const hasPassed = [...rows.values()].some(({ status }) => status === 'pass');
  // Known before the workspace is opened, which is when its files are brought up to date.
  const isOutdated = hasPassed && (!existsSync(folder) || isGivenOutdated({ folder, lab, language }));
  return lab.steps.map(({ id, title }) => {
    const row = rows.get(id);
    const hintsRevealed = store.hints(lab.manifest.id, id);
    if (!row) return { id, title, status: 'todo', passedAt: null, verifiedWith: null, hintsRevealed };
    const { passedAt, verifiedWith } = row;
    const isStale =
      row.status === 'pass' && (isOutdated || row.givenHash !== hashGiven({ folder, lab, language }, id));
    return { id, title, status: isStale ? 'stale' : row.status, passedAt, verifiedWith, hintsRevealed };
  });
}

/** A lab as the catalogue shows it, in the language in which most of it passes. */
export function labSummaryOf(
  store: LabStore,
  lab: Lab,
  folderOf: (language: Language) => string,
): LabSummary {
  const { id, title, summary, skills, minutes, prerequisites, languages } = lab.manifest;
  const opened = store.opened(id);
  const best = opened
    .map((language) => stepStates({ store, lab, language, folder: folderOf(language) }))
    .toSorted((a, b) => passesIn(b) - passesIn(a) || stalesIn(b) - stalesIn(a))[0];
  const stepsPassed = best ? passesIn(best) : 0;
  const isPassed = stepsPassed === lab.steps.length;
  const state = isPassed ? 'passed' : opened.length > 0 ? 'started' : 'new';
  const models = isPassed ? (best ?? []).flatMap(({ verifiedWith }) => verifiedWith ?? []) : [];
  const verifiedWith = [...new Set(models)];
  return {
    id,
    title,
    summary,
    skills,
    minutes,
    prerequisites,
    languages,
    state,
    stepsPassed,
    stepsStale: best ? stalesIn(best) : 0,
    steps: lab.steps.length,
    touchedAt: store.touchedAt(id),
    verifiedWith,
  };
}

const countOf =
  (wanted: StepState['status']) =>
  (steps: readonly StepState[]): number =>
    steps.filter(({ status }) => status === wanted).length;
const passesIn = countOf('pass');
const stalesIn = countOf('stale');
