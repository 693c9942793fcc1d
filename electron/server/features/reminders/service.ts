import { AppError } from '../../../shared/errors.ts';
import { newId } from '../../../shared/ids.ts';
import { dueAt, isQuiet, nextLoud } from '../../../shared/reminder-times.ts';
import type {
  Notice,
  ReminderPatch,
  ReminderSettings,
  ReminderView,
  Snooze,
} from '../../../shared/reminders.ts';
import type { RhythmEntry } from '../../../shared/rhythm.ts';
import { addDays, DAY_MS } from '../../../shared/time.ts';
import { createWallClock } from '../../../shared/words/wall-clock.ts';
import type { Db } from '../../db/connection.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { RhythmService } from '../rhythm/service.ts';
import type { SettingsService } from '../settings/service.ts';
import { createReminderStore } from './store.ts';

interface Deps {
  db: Db;
  clock: Clock;
  events: EventBus;
  rhythm: RhythmService;
  settings: SettingsService;
}

const MINUTE = 60_000;
/** Later than this, a reminder was missed: the machine slept, Cairn was off, or it was quiet. */
const GRACE_MS = 10 * MINUTE;
/** What was due longer ago is not brought up again. */
const HORIZON_MS = 3 * DAY_MS;
const KEPT_MS = 400 * DAY_MS;
const MORNING = 9 * 60;

interface Candidate {
  entry: RhythmEntry;
  dueAt: number;
  /** When it may be shown: due, or snoozed until, and then the end of the quiet hours. */
  fireAt: number;
}

export function createReminderService({ db, clock, events, rhythm, settings: app }: Deps) {
  const store = createReminderStore(db);
  const wall = () => createWallClock(clock.zone());
  const changed = (): void => events.changed('rhythm');

  const isOpen = (entry: RhythmEntry): boolean =>
    entry.active && entry.remind && entry.checkedAt === null && entry.skippedAt === null;

  /** What may be due around now: last week's days too, for a Monday after a weekend, and those of the week to come. */
  function entries(): RhythmEntry[] {
    const { startsOn, days, longer } = rhythm.week();
    const before = rhythm.week(addDays(startsOn, -7)).days;
    const after = rhythm.week(addDays(startsOn, 7)).days;
    return [...before, ...days, ...after, ...longer].filter(isOpen);
  }

  /** Everything that will be or should have been reminded of and was not yet, soonest first. */
  function waiting(settings: ReminderSettings): Candidate[] {
    const clockThere = wall();
    const now = clock.now();
    return entries()
      .flatMap((entry) => {
        const due = dueAt(entry, clockThere, app.get().dayStartHour);
        if (due === null) return [];
        const at = due - settings.minutesBefore * MINUTE;
        const row = store.one(entry.id, entry.period);
        const given = row !== undefined && row.dueAt === due;
        if (given && row.snoozedUntil === null) return [];
        const isOld = at <= now - HORIZON_MS || at <= Math.max(settings.since, entry.changedAt);
        if (!given && isOld) return [];
        const fireAt = nextLoud(given ? row.snoozedUntil! : at, settings.quiet, clockThere);
        return fireAt === null ? [] : [{ entry, dueAt: due, fireAt }];
      })
      .toSorted((a, b) => a.fireAt - b.fireAt || a.dueAt - b.dueAt);
  }

  function noticesAt(now: number): Notice[] {
    return store.openNotices(now - HORIZON_MS).flatMap((row) => {
      const known = new Set(rhythm.items().map((item) => item.id));
      const open = store
        .ofNotice(row.id)
        .filter(({ itemId, snoozedUntil }) => known.has(itemId) && snoozedUntil === null)
        .map(({ itemId, period }) => rhythm.entry({ itemId, period }))
        .filter(isOpen);
      if (open.length === 0) return [];
      const { id, createdAt, missed, deliveredAt } = row;
      return [{ id, at: createdAt, missed: missed === 1, delivered: deliveredAt !== null, entries: open }];
    });
  }

  function view(): ReminderView {
    const settings = store.settings();
    if (!settings.on) return { settings, notices: [], nextAt: null };
    const [next] = waiting(settings);
    return { settings, notices: noticesAt(clock.now()), nextAt: next?.fireAt ?? null };
  }

  function snoozeUntil(until: Snooze['until']): number {
    const now = clock.now();
    if (until === 'ten-minutes') return now + 10 * MINUTE;
    if (until === 'one-hour') return now + 60 * MINUTE;
    const there = wall();
    return there.instant({ date: addDays(there.read(now).date, 1), minutes: MORNING }).at;
  }

  return {
    view,

    /** What is due now and still open, also where no server runs to remind of it. Nothing while reminders are off. */
    due(): RhythmEntry[] {
      const { settings, notices } = view();
      if (!settings.on) return [];
      const late = waiting(settings).filter(({ fireAt }) => fireAt <= clock.now());
      return [...notices.flatMap((it) => it.entries), ...late.map((it) => it.entry)];
    },

    /** Changes settings. Turned on, it begins now: nothing that was due before is brought up. */
    configure(patch: ReminderPatch): ReminderView {
      const before = store.settings();
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const begins = patch.on === true && !before.on;
      const next = { ...before, ...given, ...(begins ? { since: clock.now(), offered: true } : {}) };
      store.putSettings(next, clock.now());
      changed();
      return view();
    },

    /**
     * Gives the reminders that have come due, as one notice however many there are. Called a few times a minute by a
     * running server.
     * @returns the notice that was made, if any
     */
    tick(): Notice | null {
      const settings = store.settings();
      const now = clock.now();
      if (!settings.on || isQuiet(now, settings.quiet, wall())) return null;
      const ready = waiting(settings).filter(({ fireAt }) => fireAt <= now);
      if (ready.length === 0) return null;
      const id = newId(now);
      const missed = ready.some(({ fireAt, dueAt: due, entry }) => {
        const snoozed = store.one(entry.id, entry.period)?.snoozedUntil ?? null;
        return now - fireAt > GRACE_MS || (snoozed === null && fireAt - due > GRACE_MS);
      });
      store.transaction(() => {
        store.addNotice(id, now, missed);
        for (const { entry, dueAt: due } of ready) {
          store.put({ itemId: entry.id, period: entry.period, dueAt: due, noticeId: id, snoozedUntil: null });
        }
        store.forgetBefore(now - KEPT_MS);
      });
      changed();
      return noticesAt(now).find((one) => one.id === id) ?? null;
    },

    /** Asks to show a notice as a notification of the system: granted to one window, the first. */
    claim(id: string): { granted: boolean } {
      const granted = store.claim(id, clock.now());
      if (granted) changed();
      return { granted };
    },

    dismiss(id: string): ReminderView {
      store.dismiss(id, clock.now());
      changed();
      return view();
    },

    /** Brings a notice's items up again later; the quiet hours still hold then. */
    snooze({ noticeId, until, items }: Snooze): ReminderView {
      const rows = store.ofNotice(noticeId);
      const wanted = (row: { itemId: string; period: string }): boolean =>
        !items || items.some((it) => it.itemId === row.itemId && it.period === row.period);
      const chosen = rows.filter(wanted);
      if (chosen.length === 0) {
        throw new AppError('not_found', 'That reminder is not there any more.', {
          hint: 'Reload the page: it may have been answered in another window.',
        });
      }
      const at = snoozeUntil(until);
      store.transaction(() => {
        for (const row of chosen) store.put({ ...row, snoozedUntil: at });
        if (chosen.length === rows.length) store.dismiss(noticeId, clock.now());
      });
      changed();
      return view();
    },
  };
}

export type ReminderService = ReturnType<typeof createReminderService>;
