import {
  MAX_NAMES,
  NOTE_MAX,
  type ImportFormat,
  type ImportOptions,
  type NameChoice,
  type NameSeen,
} from '../../../shared/imports.ts';
import { activity, type Activity } from '../../../shared/practice.ts';
import { withAllWords, wordsOf } from '../../../shared/words/names.ts';
import { LONGEST_S, type Entry } from './entry.ts';

export interface SkillName {
  id: string;
  title: string;
}

/** What an entry is about, once its project, tags and columns are weighed. */
export interface Meaning {
  skillId: string | null;
  activity: Activity;
  leaveOut: boolean;
  /** The note, with the project and the tags that became neither a skill nor a kind of work: nothing is lost. */
  note: string;
}

interface Inputs {
  format: ImportFormat;
  skills: readonly SkillName[];
  chosen: NonNullable<ImportOptions['names']>;
  remembered: Readonly<Record<string, NameChoice>>;
}

type Seen = Omit<NameSeen, 'rows' | 'seconds'> & { rows: number; seconds: number };

/** What all entries share that are named after the same things. */
interface Shared extends Omit<Meaning, 'note'> {
  names: readonly Seen[];
  noteOf: (note: string) => string;
}

export interface Names {
  /** What the entry is about. Counts its time for its names. */
  meaningOf(entry: Entry): Meaning;
  /** Every project and tag, the longest first. */
  seen(): NameSeen[];
}

/**
 * Turns projects and tags into skills and kinds of work: a choice made now, else the last import's, else a name that
 * is alike. A tag is more particular than its project and wins; a column that names the skill wins over both. What a
 * file calls leave-out, it leaves out.
 */
export function createNames({ format, skills, chosen, remembered }: Inputs): Names {
  const all = new Map<string, Seen>();
  const skillOf = createSkillFinder(skills, format === 'wakatime' || format === 'activitywatch');
  // Every program that was in front is in ActivityWatch's file; only a person knows which of it was practice.
  const unknown: NameChoice = { skillId: null, activity: null, leaveOut: format === 'activitywatch' };

  function guess(name: string): { choice: NameChoice; from: NameSeen['from'] } {
    const kind = activity.safeParse(name.trim().toLowerCase());
    const skillId = skillOf(name);
    if (skillId === null && !kind.success) return { choice: unknown, from: 'none' };
    return { choice: { skillId, activity: kind.success ? kind.data : null, leaveOut: false }, from: 'guess' };
  }

  function nameOf(kind: NameSeen['kind'], name: string): Seen {
    const key = `${kind}:${name.slice(0, 300)}`;
    let seen = all.get(key);
    if (!seen) {
      const given = chosen[key] ?? remembered[key];
      const { choice, from } = given
        ? { choice: given, from: chosen[key] ? ('choice' as const) : ('last-time' as const) }
        : guess(name);
      all.set(key, (seen = { key, kind, name, rows: 0, seconds: 0, ...choice, from }));
    }
    return seen;
  }

  const together = new Map<string, Shared>();
  /** Most entries share what they are named after with others, so each combination is weighed once. */
  function sharedOf({ project, tags, skill: text, activity: kind }: Entry): Shared {
    const key = `${project}\0${text}\0${kind}\0${tags.length === 0 ? '' : tags.join('\0')}`;
    let shared = together.get(key);
    if (!shared) {
      const skill = text === '' ? null : skillOf(text);
      // A skill that Cairn does not know can still be given one by hand, like a tag.
      const extra = text !== '' && skill === null ? [text] : [];
      const names = [
        ...[...tags, ...extra].map((tag) => nameOf('tag', tag)),
        ...(project === '' ? [] : [nameOf('project', project)]),
      ];
      together.set(key, (shared = { names, ...weigh(names, { skill, kind }) }));
    }
    return shared;
  }

  return {
    meaningOf(entry) {
      const { names, skillId, activity: kind, leaveOut, noteOf } = sharedOf(entry);
      for (const name of names) {
        name.rows += 1;
        // A row that counts more is refused; what a file says must not take the sum beyond all numbers.
        name.seconds += Math.min(LONGEST_S, Math.max(0, entry.seconds));
      }
      return { skillId, activity: kind, leaveOut, note: noteOf(entry.note) };
    },
    seen: () => [...all.values()].toSorted((a, b) => b.seconds - a.seconds).slice(0, MAX_NAMES * 10),
  };
}

/**
 * Finds the one skill that a text names.
 * @param wholeNames a folder called "agent" or a program called "Data" says little; there only a whole name counts
 */
function createSkillFinder(
  skills: readonly SkillName[],
  wholeNames: boolean,
): (text: string) => string | null {
  const known = new Map<string, string | null>();
  return (text) => {
    let found = known.get(text);
    if (found === undefined) {
      const words = wordsOf(text.slice(0, 200));
      const [only, ...others] = withAllWords(skills, words);
      const fits = only !== undefined && others.length === 0 && (!wholeNames || isWhole(only, words));
      known.set(text, (found = fits ? only.id : null));
    }
    return found;
  };
}

const isWhole = ({ id, title }: SkillName, words: readonly string[]): boolean =>
  [id, title].some((name) => wordsOf(name).join(' ') === words.join(' '));

function weigh(
  names: readonly Seen[],
  { skill, kind }: { skill: string | null; kind: string },
): Omit<Shared, 'names'> {
  const said = activity.safeParse(kind.toLowerCase());
  return {
    skillId: skill ?? names.find((name) => name.skillId !== null)?.skillId ?? null,
    activity: said.success
      ? said.data
      : (names.find((name) => name.activity !== null)?.activity ?? 'building'),
    leaveOut: names.some((name) => name.leaveOut),
    noteOf: noteBuilder(names),
  };
}

/** An entry without a note keeps its project's name as one, whatever that became. */
function noteBuilder(names: readonly Seen[]): (note: string) => string {
  const left = names.filter((name) => name.skillId === null && name.activity === null);
  if (left.length === 0) {
    const project = names.find(({ kind }) => kind === 'project')?.name ?? '';
    return (note) => note || project;
  }
  const project = left.find(({ kind }) => kind === 'project')?.name ?? '';
  const tags = left.filter(({ kind }) => kind === 'tag').map(({ name }) => `#${name.replaceAll(' ', '-')}`);
  const behind = tags.join(' ');
  return (note) => {
    const front = project === '' || note === '' ? project + note : `${project}: ${note}`;
    const whole = front === '' || behind === '' ? front + behind : `${front} ${behind}`;
    return whole.length > NOTE_MAX ? note : whole;
  };
}
