import type { PracticeSession, Subject } from '../../../electron/shared/practice.ts';
import type { ParsedEntry, Part } from '../../../electron/shared/words/types.ts';

export const emptySubject: Subject = {
  skillId: null,
  labId: null,
  targetId: null,
  activity: 'building',
  note: '',
};

/** The subject of a session or timer, without its times. */
export function subjectOf({ skillId, labId, targetId, activity, note }: Subject): Subject {
  return { skillId, labId, targetId, activity, note };
}

/** What a form holds for a session: minutes as text, so that a half-typed number is not an error. */
export interface SessionDraft {
  minutes: string;
  startedAt: string;
  subject: Subject;
}

export function draftOf(
  session: PracticeSession | undefined,
  toLocalInput: (at: number) => string,
): SessionDraft {
  return {
    minutes: session ? String(Math.round(session.seconds / 6) / 10) : '45',
    startedAt: session ? toLocalInput(session.startedAt) : '',
    subject: session ? subjectOf(session) : emptySubject,
  };
}

const SUBJECT_FIELDS = ['skillId', 'labId', 'targetId', 'activity', 'note'] as const;
const ALL_FIELDS = ['minutes', 'startedAt', ...SUBJECT_FIELDS] as const;
export type DraftField = (typeof ALL_FIELDS)[number];

const PART_FIELD: Record<Part, DraftField> = {
  length: 'minutes',
  when: 'startedAt',
  skill: 'skillId',
  lab: 'labId',
  target: 'targetId',
  activity: 'activity',
  note: 'note',
};

/**
 * The draft with what the words say filled in. A field that was changed by hand stays, and so does every field
 * that the words do not speak of.
 */
export function fillFromWords(
  draft: SessionDraft,
  { entry, understood }: ParsedEntry,
  { byHand, toLocalInput }: { byHand: ReadonlySet<DraftField>; toLocalInput: (at: number) => string },
): SessionDraft {
  if (!entry) return draft;
  const said = understood.filter((it) => it.spans.length > 0 || it.part === 'note');
  const open = new Set(said.map((it) => PART_FIELD[it.part]).filter((field) => !byHand.has(field)));
  const subject = Object.fromEntries(
    SUBJECT_FIELDS.filter((field) => open.has(field)).map((field) => [field, entry[field]]),
  );
  return {
    minutes: open.has('minutes') ? String(Math.round(entry.minutes * 10) / 10) : draft.minutes,
    startedAt:
      open.has('startedAt') && entry.startedAt !== undefined
        ? toLocalInput(entry.startedAt)
        : draft.startedAt,
    subject: { ...draft.subject, ...subject },
  };
}

/** The fields in which two drafts differ: what a hand has changed. */
export function changedFields(before: SessionDraft, after: SessionDraft): DraftField[] {
  const flat = ({ subject, ...times }: SessionDraft) => ({ ...times, ...subject });
  const [a, b] = [flat(before), flat(after)];
  return ALL_FIELDS.filter((field) => a[field] !== b[field]);
}

/** Takes the given fields from another draft. */
export function withFields(
  draft: SessionDraft,
  from: SessionDraft,
  fields: readonly DraftField[],
): SessionDraft {
  const pick = (field: 'minutes' | 'startedAt'): string => (fields.includes(field) ? from : draft)[field];
  const subject = Object.fromEntries(
    SUBJECT_FIELDS.filter((field) => fields.includes(field)).map((field) => [field, from.subject[field]]),
  );
  return {
    minutes: pick('minutes'),
    startedAt: pick('startedAt'),
    subject: { ...draft.subject, ...subject },
  };
}

export type SessionValues = Partial<Subject> & { minutes?: number; startedAt?: number };

/**
 * What a form sends: of a session that was there (`before`) only what differs from it, of a new one everything.
 * @param minutes what the draft's text for the length says
 */
export function valuesOf(
  { before, draft }: { before?: SessionDraft; draft: SessionDraft },
  minutes: number,
): SessionValues {
  const fields = new Set<DraftField>(before ? changedFields(before, draft) : ALL_FIELDS);
  const subject = Object.entries(draft.subject).filter(([field]) => fields.has(field as DraftField));
  return {
    ...(Object.fromEntries(subject) as Partial<Subject>),
    ...(fields.has('minutes') ? { minutes } : {}),
    ...(fields.has('startedAt') && draft.startedAt !== ''
      ? { startedAt: new Date(draft.startedAt).getTime() }
      : {}),
  };
}
