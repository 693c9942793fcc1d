import type { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { subject, type Subject } from '../../../shared/practice.ts';
import type {
  adjustInput,
  adjustResult,
  IdleDecision,
  recovery,
  timerEdit,
  TimerState,
} from '../../../shared/timer.ts';
import type { Db } from '../../db/connection.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { Changed, PracticeService } from '../practice/service.ts';
import type { SettingsService } from '../settings/service.ts';
import { createIdleQuestions } from './idle.ts';
import { assertStart, undecided } from './refusals.ts';
import { account, decide, follow, isInterrupted, openIdles, type Run } from './run.ts';
import { createTimerStore } from './store.ts';

/** How often a running Cairn writes the heartbeat. */
export const HEARTBEAT_MS = 5_000;

interface Deps {
  db: Db;
  clock: Clock;
  practice: PracticeService;
  events: EventBus;
  settings: SettingsService;
}

/** One timer at a time. It is a row, so it survives whatever happens to the process. */
export function createTimerService({ db, clock, practice, events, settings }: Deps) {
  const store = createTimerStore(db);
  /** Set in the one process that beats the heart: what it starts is seen from the first moment on. */
  let beats = false;

  const current = (): Run | undefined => {
    const run = store.get();
    return run && follow(run, clock.now());
  };

  const toState = (run: Run): TimerState => ({
    ...run,
    interrupted: isInterrupted(run, clock.now()),
    seconds: account(run, clock.now()).seconds,
  });

  function need(): Run {
    const run = current();
    if (!run) throw new AppError('not_found', 'No timer is running.', { hint: 'Start one first.' });
    return run;
  }

  function needSound(): Run {
    const run = need();
    assertSound(run);
    return run;
  }

  function assertSound(run: Run): void {
    if (!isInterrupted(run, clock.now())) return;
    throw new AppError('conflict', 'A timer was interrupted and waits for your decision.', {
      hint: 'Keep or discard its time first.',
    });
  }

  /** Writes the run's provable time as a session and clears it; null when it is less than a second. */
  function finish(run: Run, note?: string): Changed | null {
    store.clear();
    const { seconds, ...times } = account(run, clock.now());
    if (seconds === 0) return null;
    const about = subject.parse({ ...run, note: note ?? run.note });
    return practice.record({ ...about, ...times, seconds, zone: run.zone, source: 'timer' });
  }

  /** @throws AppError `conflict` while time without input is undecided and nothing was said about it */
  function decided(run: Run, decision: IdleDecision | undefined): Run {
    if (run.idles.length === 0 || decision) return decide(run, decision ?? 'keep', clock.now());
    throw undecided(openIdles(run, clock.now()), clock.zone());
  }

  /** The heartbeat of a run that begins or goes on now; a terminal's gets its first from the running app. */
  const seen = (): number | null => (beats ? clock.now() : null);

  function begin(about: Subject, heartbeatAt: number | null): Run {
    const now = clock.now();
    const fresh = { interrupted: false, pausedAt: null, pauses: [], away: false, idles: [] };
    const run = { ...about, ...fresh, startedAt: now, heartbeatAt, inputAt: heartbeatAt, zone: clock.zone() };
    store.put(run);
    return run;
  }

  /** Runs a command whole or not at all, and tells the windows. */
  function command<T>(work: () => T): T {
    const result = store.transaction(work);
    events.changed('timer');
    return result;
  }

  const idle = createIdleQuestions({ store, clock, settings, events, current, need, finish, seen });

  return {
    status: (): TimerState | null => {
      const run = current();
      return run ? toState(run) : null;
    },

    /** Starts the timer; one that runs or is paused is finished first, so switching loses nothing. */
    start(about: z.input<typeof subject>, decision?: IdleDecision): Started {
      return command(() => {
        const running = current();
        if (running) assertSound(running);
        const finished = running ? finish(decided(running, decision)) : null;
        return { timer: toState(begin(subject.parse(about), seen())), finished };
      });
    },

    /** Stops the timer and logs its provable time; null when not even a second had passed. */
    stop(note?: string, decision?: IdleDecision): Changed | null {
      return command(() => finish(decided(need(), decision), note));
    },

    /** From now on nothing counts. A timer that is paused already stays so. */
    pause(): TimerState {
      return command(() => {
        const run = idle.withInput(needSound());
        const paused = { ...run, pausedAt: run.pausedAt ?? clock.now() };
        store.put(paused);
        return toState(paused);
      });
    },

    /** Time counts again. A timer that runs already goes on running. */
    resume(): TimerState {
      return command(() => {
        const run = needSound();
        if (run.pausedAt === null) return toState(run);
        const pauses = [...run.pauses, { from: run.pausedAt, to: clock.now() }];
        const heartbeatAt = seen();
        const going = { ...run, pausedAt: null, pauses, heartbeatAt, inputAt: heartbeatAt };
        store.put(going);
        return toState(going);
      });
    },

    /** Changes what the timer is about, or that one is away on purpose; what is not given stays. */
    edit(change: z.infer<typeof timerEdit>): TimerState {
      return command(() => {
        const run = idle.withInput(need());
        const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
        const edited: Run = { ...run, ...given };
        store.put(edited);
        return toState(edited);
      });
    },

    /**
     * Moves the start: "I began ten minutes ago". A start before the end of the last session is only set when
     * `overlap` says that this is meant.
     */
    adjust({ startedAt, overlap }: z.infer<typeof adjustInput>): z.infer<typeof adjustResult> {
      return command(() => {
        const run = needSound();
        assertStart(run, startedAt, clock.now());
        const lastEndedAt = store.lastEndIn(startedAt, run.startedAt);
        if (lastEndedAt !== null && startedAt < run.startedAt && !overlap)
          return { status: 'overlaps' as const, lastEndedAt };
        const moved = { ...run, startedAt };
        store.put(moved);
        return { status: 'set' as const, timer: toState(moved) };
      });
    },

    /** Throws the running time away, on the person's word only. */
    discard(): void {
      command(() => {
        need();
        store.clear();
      });
    },

    /** Settles an interrupted timer: its provable time is kept (and a new timer started) or discarded. */
    recover(choice: z.infer<typeof recovery>, decision?: IdleDecision): { finished: Changed | null } {
      return command(() => {
        const run = need();
        const finished = choice === 'discard' ? null : finish(decided(run, decision));
        store.clear();
        if (choice === 'keep-and-continue') begin(subject.parse(run), clock.now());
        return { finished };
      });
    },

    answerIdle: idle.answer,
    input: idle.input,

    /** Whether time counts at this moment. */
    counts(): boolean {
      const run = current();
      return run !== undefined && run.pausedAt === null && !isInterrupted(run, clock.now());
    },

    /** Whether the timer, or one before it, counted anything since a moment. */
    countedSince(at: number): boolean {
      const run = current();
      if (run && account(run, clock.now()).endedAt > at) return true;
      return store.loggedBetween(at, clock.now());
    },

    /** Called once when a server starts: a timer that another run was beating was interrupted by its end. */
    adopt(): void {
      beats = true;
      store.transaction(() => {
        const run = store.get();
        if (run && run.heartbeatAt !== null && run.pausedAt === null)
          store.put({ ...run, interrupted: true });
      });
    },

    /** Called every HEARTBEAT_MS by a running server. A long gap since the last beat is a sleep. */
    beat(): void {
      const row = store.get();
      // Nothing counts in a pause, so there is nothing to prove.
      if (row && !row.interrupted && row.pausedAt === null) idle.beat();
    },
  };
}

interface Started {
  timer: TimerState;
  finished: Changed | null;
}

export type TimerService = ReturnType<typeof createTimerService>;
