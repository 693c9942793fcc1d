import { TIMER_GROUP, type Action } from './actions.ts';

/** Without a search the long lists (skills, tools, targets) would bury the commands. */
const LONG_GROUPS = new Set(['Skills', 'Tools', 'Targets', TIMER_GROUP]);

export interface ActionGroup {
  heading: string;
  items: Action[];
}

/** How well an action fits: 0 for not at all. A name that begins with the search fits best. */
function score(action: Action, words: readonly string[]): number {
  const title = action.title.toLowerCase();
  const text = [title, action.group, ...(action.keywords ?? [])].join(' ').toLowerCase();
  if (!words.every((word) => text.includes(word))) return 0;
  // A page or skill of that name comes before the timer on it.
  if (action.group === TIMER_GROUP) return 0.1;
  const first = words[0] ?? '';
  if (title.startsWith(first)) return 1;
  if (title.split(/\W+/).some((word) => word.startsWith(first))) return 0.8;
  return title.includes(first) ? 0.5 : 0.3;
}

/** The actions for a search, best group first. Ranked here, so that the first one is surely the selected one. */
export function rankActions(actions: readonly Action[], search: string): ActionGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting =
    words.length === 0
      ? actions.filter((action) => !LONG_GROUPS.has(action.group))
      : actions
          .map((action) => ({ action, score: score(action, words) }))
          .filter((entry) => entry.score > 0)
          .toSorted((one, other) => other.score - one.score)
          .map((entry) => entry.action);
  return [...Map.groupBy(fitting, (action) => action.group)].map(([heading, items]) => ({ heading, items }));
}
