import type { CurriculumView, Priority } from '../../../electron/shared/curriculum.ts';
import type { LabSummary } from '../../../electron/shared/labs.ts';
import type { SkillStanding } from '../../../electron/shared/skills.ts';

/** A lab of the catalogue: one that can be opened, or one that the curriculum names for a later version. */
export interface Entry {
  id: string;
  title: string;
  /** Null when this version does not hold the lab. */
  lab: LabSummary | null;
  skills: { id: string; title: string; standing: SkillStanding | undefined }[];
  /** The highest priority of its skills; null for labs of the fundamentals only. */
  priority: Priority | null;
  /** Ids of entries that come before it; those that nobody has are left out. */
  prerequisites: string[];
  /** How many labs one after the other come before it. */
  depth: number;
}

/** How far a lab is, as the filter and the badges name it. */
export type EntryState = 'new' | 'started' | 'stale' | 'passed' | 'later';
export const STATES: readonly EntryState[] = ['new', 'started', 'stale', 'passed', 'later'];

/** A lab of which steps have gone stale is both started and stale; the second says more. */
export function stateOf({ lab }: Entry): EntryState {
  if (!lab) return 'later';
  return lab.stepsStale > 0 ? 'stale' : lab.state;
}

export type BandId = Priority | 'base';
export const BANDS: readonly BandId[] = ['P0', 'P1', 'P2', 'P3', 'base'];

export interface Selection {
  text: string;
  /** A skill's id, or `all`. */
  skill: string;
  /** A language's name, or `all`. */
  language: string;
  state: EntryState | 'all';
}

interface Sources {
  labs: readonly LabSummary[];
  curriculum: Pick<CurriculumView, 'labs' | 'skills'>;
  standings?: readonly SkillStanding[];
}

/** Joins the labs that are here with those that the curriculum names: most wanted skills first, then what comes before. */
export function catalogueEntries({ labs, curriculum, standings = [] }: Sources): Entry[] {
  const skills = new Map(curriculum.skills.map((skill) => [skill.id, skill]));
  const standingOf = new Map(standings.map((standing) => [standing.id, standing]));
  const here = new Map(labs.map((lab) => [lab.id, lab]));
  const sources = [...labs, ...curriculum.labs.filter(({ id }) => !here.has(id))];
  const ids = new Set(sources.map(({ id }) => id));
  const before = new Map(
    sources.map(({ id, prerequisites }) => [id, prerequisites.filter((other) => ids.has(other))]),
  );
  const entries = sources.map((source): Entry => {
    const known = source.skills.flatMap((id) => skills.get(id) ?? []);
    const ranked = known.flatMap(({ priority }) => priority ?? []).sort();
    return {
      id: source.id,
      title: source.title,
      lab: here.get(source.id) ?? null,
      skills: known.map(({ id, title }) => ({ id, title, standing: standingOf.get(id) })),
      priority: ranked[0] ?? null,
      prerequisites: before.get(source.id) ?? [],
      depth: depthOf(source.id, before),
    };
  });
  const place = new Map(curriculum.labs.map(({ id }, at) => [id, at]));
  const placeOf = ({ id }: Entry): number => place.get(id) ?? place.size;
  return entries.sort(
    (a, b) =>
      BANDS.indexOf(bandOf(a)) - BANDS.indexOf(bandOf(b)) || a.depth - b.depth || placeOf(a) - placeOf(b),
  );
}

/** The longest way to a lab. Labs of other people may need each other in a ring; a step back ends it. */
function depthOf(id: string, before: ReadonlyMap<string, string[]>, path: readonly string[] = []): number {
  const open = (before.get(id) ?? []).filter((other) => other !== id && !path.includes(other));
  return Math.max(0, ...open.map((other) => 1 + depthOf(other, before, [...path, id])));
}

export const bandOf = ({ priority }: Entry): BandId => priority ?? 'base';

/** Entries that hold every word of the text in their title, summary or skills, and fit the rest of the selection. */
export function filterEntries(entries: readonly Entry[], selection: Selection): Entry[] {
  const words = selection.text.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    const text = [entry.title, entry.id, entry.lab?.summary, ...entry.skills.map(({ title }) => title)]
      .join(' ')
      .toLowerCase();
    return (
      words.every((word) => text.includes(word)) &&
      (selection.skill === 'all' || entry.skills.some(({ id }) => id === selection.skill)) &&
      (selection.language === 'all' || (entry.lab?.languages.includes(selection.language) ?? false)) &&
      (selection.state === 'all' || stateOf(entry) === selection.state)
    );
  });
}
