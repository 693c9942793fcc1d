import type { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { newId } from '../../../shared/ids.ts';
import {
  subject,
  type DayTotal,
  type listInput,
  type logInput,
  type PracticeSession,
  type updateInput,
} from '../../../shared/practice.ts';
import { addDays, localDateOf, weekStart } from '../../../shared/time.ts';
import type { Db } from '../../db/connection.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { SettingsService } from '../settings/service.ts';
import { createPracticeStore, type Change, type PracticeStore } from './store.ts';

/** What a change gives back: the session as it now is, and the id that undoes the change. */
export interface Changed {
  session: PracticeSession;
  changeId: string;
}

export interface RecordInput extends z.infer<typeof subject> {
  startedAt: number;
  endedAt: number;
  seconds: number;
  zone: string;
  source: PracticeSession['source'];
}

/** How far ahead of the clock a session may end: clocks of two machines differ by a little. */
const CLOCK_SLACK_MS = 5 * 60_000;
const EARLIEST = Date.UTC(2000, 0, 1);

type Deps = { db: Db; clock: Clock; settings: SettingsService; events: EventBus };

export function createPracticeService(deps: Deps) {
  const { clock, settings, events } = deps;
  const store: PracticeStore = createPracticeStore(deps.db);
  const dayOf = (at: number, zone: string): string => localDateOf(at, zone, settings.get().dayStartHour);

  function change(kind: Change['kind'], before: PracticeSession | null, after: PracticeSession): Changed {
    const id = newId(clock.now());
    store.addChange({ id, sessionId: after.id, kind, before, after }, after.source, clock.now());
    return { session: after, changeId: id };
  }

  function need(id: string): PracticeSession {
    const session = store.find(id);
    if (!session)
      throw new AppError('not_found', 'That session is not there any more.', {
        hint: 'It may have been deleted; reload the list.',
      });
    return session;
  }

  /** What a person typed has to lie between 2000 and now. The timer is exempt: it must stop even on a clock set back. */
  function assertPlausible(startedAt: number, endedAt: number): void {
    if (startedAt < EARLIEST) {
      throw new AppError('bad_input', 'That session starts before the year 2000.', {
        hint: 'Check the date.',
      });
    }
    if (endedAt > clock.now() + CLOCK_SLACK_MS) {
      throw new AppError('bad_input', 'That session ends in the future.', {
        hint: 'Log time that has passed: give an earlier start, or fewer minutes.',
      });
    }
  }

  /** Writes a finished stretch of practice. The one way in for the timer, the hand, labs and imports. */
  function record(input: RecordInput): Changed {
    const now = clock.now();
    const session: PracticeSession = {
      id: newId(now),
      ...input,
      localDate: dayOf(input.startedAt, input.zone),
      createdAt: now,
      updatedAt: now,
    };
    const result = store.transaction(() => {
      store.insert(session);
      return change('create', null, session);
    });
    events.changed('practice');
    return result;
  }

  return {
    record,

    /** Logs minutes that ended just now, or that began at `startedAt`. */
    log(input: z.infer<typeof logInput>): Changed {
      const { minutes, startedAt, ...about } = input;
      const seconds = Math.max(1, Math.round(minutes * 60));
      const start = startedAt ?? clock.now() - seconds * 1000;
      assertPlausible(start, start + seconds * 1000);
      return record({
        ...subject.parse(about),
        startedAt: start,
        endedAt: start + seconds * 1000,
        seconds,
        zone: clock.zone(),
        source: 'hand',
      });
    },

    /**
     * Lets a session that grows by itself go on until `to`. Null when it is gone, or when it was changed after
     * `touchedAt`: what a person has edited stays as they left it.
     */
    extend(id: string, { to, touchedAt }: { to: number; touchedAt: number }): PracticeSession | null {
      const session = store.find(id);
      if (!session || session.updatedAt !== touchedAt || to < session.endedAt) return null;
      const seconds = Math.floor((to - session.startedAt) / 1000);
      const grown = { ...session, endedAt: to, seconds, updatedAt: clock.now() };
      store.update(grown);
      events.changed('practice');
      return grown;
    },

    update({ id, minutes, startedAt, ...about }: z.infer<typeof updateInput>): Changed {
      const before = need(id);
      const seconds = minutes === undefined ? before.seconds : Math.max(1, Math.round(minutes * 60));
      // Pauses inside the stretch stay as they were unless the length itself was edited.
      const span = minutes === undefined ? before.endedAt - before.startedAt : seconds * 1000;
      // "Half an hour until now" that turns out to have been 45 minutes began earlier; it does not end later.
      const outlasts = before.startedAt + span > clock.now() + CLOCK_SLACK_MS;
      const start = startedAt ?? (outlasts ? before.endedAt - span : before.startedAt);
      assertPlausible(start, start + span);
      const given = Object.fromEntries(Object.entries(about).filter(([, value]) => value !== undefined));
      const after: PracticeSession = {
        ...before,
        ...given,
        seconds,
        startedAt: start,
        endedAt: start + span,
        localDate: dayOf(start, before.zone),
        updatedAt: clock.now(),
      };
      const result = store.transaction(() => {
        store.update(after);
        return change('update', before, after);
      });
      events.changed('practice');
      return result;
    },

    remove(id: string): Changed {
      const session = need(id);
      const result = store.transaction(() => {
        store.setDeleted(id, clock.now());
        return change('delete', session, session);
      });
      events.changed('practice');
      return result;
    },

    /** Takes one change back. Only the newest change of a session can be undone, so nothing later is lost. */
    undo(changeId: string): { undone: Change['kind'] } {
      const found = store.findChange(changeId);
      if (!found) throw new AppError('not_found', 'There is no such change to undo.');
      if (found.undoneAt !== null || !found.isNewest) {
        throw new AppError(
          'conflict',
          'That change was undone already, or the session was changed again since.',
          {
            hint: 'Edit the session by hand instead.',
          },
        );
      }
      store.transaction(() => {
        if (found.kind === 'create') store.setDeleted(found.sessionId, clock.now());
        else if (found.kind === 'delete') store.setDeleted(found.sessionId, null);
        else store.update(found.before!);
        store.markUndone(changeId, clock.now());
      });
      events.changed('practice');
      return { undone: found.kind };
    },

    list: (filter: z.infer<typeof listInput>): PracticeSession[] => store.list(filter),

    /** Seconds a day, only for days with practice. */
    days: (from: string, to: string): DayTotal[] => store.days(from, to),
    skillDays: (skillId: string): DayTotal[] => store.skillDays(skillId),
    years: (): number[] => store.years(),
    bySkill: () => store.bySkill(),
    totalSeconds: (from: string, to: string): number => store.totalSeconds(from, to),
    today: (): string => dayOf(clock.now(), clock.zone()),

    totals() {
      const today = dayOf(clock.now(), clock.zone());
      const monday = weekStart(today);
      return {
        today: store.totalSeconds(today, today),
        week: store.totalSeconds(monday, addDays(monday, 6)),
        all: store.totalSeconds('0000', '9999'),
      };
    },
  };
}

export type PracticeService = ReturnType<typeof createPracticeService>;
