import type { HistoryEntry, SessionChange } from './practice-changes.ts';
import type { PracticeSession } from './practice.ts';
import { formatDate, formatDuration } from './time.ts';

const ACTORS: Record<HistoryEntry['actor'], string> = {
  hand: 'You, in Cairn',
  terminal: 'You, in the terminal',
  timer: 'The timer',
  lab: 'A lab',
  import: 'An import',
};

const DONE: Record<HistoryEntry['action'], (sessions: string) => string> = {
  log: (sessions) => `Logged ${sessions}`,
  edit: (sessions) => `Changed ${sessions}`,
  delete: (sessions) => `Deleted ${sessions}`,
  split: () => 'Split a session',
  merge: () => 'Merged sessions',
  move: (sessions) => `Moved ${sessions}`,
  bulk: (sessions) => `Changed ${sessions}`,
  trim: () => 'Took shared time out',
  import: (sessions) => `Imported ${sessions}`,
};

/** Who or what did it, for people. */
export const actorInWords = ({ actor }: Pick<HistoryEntry, 'actor'>): string => ACTORS[actor];

/** "Deleted 3 sessions". */
export function actionInWords({ action, sessions }: Pick<HistoryEntry, 'action' | 'sessions'>): string {
  return DONE[action](sessions === 1 ? 'a session' : `${sessions.toLocaleString('en-GB')} sessions`);
}

export interface FieldChange {
  field: string;
  before: string;
  after: string;
}

/** What names a person reads for ids. */
export interface Names {
  skill(id: string | null): string | null;
  lab(id: string | null): string | null;
  target(id: string | null): string | null;
  activity(name: string): string;
}

const NOTHING = 'none';
const clip = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line === '' ? NOTHING : line.length > 80 ? `${line.slice(0, 79)}…` : line;
};

function shown(session: PracticeSession, names: Names): Record<string, string> {
  const clock = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: session.zone,
  });
  return {
    Day: formatDate(session.localDate),
    Time: `${clock.format(session.startedAt)} to ${clock.format(session.endedAt)}`,
    Length: formatDuration(session.seconds),
    Skill: names.skill(session.skillId) ?? NOTHING,
    Kind: names.activity(session.activity),
    Lab: names.lab(session.labId) ?? NOTHING,
    Target: names.target(session.targetId) ?? NOTHING,
    Note: clip(session.note),
  };
}

/** The fields in which a session differs before and after, as a person reads them. Empty for a new or deleted one. */
export function fieldChanges({ kind, before, after }: SessionChange, names: Names): FieldChange[] {
  if (kind !== 'update' || before === null) return [];
  const [old, now] = [shown(before, names), shown(after, names)];
  const differs = before.note !== after.note;
  return Object.keys(now)
    .filter((field) => (field === 'Note' ? differs : old[field] !== now[field]))
    .map((field) => ({ field, before: old[field]!, after: now[field]! }));
}

/** "20 Nov 2026, 45 min, RAG architectures": a session in a line. */
export function sessionInWords(session: PracticeSession, names: Names): string {
  const { Day, Length, Skill, Note } = shown(session, names);
  return [Day, Length, Skill === NOTHING ? null : Skill, Note === NOTHING ? null : Note]
    .filter(Boolean)
    .join(', ');
}
