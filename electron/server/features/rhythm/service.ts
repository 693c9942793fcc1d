import { AppError } from '../../../shared/errors.ts';
import { localDate } from '../../../shared/practice.ts';
import { boundsOf, cadenceOf, dayInWeek, periodBefore, periodOf } from '../../../shared/rhythm-periods.ts';
import type {
  AddItem,
  ChangeItem,
  LongerEntry,
  Marked,
  MarkInput,
  OccurrenceState,
  PersonalItem,
  RhythmEntry,
  WeekView,
} from '../../../shared/rhythm.ts';
import { addDays, formatDate, localDateOf, weekStart } from '../../../shared/time.ts';
import type { Db } from '../../db/connection.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { CurriculumService } from '../curriculum/service.ts';
import type { PracticeService } from '../practice/service.ts';
import { createItems } from './items.ts';
import { createRhythmStore } from './store.ts';

interface Deps {
  db: Db;
  clock: Clock;
  events: EventBus;
  curriculum: CurriculumService;
  practice: PracticeService;
}

/** How many periods back an item shows what became of it. */
const PAST_PERIODS = 8;

interface Ref {
  itemId: string;
  period: string;
}

export function createRhythmService({ db, clock, events, curriculum, practice }: Deps) {
  const store = createRhythmStore(db);
  const items = createItems({ store, clock, curriculum });
  const changed = (): void => events.changed('rhythm');

  function entryOf(item: PersonalItem, period: string): RhythmEntry {
    const { updatedAt, ...state } = store.state(item.id, period);
    const planned = item.cadence === 'weekday' ? period : null;
    return {
      ...item,
      ...state,
      ...(state.movedTime ? { time: state.movedTime } : {}),
      changedAt: Math.max(item.changedAt, updatedAt),
      period,
      date: state.movedOn ?? planned,
      noteId: store.noteId(item.id, period),
    };
  }

  /**
   * The entry of a weekday's item in a week. What was recorded under another day keeps it: an item that the person
   * moves to another weekday for good does not come up a second time in this week.
   */
  function inWeek(item: PersonalItem, monday: string): RhythmEntry {
    const period = store.recorded(item.id, monday, addDays(monday, 6)) ?? dayInWeek(item, monday);
    return entryOf(item, period);
  }

  function entry({ itemId, period }: Ref): RhythmEntry {
    const item = items.get(itemId);
    // A month's name is not its first day, and a week's has to be a Monday's.
    const day = item.cadence === 'weekday' ? period : boundsOf(period).from;
    if (cadenceOf(period) !== item.cadence || periodOf(item.cadence, day) !== period || !isDate(day)) {
      throw new AppError('bad_input', `"${item.title}" has no period "${period}".`, {
        hint: `It is due once in each ${PERIOD_WORDS[item.cadence]}.`,
      });
    }
    return entryOf(item, period);
  }

  const active = (): PersonalItem[] => items.all().filter((item) => item.active);

  function longer(date: string): RhythmEntry[] {
    return active()
      .filter((item) => item.cadence !== 'weekday')
      .map((item) => entryOf(item, periodOf(item.cadence, date)));
  }

  function days(monday: string): RhythmEntry[] {
    return active()
      .filter((item) => item.cadence === 'weekday')
      .map((item) => inWeek(item, monday));
  }

  /** Earlier periods from the first that was ever marked on; a newcomer sees no row of things not done. */
  function pastOf(item: PersonalItem, period: string): LongerEntry['past'] {
    const first = store.firstMark();
    if (first === null) return [];
    const since = localDateOf(first, clock.zone(), 0);
    const past: LongerEntry['past'] = [];
    let at = periodBefore(period);
    for (let n = 0; n < PAST_PERIODS && boundsOf(at).to >= since; n += 1, at = periodBefore(at)) {
      const { checkedAt, skippedAt, skipReason } = store.state(item.id, at);
      const state = checkedAt !== null ? 'done' : skippedAt !== null ? 'skipped' : 'open';
      past.unshift({ period: at, state, reason: skipReason });
    }
    return past;
  }

  /** Today's items by time, then what is open in this week, month and quarter. */
  function today(): RhythmEntry[] {
    const date = practice.today();
    const ofToday = days(weekStart(date)).filter((one) => one.date === date);
    return [...ofToday, ...longer(date)];
  }

  function write(ref: Ref, state: OccurrenceState): Marked {
    const { updatedAt: _, ...before } = store.state(ref.itemId, ref.period);
    store.transaction(() => store.setState(ref, state, clock.now()));
    changed();
    return { entry: entry(ref), before };
  }

  function assertWithin(ref: Ref, on: string): void {
    const { from, to } = boundsOf(ref.period);
    if (on >= from && on <= to) return;
    throw new AppError('bad_input', `That day is not in its ${PERIOD_WORDS[cadenceOf(ref.period)]}.`, {
      hint: `Choose a day from ${formatDate(from)} to ${formatDate(to)}.`,
    });
  }

  return {
    today,
    entry,
    items: items.all,

    /** The week of a day (this week when left out), and what its week, month and quarter ask for. */
    week(day = practice.today()): WeekView {
      const now = practice.today();
      const startsOn = weekStart(day);
      const isPresent = startsOn === weekStart(now);
      const at = isPresent ? now : addDays(startsOn, 6);
      return {
        startsOn,
        today: now,
        days: days(startsOn),
        longer: longer(at).map((one) => ({ ...one, past: pastOf(one, one.period) })),
      };
    },

    /** Checks off an item that is due today, or takes the check back. */
    check({ itemId, done }: { itemId: string; done: boolean }): RhythmEntry[] {
      const due = today().find((item) => item.id === itemId);
      if (!due) {
        throw new AppError('not_found', `"${itemId}" is not due today.`, {
          hint: 'Reload the page: the day may have changed.',
        });
      }
      this.mark({ do: done ? 'check' : 'reopen', itemId, period: due.period });
      return today();
    },

    /** Checks off, reopens, skips or moves an item in one period. */
    mark(input: MarkInput): Marked {
      const ref = { itemId: input.itemId, period: input.period };
      const { checkedAt, skippedAt, skipReason, movedOn, movedTime } = entry(ref);
      const moved = { movedOn, movedTime };
      const open = { checkedAt: null, skippedAt: null, skipReason: '' };
      switch (input.do) {
        case 'check':
          return write(ref, { ...open, ...moved, checkedAt: checkedAt ?? clock.now() });
        case 'reopen':
          return write(ref, { ...open, ...moved });
        case 'skip':
          return write(ref, { ...open, ...moved, skippedAt: clock.now(), skipReason: input.reason.trim() });
        case 'move': {
          if (input.on) assertWithin(ref, input.on);
          const isHome = input.on === ref.period && input.time === items.get(ref.itemId).time;
          const to = isHome
            ? { movedOn: null, movedTime: null }
            : { movedOn: input.on, movedTime: input.time };
          return write(ref, { checkedAt, skippedAt, skipReason, ...to });
        }
      }
    },

    /** Puts back a state that `mark` gave as the one before. */
    restore({ itemId, period, state }: Ref & { state: OccurrenceState }): Marked {
      const ref = { itemId, period };
      entry(ref);
      if (state.movedOn) assertWithin(ref, state.movedOn);
      return write(ref, state);
    },

    addItem(input: AddItem): PersonalItem {
      const item = items.add(input);
      changed();
      return item;
    },

    changeItem(input: ChangeItem): PersonalItem {
      const item = items.change(input);
      changed();
      return item;
    },

    removeItem({ id, restore }: { id: string; restore: boolean }): void {
      items.remove(id, restore);
      changed();
    },
  };
}

const isDate = (text: string): boolean => localDate.safeParse(text).success;

const PERIOD_WORDS = { weekday: 'week', weekly: 'week', monthly: 'month', quarterly: 'quarter' } as const;

export type RhythmService = ReturnType<typeof createRhythmService>;
