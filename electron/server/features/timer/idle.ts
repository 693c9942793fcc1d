import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { type Pause, subject } from '../../../shared/practice.ts';
import type { idleAnswer } from '../../../shared/timer.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { Changed } from '../practice/service.ts';
import type { SettingsService } from '../settings/service.ts';
import { account, decideFirst, isInterrupted, noteInput, noteSilence, type Run, splitFirst } from './run.ts';
import type { createTimerStore } from './store.ts';

type Entry = z.infer<typeof idleAnswer>['entry'];

/** Inputs closer together than this are one. */
const INPUT_STEP_MS = 1000;

interface Parts {
  store: ReturnType<typeof createTimerStore>;
  clock: Clock;
  settings: SettingsService;
  events: EventBus;
  /** The run as the clock of now sees it. */
  current(): Run | undefined;
  need(): Run;
  finish(run: Run): Changed | null;
  seen(): number | null;
}

/** What the timer does about time in which nobody touched anything: it notes it, and asks. */
export function createIdleQuestions({ store, clock, settings, events, ...parts }: Parts) {
  const { current, need } = parts;
  const idleMs = (): number => settings.get().idleMinutes * 60_000;

  /** The run after an input now; an interrupted one is left as it is, because nobody sees it run. */
  function withInput(run: Run, { agoMs = 0, sureMs = 0 } = {}): Run {
    if (run.pausedAt !== null || isInterrupted(run, clock.now())) return run;
    // Without an input before, silence means nothing yet: it may be a terminal's timer, far from any window.
    const at = Math.max(clock.now() - agoMs, run.startedAt, run.inputAt ?? 0);
    return noteInput(run, at, { idleMs: idleMs(), sureMs });
  }

  return {
    withInput,

    /** A heartbeat of a run that is neither paused nor interrupted. */
    beat(): void {
      const changed = store.transaction(() => {
        const run = current();
        if (!run || run.pausedAt !== null) return false;
        const now = clock.now();
        if (isInterrupted(run, now)) {
          store.put({ ...run, interrupted: true });
          return true;
        }
        const next = noteSilence({ ...run, heartbeatAt: now }, now, idleMs());
        store.put(next);
        return next.idles.length !== run.idles.length;
      });
      if (changed) events.changed('timer');
    },

    /**
     * Somebody is there: a key, a pointer or a scroll in a window, work on a lab, a command in a terminal.
     * @param how how long ago it was, and up to which length a silence before it is work all the same
     */
    input(how: { agoMs?: number; sureMs?: number } = {}): void {
      const changed = store.transaction(() => {
        const run = current();
        if (!run) return false;
        const at = clock.now() - (how.agoMs ?? 0);
        if (run.inputAt !== null && at - run.inputAt < INPUT_STEP_MS) return false;
        const next = withInput(run, how);
        if (next === run) return false;
        store.put(next);
        return !isDeepStrictEqual(next.idles, run.idles);
      });
      if (changed) events.changed('timer');
    },

    /**
     * Settles the oldest stretch without input. Answering is an input itself.
     * @returns what was logged: with `split` the session before, and the stretch when it has an entry
     * @throws AppError `conflict` when that question was answered already
     */
    answer({ from, choice, entry }: z.infer<typeof idleAnswer>): Changed[] {
      const logged = store.transaction(() => {
        const run = withInput(need());
        if (run.idles[0]?.from !== from) {
          throw new AppError('conflict', 'That question was answered already.', {
            hint: 'Another window or the terminal was first. Nothing was changed.',
          });
        }
        if (choice === 'split') return split({ store, clock, ...parts }, run, entry);
        store.put(decideFirst(run, choice, clock.now()));
        return [];
      });
      events.changed('timer');
      return logged;
    },
  };
}

/** A stretch without input as a run of its own, ended. */
function runOf({ from, to }: Pause, run: Run, entry: z.input<typeof subject>): Run {
  const about = subject.parse(entry);
  return { ...run, ...about, startedAt: from, pausedAt: to, pauses: [], idles: [] };
}

/** Logs what was before the stretch, then the stretch if it is to count as something, and goes on from its end. */
function split(
  { store, clock, finish, seen }: Pick<Parts, 'store' | 'clock' | 'finish' | 'seen'>,
  run: Run,
  entry: Entry,
): Changed[] {
  const now = clock.now();
  const lost = isInterrupted(run, now);
  const { before, idle, after } = splitFirst(run, now);
  const logged = [finish(before), entry && finish(runOf(idle, run, entry))];
  const heartbeatAt = lost ? run.heartbeatAt : (seen() ?? run.heartbeatAt);
  const goesOn = { ...after, heartbeatAt, zone: clock.zone() };
  if (!lost || account(goesOn, now).seconds > 0) store.put(goesOn);
  return logged.filter((it) => it !== null);
}
