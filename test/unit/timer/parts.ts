import { openDatabase } from '../../../electron/server/db/connection.ts';
import { createEventBus } from '../../../electron/server/events.ts';
import { logLabTime } from '../../../electron/server/features/practice/lab-time.ts';
import { createPracticeService } from '../../../electron/server/features/practice/service.ts';
import { createSettingsService } from '../../../electron/server/features/settings/service.ts';
import { createTimerService, type TimerService } from '../../../electron/server/features/timer/service.ts';
import type { PracticeSession } from '../../../electron/shared/practice.ts';
import { testClock, type TestClock } from '../../support/app.ts';

export interface TimerParts {
  clock: TestClock;
  /** The service of a process: one that beats, and one of a terminal. */
  app(): TimerService;
  terminal: TimerService;
  idleMinutes(minutes: number): void;
  /** A saved file of a lab, seen by the app or by a terminal. */
  save(lab: string): void;
  sessions(): PracticeSession[];
  /** Empties everything, so that one database serves a thousand walks. */
  reset(): void;
}

/** The timer with what it stands on, and nothing else of Cairn: fast enough for thousands of walks. */
export function timerParts(): TimerParts {
  const db = openDatabase(':memory:');
  let clock = testClock();
  const moving = { now: () => clock.now(), zone: () => clock.zone() };
  const events = createEventBus();
  const settings = createSettingsService({ db, clock: moving, events });
  const practice = createPracticeService({ db, clock: moving, settings, events });
  const create = (): TimerService => createTimerService({ db, clock: moving, practice, events, settings });
  const terminal = create();
  logLabTime({ db, clock: moving, events, practice, timer: terminal, skillOf: () => null });
  return {
    get clock() {
      return clock;
    },
    app() {
      const timer = create();
      timer.adopt();
      return timer;
    },
    terminal,
    idleMinutes: (minutes) => void settings.set({ idleMinutes: minutes }),
    save: (lab) => events.publish({ type: 'lab.files', lab, paths: [] }),
    sessions: () => practice.list({ limit: 500 }).toReversed(),
    reset() {
      clock = testClock();
      db.exec(
        'DELETE FROM lab_activity; DELETE FROM practice_change; DELETE FROM practice_session; DELETE FROM timer',
      );
    },
  };
}
