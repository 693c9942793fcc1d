import { AppError } from '../../../shared/errors.ts';
import {
  MOST_AT_ONCE,
  type Acted,
  type BulkChange,
  type Selection,
} from '../../../shared/practice-changes.ts';
import type { Actor, PracticeSession } from '../../../shared/practice.ts';
import { shiftTimes } from '../../../shared/stretches.ts';
import { addDays, daysBetween, formatDate } from '../../../shared/time.ts';
import { createWallClock } from '../../../shared/words/wall-clock.ts';
import type { Clock } from '../../deps.ts';
import { given } from './edit.ts';
import type { History } from './history.ts';
import type { Rules } from './rules.ts';
import type { PracticeStore } from './store.ts';

type Deps = { clock: Clock; store: PracticeStore; rules: Rules; history: History };

/** Changes of many sessions at once: these, or all that a filter finds. */
export function createBulk({ clock, store, rules, history }: Deps) {
  /** @throws AppError `not_found` when one of them is gone, `bad_input` for too many or none */
  function selected(selection: Selection): PracticeSession[] {
    const sessions =
      'ids' in selection
        ? [...new Set(selection.ids)].map(rules.need)
        : store.list(selection.filter, { limit: MOST_AT_ONCE + 1 });
    if (sessions.length > MOST_AT_ONCE)
      throw new AppError('bad_input', 'Those are more than 10,000 sessions.', {
        hint: 'Narrow the choice, for example to one year, and do it in parts.',
      });
    if (sessions.length > 0) return sessions;
    throw new AppError('not_found', 'No session fits, so nothing was changed.', {
      hint: 'Choose other filters.',
    });
  }

  /** Changes many sessions alike. One that cannot be changed so stops all of it, and is named. */
  function bulk(selection: Selection, change: BulkChange, actor: Actor = 'hand'): Acted {
    const pairs = selected(selection)
      .map((before) => ({ before, after: changed(before, change) }))
      .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
    const isMove = Object.entries(change).every(
      ([name, value]) => value === undefined || name === 'toDate' || name === 'shiftMinutes',
    );
    const { changeId } = history.act({ action: isMove ? 'move' : 'bulk', actor }, (write) => {
      for (const { before, after } of pairs) write.update(before, { ...after, updatedAt: clock.now() });
    });
    return { sessions: pairs.length, changeId };
  }

  function changed(before: PracticeSession, change: BulkChange): PracticeSession {
    const { noteAppend, shiftMinutes, toDate, ...about } = change;
    const ms = toDate === undefined ? (shiftMinutes ?? 0) * 60_000 : wayTo(before, toDate);
    const times = ms === 0 ? {} : shiftTimes(before, ms);
    const after = { ...before, ...given(about), ...times, note: appended(before, noteAppend) };
    if (ms === 0) return after;
    try {
      rules.assertPlausible(after.startedAt, after.endedAt);
    } catch (error) {
      throw error instanceof AppError ? named(error, before) : error;
    }
    return { ...after, localDate: rules.dayOf(after.startedAt, after.zone) };
  }

  /** Deletes many sessions at once. */
  function removeAll(selection: Selection, actor: Actor = 'hand'): Acted {
    const sessions = selected(selection);
    const { changeId } = history.act({ action: 'delete', actor }, (write) =>
      sessions.forEach((session) => write.remove(session)),
    );
    return { sessions: sessions.length, changeId };
  }

  return { bulk, removeAll };
}

/** How far a session moves, in ms, to count for another day at the same time of its own zone's clock. */
function wayTo({ startedAt, zone, localDate }: PracticeSession, toDate: string): number {
  const clock = createWallClock(zone);
  const { date, minutes } = clock.read(startedAt);
  const target = clock.instant({ date: addDays(date, daysBetween(localDate, toDate)), minutes });
  return target.at + (startedAt % 60_000) - startedAt;
}

function appended({ note, localDate }: PracticeSession, more: string | undefined): string {
  if (more === undefined) return note;
  const text = note === '' ? more : `${note}\n${more}`;
  if (text.length <= 20_000) return text;
  throw new AppError(
    'bad_input',
    `The note of ${formatDate(localDate)} would get longer than 20,000 characters.`,
    {
      hint: 'Nothing was changed. Leave that session out, or shorten its note.',
    },
  );
}

function named(error: AppError, { localDate }: PracticeSession): AppError {
  return new AppError(error.code, `For the session of ${formatDate(localDate)}: ${error.message}`, {
    hint: `Nothing was changed. ${error.hint ?? ''}`.trim(),
  });
}
