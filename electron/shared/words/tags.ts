import { activity, type Activity } from '../practice.ts';
import { named, nearestIds } from './names.ts';
import type { EntryContext, Item, Named, Problem } from './types.ts';

export type TagPart = 'skill' | 'lab' | 'target' | 'activity';
export interface TagMeaning {
  part: TagPart;
  id: string;
  title: string;
}

export const ACTIVITIES: readonly (Named & { id: Activity })[] = activity.options.map((id) => ({
  id,
  title: id[0]!.toUpperCase() + id.slice(1),
}));

const PREFIX = /^(skill|lab|target|activity|kind):(.+)$/;

/**
 * What `#tag` means. A kind of work or a full id comes first; then the words of skills, labs and targets in
 * that order, so `#rag` is the skill; `#lab:rag` says which kind is meant.
 */
export function readTag(item: Item<'tag'>, context: EntryContext): TagMeaning | Problem {
  const kinds: Record<TagPart, readonly Named[]> = {
    activity: ACTIVITIES,
    skill: context.skills,
    lab: context.labs,
    target: context.targets,
  };
  const prefix = PREFIX.exec(item.name);
  const only = prefix?.[1] === 'kind' ? 'activity' : (prefix?.[1] as TagPart | undefined);
  const tag = prefix?.[2] ?? item.name;
  const order: TagPart[] = only ? [only] : ['activity', 'skill', 'lab', 'target'];

  for (const part of order) {
    const exact = kinds[part].find((thing) => thing.id === tag);
    // A lab's short id must not hide the skill that people mean by it.
    const shy = !only && part === 'lab' && !tag.includes('-') && named(context.skills, tag).length > 0;
    if (exact && !shy) return { part, id: exact.id, title: exact.title };
  }
  for (const part of order) {
    const found = named(kinds[part], tag);
    if (found.length === 1) return { part, id: found[0]!.id, title: found[0]!.title };
    if (found.length > 1) {
      const options = found.slice(0, 4).map((thing) => `#${thing.id}`);
      return problem(item, `${item.text} can mean ${found.length} things.`, `Write ${options.join(' or ')}.`);
    }
  }
  const near = nearestIds(
    order.flatMap((part) => kinds[part]),
    tag,
  );
  return problem(
    item,
    `Nothing is called ${item.text.slice(0, 40)}.`,
    near.length > 0
      ? `The nearest: ${near.map((id) => `#${id}`).join(', ')}.`
      : 'Name a skill, a lab, a target or a kind of work, or put it in quotes to keep it in the note.',
  );
}

const problem = (item: Item, message: string, hint: string): Problem => ({
  message,
  hint,
  span: item.span,
  blocks: true,
});
