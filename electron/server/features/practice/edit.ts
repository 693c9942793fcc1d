import type { z } from 'zod';
import type { Actor, PracticeSession, updateInput } from '../../../shared/practice.ts';
import { shiftTimes } from '../../../shared/stretches.ts';
import type { Clock } from '../../deps.ts';
import type { History } from './history.ts';
import { CLOCK_SLACK_MS, type Rules } from './rules.ts';

/** What a change gives back: the session as it now is, and the id that undoes the change. */
export interface Changed {
  session: PracticeSession;
  changeId: string;
}

type Deps = { clock: Clock; rules: Rules; history: History };

/** Changes of one session. */
export function createEdits({ clock, rules, history }: Deps) {
  function update(
    { id, minutes, startedAt, ...about }: z.infer<typeof updateInput>,
    actor: Actor = 'hand',
  ): Changed {
    const before = rules.need(id);
    const seconds = minutes === undefined ? before.seconds : Math.max(1, Math.round(minutes * 60));
    // Pauses inside the stretch stay as they were unless the length itself was edited.
    const span = minutes === undefined ? before.endedAt - before.startedAt : seconds * 1000;
    // "Half an hour until now" that turns out to have been 45 minutes began earlier; it does not end later.
    const outlasts = before.startedAt + span > clock.now() + CLOCK_SLACK_MS;
    const start = startedAt ?? (outlasts ? before.endedAt - span : before.startedAt);
    rules.assertPlausible(start, start + span);
    const moved = shiftTimes(before, start - before.startedAt);
    const after: PracticeSession = {
      ...before,
      ...given(about),
      seconds,
      startedAt: start,
      endedAt: start + span,
      pauses: minutes === undefined ? moved.pauses : [],
      localDate: rules.dayOf(start, before.zone),
      updatedAt: clock.now(),
    };
    const { changeId } = history.act({ action: 'edit', actor }, (write) => write.update(before, after));
    return { session: after, changeId: changeId! };
  }

  function remove(id: string, actor: Actor = 'hand'): Changed {
    const session = rules.need(id);
    const { changeId } = history.act({ action: 'delete', actor }, (write) => write.remove(session));
    return { session, changeId: changeId! };
  }

  return { update, remove };
}

/** The fields that were given: an undefined one means "as it is". */
export const given = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
