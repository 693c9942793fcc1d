import type { z } from 'zod';
import { newId } from '../../../shared/ids.ts';
import {
  subject,
  type Actor,
  type listInput,
  type logInput,
  type Pause,
  type PracticeSession,
  type SessionFilter,
} from '../../../shared/practice.ts';
import { addDays, weekStart } from '../../../shared/time.ts';
import type { Db } from '../../db/connection.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { SettingsService } from '../settings/service.ts';
import { createBulk } from './bulk.ts';
import { createEdits, type Changed } from './edit.ts';
import { createHistory } from './history.ts';
import { createOverlaps } from './overlaps.ts';
import { createRemembered } from './remembered.ts';
import { createReshaping } from './reshape.ts';
import { createRules } from './rules.ts';
import { createPracticeStore } from './store.ts';
import { createTotals } from './totals.ts';
import { createTrim } from './trim.ts';

export type { Changed } from './edit.ts';

export interface RecordInput extends z.infer<typeof subject> {
  startedAt: number;
  endedAt: number;
  seconds: number;
  zone: string;
  source: PracticeSession['source'];
  /** Stretches inside that do not count; none unless said. */
  pauses?: Pause[];
  /** Who logs it; the source unless said. */
  actor?: Actor;
}

/** How far back the page looks for sessions that share time. */
const OVERLAP_DAYS = 60;

type Deps = { db: Db; clock: Clock; settings: SettingsService; events: EventBus };

/** Sessions of practice: logging, changing, finding and adding up. */
export function createPracticeService(deps: Deps) {
  const { db, clock, settings, events } = deps;
  const store = createPracticeStore(db);
  const rules = createRules({ clock, settings, store });
  const history = createHistory({ db, clock, events, store });
  const totals = createTotals(db);
  const remembered = createRemembered(db);
  const overlaps = createOverlaps({ db, clock, events, store });
  const today = (): string => rules.dayOf(clock.now(), clock.zone());

  /** Writes a finished stretch of practice. The one way in for the timer, the hand and labs. */
  function record({ actor, pauses = [], ...input }: RecordInput): Changed {
    const now = clock.now();
    const { result, changeId } = history.act({ action: 'log', actor: actor ?? input.source }, (write) => {
      const session: PracticeSession = {
        id: newId(now),
        ...input,
        pauses,
        // In here, so that the settings are read by the transaction that is open anyway.
        localDate: rules.dayOf(input.startedAt, input.zone),
        createdAt: now,
        updatedAt: now,
      };
      write.create(session);
      return session;
    });
    return { session: result, changeId: changeId! };
  }

  return {
    ...totals,
    ...createEdits({ clock, rules, history }),
    ...createBulk({ clock, store, rules, history }),
    ...createReshaping({ clock, rules, history }),
    ...createTrim({ clock, rules, history }),
    record,
    today,
    undo: history.undo,
    redo: history.redo,
    undoStack: history.stack,
    history: history.page,
    indexNotes: store.indexNotes,
    idsEnding: store.idsEnding,
    keepOverlap: overlaps.keep,

    /** Logs minutes that ended just now, or that began at `startedAt`. */
    log(input: z.infer<typeof logInput>, actor: Actor = 'hand'): Changed {
      const { minutes, startedAt, ...about } = input;
      const seconds = Math.max(1, Math.round(minutes * 60));
      const start = startedAt ?? clock.now() - seconds * 1000;
      rules.assertPlausible(start, start + seconds * 1000);
      return record({
        ...subject.parse(about),
        startedAt: start,
        endedAt: start + seconds * 1000,
        seconds,
        zone: clock.zone(),
        source: 'hand',
        actor,
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

    list: ({ limit, offset, before, ...filter }: z.input<typeof listInput> & { limit: number }) =>
      store.list(filter, { limit, offset, before }),
    find: (id: string): PracticeSession => rules.need(id),
    sum: (filter: SessionFilter) => remembered(JSON.stringify(filter), () => store.sum(filter)),

    /** A page of sessions with the ids of those that share time with another. */
    page({ limit, offset, before, ...filter }: z.infer<typeof listInput>) {
      const sessions = store.list(filter, { limit, offset, before });
      return { sessions, overlapping: overlaps.among(sessions) };
    },

    /** Pairs of sessions that share time: the recent ones, or all. */
    overlaps: ({ all }: { all: boolean }) =>
      overlaps.since(all ? 0 : clock.now() - OVERLAP_DAYS * 86_400_000, 100),
    /** The sessions that a stretch would share time with. */
    overlapsOf: ({
      startedAt,
      endedAt,
      id = '',
    }: {
      startedAt: number;
      endedAt: number;
      id?: string | undefined;
    }) => overlaps.with({ id, startedAt, endedAt }),

    totals() {
      const date = today();
      const monday = weekStart(date);
      return {
        today: totals.totalSeconds(date, date),
        week: totals.totalSeconds(monday, addDays(monday, 6)),
        all: totals.totalSeconds('0000', '9999'),
      };
    },
  };
}

export type PracticeService = ReturnType<typeof createPracticeService>;
