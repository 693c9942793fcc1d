import { AppError } from '../../../shared/errors.ts';
import { newId } from '../../../shared/ids.ts';
import type { Acted, Cut, MergeInput, SplitInput } from '../../../shared/practice-changes.ts';
import type { Actor, PracticeSession, Subject } from '../../../shared/practice.ts';
import { cutTimes, joinTimes, momentAfter } from '../../../shared/stretches.ts';
import type { Clock } from '../../deps.ts';
import type { History } from './history.ts';
import type { Rules } from './rules.ts';

/** A merged session that spans more than this is a slip of the hand. */
const LONGEST_MS = 36 * 3_600_000;

type Deps = { clock: Clock; rules: Rules; history: History };

/** Sessions into more or fewer sessions. Time is moved between them and never made. */
export function createReshaping({ clock, rules, history }: Deps) {
  function split({ id, cuts, parts = [] }: SplitInput, actor: Actor = 'hand'): Acted & { ids: string[] } {
    const before = rules.need(id);
    const times = cutTimes(before, momentsOf(before, cuts));
    if (!times)
      throw new AppError('bad_input', 'A part of that split would hold less than a second.', {
        hint: 'Choose another moment: each part needs some of the counted time.',
      });
    const now = clock.now();
    const pieces = times.map((time, i) => ({
      ...before,
      ...about(parts[i]),
      ...time,
      id: i === 0 ? id : newId(now),
      createdAt: i === 0 ? before.createdAt : now,
      updatedAt: now,
      localDate: rules.dayOf(time.startedAt, before.zone),
    }));
    const { changeId } = history.act({ action: 'split', actor }, (write) => {
      write.update(before, pieces[0]!);
      for (const piece of pieces.slice(1)) write.create(piece);
    });
    return { sessions: pieces.length, changeId, ids: pieces.map((piece) => piece.id) };
  }

  function merge({ ids, about: wanted }: MergeInput, actor: Actor = 'hand'): Acted & { id: string } {
    const sessions = [...new Set(ids)].map(rules.need).toSorted((a, b) => a.startedAt - b.startedAt);
    const [first, ...others] = sessions;
    if (!first || others.length === 0)
      throw new AppError('bad_input', 'One session cannot be merged.', { hint: 'Choose at least two.' });
    const times = joinTimes(sessions);
    if (times.endedAt - times.startedAt > LONGEST_MS)
      throw new AppError('bad_input', 'Those sessions lie more than 36 hours apart.', {
        hint: 'Merge sessions of one sitting. To give many sessions the same skill, change them together.',
      });
    const longest = sessions.reduce((a, b) => (b.seconds > a.seconds ? b : a));
    const { skillId, labId, targetId, activity } = longest;
    const after: PracticeSession = {
      ...first,
      skillId,
      labId,
      targetId,
      activity,
      note: joinNotes(sessions),
      ...about(wanted),
      ...times,
      localDate: rules.dayOf(times.startedAt, first.zone),
      updatedAt: clock.now(),
    };
    const { changeId } = history.act({ action: 'merge', actor }, (write) => {
      write.update(first, after);
      for (const other of others) write.remove(other);
    });
    return { sessions: sessions.length, changeId, id: first.id };
  }

  return { split, merge };
}

const about = (subject: Partial<Subject> | undefined): Partial<Subject> =>
  Object.fromEntries(Object.entries(subject ?? {}).filter(([, value]) => value !== undefined));

/** @throws AppError `bad_input` for cuts outside the session or out of order */
function momentsOf(session: PracticeSession, cuts: readonly Cut[]): number[] {
  const moments = cuts.map((cut) =>
    'at' in cut ? cut.at : momentAfter(session, Math.round(cut.afterMinutes * 60)),
  );
  let last = session.startedAt;
  for (const moment of moments) {
    if (moment <= last || moment >= session.endedAt)
      throw new AppError('bad_input', 'A session is split inside itself, one cut after the other.', {
        hint: 'Choose moments after its start and before its end, in order.',
      });
    last = moment;
  }
  return moments;
}

/** All notes in the order of the sessions, each once. */
function joinNotes(sessions: readonly PracticeSession[]): string {
  const note = [...new Set(sessions.map((it) => it.note).filter((it) => it !== ''))].join('\n\n');
  if (note.length <= 20_000) return note;
  throw new AppError('bad_input', 'Their notes together are longer than 20,000 characters.', {
    hint: 'Shorten one of the notes first. Nothing was changed.',
  });
}
