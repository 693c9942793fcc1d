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

/** More than anyone reads: one letter fits nearly all there is, and to draw that takes longer than to type the next. */
const MOST = 40;

/**
 * The best actions for a search, best group first, and how many more fit. Ranked here, so that the first one is surely
 * the selected one.
 */
export function rankActions(
  actions: readonly Action[],
  search: string,
): { groups: ActionGroup[]; more: number } {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting =
    words.length === 0
      ? actions.filter((action) => !LONG_GROUPS.has(action.group))
      : actions
          .map((action) => ({ action, score: score(action, words) }))
          .filter((entry) => entry.score > 0)
          .toSorted((one, other) => other.score - one.score)
          .map((entry) => entry.action);
  const groups = Map.groupBy(fitting.slice(0, MOST), (action) => action.group);
  return {
    groups: [...groups].map(([heading, items]) => ({ heading, items })),
    more: Math.max(0, fitting.length - MOST),
  };
}
