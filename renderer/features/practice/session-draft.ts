import type { PracticeSession, Subject } from '../../../electron/shared/practice.ts';

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

/**
 * Reads how long a session took the way people write it: "45", "45 min", "1:30", "1h30", "1.5 h".
 * Gives minutes, or null when it cannot be read.
 */
export function parseMinutes(text: string): number | null {
  const given = text.trim().toLowerCase().replace(',', '.');
  const colon = /^(\d{1,2}):([0-5]\d)$/.exec(given);
  if (colon) return Number(colon[1]) * 60 + Number(colon[2]);
  const parts =
    /^(?:(\d+(?:\.\d+)?)\s*h(?:ours?|rs?)?)?\s*(?:(\d+(?:\.\d+)?)\s*(?:m(?:in(?:utes?)?)?)?)?$/.exec(given);
  if (!parts || (!parts[1] && !parts[2])) return null;
  return Number(parts[1] ?? 0) * 60 + Number(parts[2] ?? 0);
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
