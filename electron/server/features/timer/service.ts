import type { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { type recovery, subject, type Subject, type TimerState } from '../../../shared/practice.ts';
import type { Db } from '../../db/connection.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { Changed, PracticeService } from '../practice/service.ts';
import { createTimerStore, type TimerRow } from './store.ts';

/** How often a running Cairn writes the heartbeat. */
export const HEARTBEAT_MS = 5_000;
/** A gap this long means that the machine slept or the process was stopped: the time in it is not provable. */
export const SLEEP_GAP_MS = 60_000;

type Deps = { db: Db; clock: Clock; practice: PracticeService; events: EventBus };

/** One timer at a time. It is a row, so it survives whatever happens to the process. */
export function createTimerService({ db, clock, practice, events }: Deps) {
  const store = createTimerStore(db);

  function provableEnd(row: TimerRow): number {
    const end = row.interrupted && row.heartbeatAt !== null ? row.heartbeatAt : clock.now();
    // A clock set back while the timer ran must not make a negative stretch.
    return Math.max(end, row.heartbeatAt ?? row.startedAt, row.startedAt);
  }

  function toState(row: TimerRow): TimerState {
    const { interrupted, ...rest } = row;
    return {
      ...rest,
      interrupted: interrupted === 1,
      seconds: Math.floor((provableEnd(row) - row.startedAt) / 1000),
    };
  }

  function need(): TimerRow {
    const row = store.get();
    if (!row) throw new AppError('not_found', 'No timer is running.', { hint: 'Start one first.' });
    return row;
  }

  /** Writes the timer's provable time as a session and clears it, in one transaction. */
  function finish(row: TimerRow, note?: string): Changed | null {
    const end = provableEnd(row);
    const seconds = Math.floor((end - row.startedAt) / 1000);
    return store.transaction(() => {
      store.clear();
      if (seconds === 0) return null;
      return practice.record({
        ...subject.parse({ ...row, note: note ?? row.note }),
        startedAt: row.startedAt,
        endedAt: end,
        seconds,
        zone: row.zone,
        source: 'timer',
      });
    });
  }

  function put(about: Subject, heartbeatAt: number | null): void {
    store.put({ ...about, startedAt: clock.now(), heartbeatAt, interrupted: 0, zone: clock.zone() });
  }

  return {
    status: (): TimerState | null => {
      const row = store.get();
      return row ? toState(row) : null;
    },

    /** Starts the timer; one that runs already is finished first, so switching loses nothing. */
    start(about: z.input<typeof subject>): { timer: TimerState; finished: Changed | null } {
      const running = store.get();
      if (running?.interrupted) {
        throw new AppError('conflict', 'A timer was interrupted and waits for your decision.', {
          hint: 'Keep or discard its time first.',
        });
      }
      const finished = store.transaction(() => {
        const done = running ? finish(running) : null;
        put(subject.parse(about), null);
        return done;
      });
      events.changed('timer', 'practice');
      return { timer: toState(need()), finished };
    },

    /** Stops the timer and logs its provable time; null when not even a second had passed. */
    stop(note?: string): Changed | null {
      const finished = finish(need(), note);
      events.changed('timer', 'practice');
      return finished;
    },

    /** Throws the running time away, on the person's word only. */
    discard(): void {
      need();
      store.clear();
      events.changed('timer');
    },

    /** Settles an interrupted timer: its provable time is kept (and a new timer started) or discarded. */
    recover(choice: z.infer<typeof recovery>): { finished: Changed | null } {
      const row = need();
      const finished = store.transaction(() => {
        const done = choice === 'discard' ? null : finish(row);
        store.clear();
        if (choice === 'keep-and-continue') put(subject.parse(row), clock.now());
        return done;
      });
      events.changed('timer', 'practice');
      return { finished };
    },

    /** Called once when a server starts: a timer that another run was beating was interrupted by its end. */
    adopt(): void {
      const row = store.get();
      if (row && row.heartbeatAt !== null) store.interrupt();
    },

    /** Called every HEARTBEAT_MS by a running server. A long gap since the last beat is a sleep. */
    beat(): void {
      const row = store.get();
      if (!row || row.interrupted) return;
      const gap = clock.now() - (row.heartbeatAt ?? clock.now());
      if (gap > SLEEP_GAP_MS) {
        store.interrupt();
        events.changed('timer');
      } else if (gap >= 0) {
        store.beat(clock.now());
      }
    },
  };
}

export type TimerService = ReturnType<typeof createTimerService>;
