import type { Curriculum } from '../../electron/shared/curriculum.ts';
import type { LabSummary } from '../../electron/shared/labs.ts';
import type { Action } from './actions.ts';

interface Content {
  curriculum: Curriculum | undefined;
  labs: readonly LabSummary[] | undefined;
  go: (to: string) => void;
}

interface Named {
  id: string;
  title: string;
  keywords: string[];
}

/** One palette entry for each skill, tool, target and lab. */
export function contentActions({ curriculum, labs = [], go }: Content): Action[] {
  const entries = (group: string, base: string, items: readonly Named[]): Action[] =>
    items.map(({ id, title, keywords }) => ({
      id: `${group}.${id}`,
      title,
      group,
      keywords,
      run: () => go(`${base}${id}`),
    }));
  const targets = (curriculum?.paths ?? []).flatMap((path) => path.phases.flatMap((phase) => phase.targets));
  const { skills = [], tools = [] } = curriculum ?? {};
  return [
    ...entries(
      'Labs',
      '/labs/',
      labs.map((lab) => ({ ...lab, keywords: [lab.summary, ...lab.skills] })),
    ),
    ...entries(
      'Skills',
      '/skills/',
      skills.map((skill) => ({ ...skill, keywords: [skill.priority ?? 'fundamental'] })),
    ),
    ...entries(
      'Tools',
      '/tools/',
      tools.map((tool) => ({ ...tool, keywords: [tool.layer] })),
    ),
    ...entries(
      'Targets',
      '/roadmap?target=',
      targets.map((target) => ({ ...target, keywords: target.skills })),
    ),
  ];
}
