import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../electron/shared/errors.ts';
import type { TimerService } from '../../../electron/server/features/timer/service.ts';
import { activeStretches } from '../../../electron/shared/stretches.ts';
import { timerParts } from './parts.ts';
import { TimerModel, type Via } from './timer-model.ts';

const parts = timerParts();
beforeEach(() => parts.reset());

const ZONES = ['Europe/Paris', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'America/St_Johns', 'Etc/UTC'];
const via = fc.constantFrom<Via>('app', 'terminal');
const live = (most: number) => fc.record({ do: fc.constant('live' as const), seconds: fc.nat(most) });
const command = fc.record({
  do: fc.constant('command' as const),
  name: fc.constantFrom('start', 'pause', 'resume', 'stop'),
  via,
});
const back = fc.record({ do: fc.constant('back' as const), seconds: fc.nat(5000) });
const rare = fc.oneof(
  fc.record({ do: fc.constant('sleep' as const), seconds: fc.nat(40_000) }),
  fc.record({ do: fc.constantFrom('kill' as const, 'restart' as const) }),
  fc.record({ do: fc.constant('travel' as const), zone: fc.constantFrom(...ZONES) }),
  fc.record({
    do: fc.constant('recover' as const),
    choice: fc.constantFrom('keep', 'keep-and-continue', 'discard'),
  }),
);
const step = fc.oneof(
  { weight: 4, arbitrary: live(400) },
  { weight: 4, arbitrary: command },
  { weight: 3, arbitrary: rare },
  { weight: 1, arbitrary: back },
);
const save = fc.record({ do: fc.constant('save' as const), lab: fc.constantFrom('one', 'two') });
/** Short stretches and many saves, so that lab work and the timer meet all the time. */
const labDay = fc.oneof(
  { weight: 4, arbitrary: live(90) },
  { weight: 4, arbitrary: command },
  { weight: 4, arbitrary: save },
  { weight: 1, arbitrary: rare },
);
type Valued<A> = A extends fc.Arbitrary<infer V> ? V : never;
type Step = Valued<typeof step> | Valued<typeof save>;

/** Whether the command was taken; a refusal is an AppError and nothing else. */
function taken(command: () => unknown): boolean {
  try {
    command();
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/** The real timer and the model, side by side. */
class Walk {
  model = new TimerModel();
  app: TimerService | null = parts.app();
  /** Lab work looks at the clock too, of which the model knows nothing: beside it only the sums are compared. */
  labs: boolean;

  constructor({ labs = false } = {}) {
    this.labs = labs;
  }

  private pass(seconds: number): void {
    parts.clock.advance(seconds * 1000);
    this.model.wall(seconds);
  }

  private beat(): void {
    if (!this.app) return;
    this.app.beat();
    this.model.beat();
  }

  private command(name: string, wanted: Via): void {
    const by = this.app && wanted === 'app' ? 'app' : 'terminal';
    const timer = by === 'app' ? this.app! : parts.terminal;
    const { model } = this;
    const [real, expected] = {
      start: () => [taken(() => timer.start({})), model.start(by)],
      pause: () => [taken(() => timer.pause()), model.pause()],
      resume: () => [taken(() => timer.resume()), model.resume(by)],
      stop: () => [taken(() => timer.stop()), model.stop()],
    }[name]!() as [boolean, boolean];
    if (!this.labs) expect([name, real]).toEqual([name, expected]);
  }

  take(next: Step): void {
    if (next.do === 'live') {
      for (let s = 0; s < next.seconds; s += 5) {
        this.pass(Math.min(5, next.seconds - s));
        this.beat();
      }
    } else if (next.do === 'save') parts.save(next.lab);
    else if (next.do === 'sleep') this.pass(next.seconds);
    else if (next.do === 'back') this.pass(-next.seconds);
    else if (next.do === 'travel') parts.clock.travel(next.zone);
    else if (next.do === 'command') this.command(next.name, next.via);
    else if (next.do === 'kill') this.app = null;
    else if (next.do === 'recover') {
      const real = taken(() => parts.terminal.recover(next.choice));
      const expected = this.model.recover(next.choice);
      if (!this.labs) expect(real).toBe(expected);
    } else {
      this.app = parts.app();
      this.model.restart();
      this.beat();
    }
  }
}

describe('whatever happens to a timer', { timeout: 60_000 }, () => {
  test('what is logged is exactly what was provable, and never more than the clock went forward', () => {
    parts.idleMinutes(0);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => {
        parts.reset();
        const walk = new Walk();
        for (const next of steps) walk.take(next);
        const logged = parts.sessions().map((session) => session.seconds);
        expect(logged.toSorted((a, b) => a - b)).toEqual(walk.model.logged.toSorted((a, b) => a - b));
        expect(logged.reduce((sum, s) => sum + s, 0)).toBeLessThanOrEqual(walk.model.forward);
        for (const session of parts.sessions()) {
          const active = activeStretches(session).reduce((sum, it) => sum + it.to - it.from, 0);
          expect(active).toBe(session.seconds * 1000);
        }
      }),
      { numRuns: 250 },
    );
  });

  test('no moment is in two sessions, with lab work beside it, as long as the clock only goes forward', () => {
    parts.idleMinutes(0);
    fc.assert(
      fc.property(fc.array(labDay, { maxLength: 60, size: 'max' }), (steps) => {
        parts.reset();
        const walk = new Walk({ labs: true });
        for (const next of steps) walk.take(next);
        const active = parts
          .sessions()
          .flatMap(activeStretches)
          .toSorted((a, b) => a.from - b.from);
        for (let i = 1; i < active.length; i += 1)
          expect(active[i]!.from).toBeGreaterThanOrEqual(active[i - 1]!.to);
      }),
      { numRuns: 250 },
    );
  });

  test('lab work beside it never makes more of a day than the clock went forward, wherever the clock jumps', () => {
    parts.idleMinutes(0);
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 8, arbitrary: labDay }, { weight: 1, arbitrary: back }), {
          maxLength: 60,
          size: 'max',
        }),
        (steps) => {
          parts.reset();
          const walk = new Walk({ labs: true });
          for (const next of steps) walk.take(next);
          const sum = parts.sessions().reduce((total, session) => total + session.seconds, 0);
          expect(sum).toBeLessThanOrEqual(walk.model.forward);
        },
      ),
      { numRuns: 250 },
    );
  });
});
