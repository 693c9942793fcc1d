import { AppError } from '../../../shared/errors.ts';
import { weekday, type RhythmItem } from '../../../shared/curriculum.ts';
import { weekdayIndex, weekStart } from '../../../shared/time.ts';
import type { RhythmEntry } from '../../../shared/today.ts';
import type { Db } from '../../db/connection.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { CurriculumService } from '../curriculum/service.ts';
import type { PracticeService } from '../practice/service.ts';

interface Deps {
  db: Db;
  clock: Clock;
  events: EventBus;
  curriculum: CurriculumService;
  practice: PracticeService;
}

/** The stretch of time in which an item is due once, as a sortable name: a day, a Monday, a month, a quarter. */
export function periodOf(item: RhythmItem, date: string): string {
  switch (item.cadence) {
    case 'weekday':
      return date;
    case 'weekly':
      return `week-${weekStart(date)}`;
    case 'monthly':
      return date.slice(0, 7);
    case 'quarterly':
      return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
  }
}

export function createRhythmService({ db, clock, events, curriculum, practice }: Deps) {
  const checks = db
    .prepare<[string, string], number>('SELECT checked_at FROM rhythm_check WHERE item_id = ? AND period = ?')
    .pluck();
  const check = db.prepare<[string, string, number]>('INSERT OR IGNORE INTO rhythm_check VALUES (?, ?, ?)');
  const uncheck = db.prepare<[string, string]>('DELETE FROM rhythm_check WHERE item_id = ? AND period = ?');

  /** Today's items by time, then what is open in this week, month and quarter. */
  function today(): RhythmEntry[] {
    const date = practice.today();
    const name = weekday.options[weekdayIndex(date)];
    return curriculum
      .get()
      .rhythm.filter((item) => item.cadence !== 'weekday' || item.weekday === name)
      .map((item) => {
        const period = periodOf(item, date);
        return { ...item, period, checkedAt: checks.get(item.id, period) ?? null };
      });
  }

  return {
    today,
    check({ itemId, done }: { itemId: string; done: boolean }): RhythmEntry[] {
      const entry = today().find((item) => item.id === itemId);
      if (!entry) {
        throw new AppError('not_found', `"${itemId}" is not due today.`, {
          hint: 'Reload the page: the day may have changed.',
        });
      }
      if (done) check.run(itemId, entry.period, clock.now());
      else uncheck.run(itemId, entry.period);
      events.changed('plan');
      return today();
    },
  };
}

export type RhythmService = ReturnType<typeof createRhythmService>;
