import type { CurriculumView, Priority } from '../../../electron/shared/curriculum.ts';
import type { LabSummary } from '../../../electron/shared/labs.ts';

/** A lab of the catalogue: one that can be opened, or one that the curriculum names for a later version. */
export interface Entry {
  id: string;
  title: string;
  /** Null when this version does not hold the lab. */
  lab: LabSummary | null;
  skills: { id: string; title: string }[];
  /** The highest priority of its skills; null for labs of the fundamentals only. */
  priority: Priority | null;
}

export type PriorityFilter = 'all' | Priority | 'base';

/** Joins the labs that are here with those that the curriculum names, most wanted skills first. */
export function catalogueEntries(
  labs: readonly LabSummary[],
  curriculum: Pick<CurriculumView, 'labs' | 'skills'>,
): Entry[] {
  const skills = new Map(curriculum.skills.map((skill) => [skill.id, skill]));
  const here = new Set(labs.map(({ id }) => id));
  const later = curriculum.labs.filter(({ id }) => !here.has(id));
  const entry = (source: LabSummary | (typeof later)[number], lab: LabSummary | null): Entry => {
    const known = source.skills.flatMap((id) => skills.get(id) ?? []);
    const ranked = known.flatMap(({ priority }) => priority ?? []).sort();
    return {
      id: source.id,
      title: source.title,
      lab,
      skills: known.map(({ id, title }) => ({ id, title })),
      priority: ranked[0] ?? null,
    };
  };
  const rank = ({ priority }: Entry): string => priority ?? 'P9';
  return [...labs.map((lab) => entry(lab, lab)), ...later.map((lab) => entry(lab, null))].sort((a, b) =>
    rank(a).localeCompare(rank(b)),
  );
}

/** Entries that hold every word of `search` in their title, summary or skills, of one priority. */
export function filterEntries(entries: readonly Entry[], search: string, priority: PriorityFilter): Entry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    if (priority !== 'all' && (entry.priority ?? 'base') !== priority) return false;
    const text = [entry.title, entry.id, entry.lab?.summary, ...entry.skills.map(({ title }) => title)]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
