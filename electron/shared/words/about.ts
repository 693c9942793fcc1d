import type { Subject } from '../practice.ts';
import { leadingName } from './names.ts';
import { ACTIVITIES, readTag, type TagMeaning, type TagPart } from './tags.ts';
import type { EntryContext, Item, Problem, Span, Understood } from './types.ts';

/** What the time was about, as far as the words say. */
export interface About {
  subject: Partial<Subject>;
  understood: Understood[];
  problems: Problem[];
}

const VERBS: Record<string, string> = {
  read: 'reading',
  built: 'building',
  taught: 'teaching',
  reviewed: 'reviewing',
  planned: 'planning',
};
const JOINING = /^(?:on|about|for|of|with|in)$/i;
const EDGES = /^[\s,;:–—-]+|[\s,;:–—-]+$/g;

/**
 * Reads the subject. Tags name anything, anywhere. Without a tag the first words may name the kind of work and
 * the skill ("rag chunking", "reading about mcp"); those words leave the note. Everything else is the note.
 */
export function readAbout(items: readonly Item[], text: string, context: EntryContext): About {
  const about: About = { subject: {}, understood: [], problems: [] };
  for (const item of items) if (item.kind === 'tag') takeTag(item, about, context);
  // Only the words before the first quote can lead; a quoted text is the note as it stands.
  const rest = items.filter((item) => item.kind === 'word' || item.kind === 'quote');
  const taken = takeLeading(rest, about, context);
  const left = rest.slice(taken);
  const note = context.fixed?.note ?? noteOf(left, text);
  if (note !== '') {
    about.subject.note = note;
    about.understood.push({
      part: 'note',
      text: note,
      spans: left.map((item) => item.span),
      meaning: note,
    });
  }
  return about;
}

const FIELD = { skill: 'skillId', lab: 'labId', target: 'targetId', activity: 'activity' } as const;

function takeTag(item: Item<'tag'>, about: About, context: EntryContext): void {
  const meaning = readTag(item, context);
  if ('message' in meaning) {
    about.problems.push(meaning);
    return;
  }
  if (context.fixed?.[FIELD[meaning.part]]) return;
  const before = about.understood.find((it) => it.part === meaning.part);
  if (before) {
    about.problems.push({
      message: `${before.text} and ${item.text} are two ${meaning.part === 'activity' ? 'kinds of work' : `${meaning.part}s`}.`,
      hint: 'Keep one, or log two entries.',
      span: item.span,
      blocks: true,
    });
    return;
  }
  take(about, meaning, [item]);
}

function take(about: About, { part, id, title }: TagMeaning, items: readonly Item[]): void {
  if (part === 'activity') {
    const found = ACTIVITIES.find((it) => it.id === id);
    if (found) about.subject.activity = found.id;
  } else about.subject[FIELD[part]] = id;
  const text = items.map((item) => item.text).join(' ');
  about.understood.push({ part, text, spans: items.map((item) => item.span), meaning: title });
}

/** Takes the kind of work and the skill (after "lab": the lab) from the front, and says how many items they were. */
function takeLeading(rest: readonly Item[], about: About, context: EntryContext): number {
  const isOpen = (part: TagPart): boolean => {
    const fixed = context.fixed?.[FIELD[part]];
    return !fixed && !about.understood.some((it) => it.part === part);
  };
  let at = 0;
  for (let round = 0; round < 3 && rest[at]?.kind === 'word'; round += 1) {
    const first = rest[at]!;
    const word = first.text.toLowerCase().replace(/[,;:.]+$/, '');
    const kind = ACTIVITIES.find((it) => it.id === word);
    if (kind && isOpen('activity')) {
      take(about, { part: 'activity', ...kind }, [first]);
      at += 1;
      continue;
    }
    const verb = ACTIVITIES.find((it) => it.id === VERBS[word]);
    // "read the paper" says the kind of work and is a note as well, so the word stays.
    if (verb && isOpen('activity')) take(about, { part: 'activity', ...verb }, [first]);
    const joined = at + (JOINING.test(word) && rest[at + 1] ? 1 : 0);
    const count = takeName(rest.slice(joined), { about, context, isOpen });
    if (count === 0) break;
    at = joined + count;
  }
  return at;
}

interface Leading {
  about: About;
  context: EntryContext;
  isOpen(part: TagPart): boolean;
}

function takeName(rest: readonly Item[], { about, context, isOpen }: Leading): number {
  const quote = rest.findIndex((item) => item.kind === 'quote');
  const words = (quote === -1 ? rest : rest.slice(0, quote)).slice(0, 6);
  const part = about.subject.activity === 'lab' && isOpen('lab') ? 'lab' : 'skill';
  if (!isOpen(part)) return 0;
  const things = part === 'lab' ? context.labs : context.skills;
  const { found, count } = leadingName(
    things,
    words.map((item) => item.text),
  );
  const used = words.slice(0, count);
  if (found.length === 1) {
    take(about, { part, ...found[0]! }, used);
    return count;
  }
  if (found.length > 1) {
    about.problems.push({
      message: `"${used.map((item) => item.text).join(' ')}" fits several skills, so it stays in the note.`,
      hint: `Write ${found.map((it) => `#${it.id}`).join(' or ')} to choose.`,
      span: spanOf(used),
      blocks: false,
    });
  }
  return 0;
}

const spanOf = (items: readonly Item[]): Span => ({
  start: items[0]!.span.start,
  end: items.at(-1)!.span.end,
});

/** The note as it was typed; where something was taken out of it, one space. */
function noteOf(items: readonly Item[], text: string): string {
  let note = '';
  let end = -1;
  for (const item of items) {
    const between = end === -1 ? '' : text.slice(end, item.span.start);
    note += end === -1 || /^\s+$/.test(between) ? between : ' ';
    note += item.kind === 'quote' ? item.note : item.text;
    end = item.span.end;
  }
  return items.some((item) => item.kind === 'quote') ? note.trim() : note.replace(EDGES, '');
}
