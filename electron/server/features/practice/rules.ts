import { AppError } from '../../../shared/errors.ts';
import type { PracticeSession } from '../../../shared/practice.ts';
import { localDateOf } from '../../../shared/time.ts';
import type { Clock } from '../../deps.ts';
import type { SettingsService } from '../settings/service.ts';
import type { PracticeStore } from './store.ts';

/** How far ahead of the clock a session may end: clocks of two machines differ by a little. */
export const CLOCK_SLACK_MS = 5 * 60_000;
const EARLIEST = Date.UTC(2000, 0, 1);

type Deps = { clock: Clock; settings: SettingsService; store: PracticeStore };

/** What holds for every session that a person writes or changes. */
export function createRules({ clock, settings, store }: Deps) {
  return {
    /** The local day that an instant counts for. */
    dayOf: (at: number, zone: string): string => localDateOf(at, zone, settings.get().dayStartHour),

    /** What a person typed has to lie between 2000 and now. The timer is exempt: it must stop even on a clock set back. */
    assertPlausible(startedAt: number, endedAt: number): void {
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
    },

    /** @throws AppError `not_found` for a session that was deleted, or never was */
    need(id: string): PracticeSession {
      const session = store.find(id);
      if (session) return session;
      throw new AppError('not_found', 'That session is not there any more.', {
        hint: 'It may have been deleted; reload the list.',
      });
    },
  };
}

export type Rules = ReturnType<typeof createRules>;
