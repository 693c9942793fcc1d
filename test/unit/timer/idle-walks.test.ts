import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import type { TimerService } from '../../../electron/server/features/timer/service.ts';
import { timerParts } from './parts.ts';

const parts = timerParts();
beforeEach(() => {
  parts.reset();
  parts.idleMinutes(3);
});

const BEAT = 5;
const ASK_AFTER = 180;

/** The day as chunks of seconds, in order: work, or a silence that somebody has to decide about. */
class QuietModel {
  logged: number[] = [];
  chunks: { seconds: number; asked: boolean }[] = [];
  quiet = 0;
  paused = false;
  away = false;

  pass(seconds: number): void {
    if (!this.paused) this.quiet += seconds;
  }

  input(): void {
    if (this.paused) return;
    this.chunks.push({ seconds: this.quiet, asked: !this.away && this.quiet >= ASK_AFTER });
    this.quiet = 0;
  }

  get asks(): boolean {
    return this.chunks.some((it) => it.asked) || (!this.paused && !this.away && this.quiet >= ASK_AFTER);
  }

  answer(choice: 'keep' | 'cut' | 'split', entry: boolean): void {
    this.input();
    const at = this.chunks.findIndex((it) => it.asked);
    const [first] = this.chunks.slice(at, at + 1);
    if (choice === 'keep') first!.asked = false;
    if (choice === 'cut') this.chunks.splice(at, 1);
    if (choice !== 'split') return;
    this.log(this.chunks.splice(0, at + 1).filter((it) => it !== first));
    if (entry) this.log([first!]);
  }

  stop(decision: 'keep' | 'cut'): void {
    this.input();
    this.log(this.chunks.filter((it) => decision === 'keep' || !it.asked));
    Object.assign(this, { chunks: [], paused: false, away: false });
  }

  private log(chunks: readonly { seconds: number }[]): void {
    const seconds = chunks.reduce((sum, it) => sum + it.seconds, 0);
    if (seconds > 0) this.logged.push(seconds);
  }
}

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('live' as const), beats: fc.nat(80) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('input', 'pause', 'resume', 'away') }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      choice: fc.constantFrom('keep', 'cut', 'split'),
      entry: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('stop' as const), idle: fc.constantFrom('keep', 'cut') }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function take(next: Step, timer: TimerService, model: QuietModel): void {
  if (next.do === 'live') {
    for (let i = 0; i < next.beats; i += 1) {
      parts.clock.advance(BEAT * 1000);
      model.pass(BEAT);
      timer.beat();
    }
  } else if (next.do === 'answer') {
    const first = timer.status()!.idles[0];
    expect(first !== undefined).toBe(model.asks);
    if (!first) return;
    timer.answerIdle({
      from: first.from,
      choice: next.choice,
      entry: next.entry ? { activity: 'reading' } : null,
    });
    model.answer(next.choice, next.entry);
  } else if (next.do === 'stop') {
    timer.stop(undefined, next.idle);
    model.stop(next.idle);
    timer.start({});
  } else if (next.do === 'input') {
    timer.input();
    model.input();
  } else if (next.do === 'away') {
    model.input();
    model.away = timer.edit({ away: !model.away }).away;
  } else if (next.do === 'pause') {
    timer.pause();
    model.input();
    model.paused = true;
  } else {
    timer.resume();
    model.paused = false;
  }
}

test('every second without input is kept, cut or split off as it was answered, and none is counted before', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => {
      parts.reset();
      const timer = parts.app();
      timer.start({});
      const model = new QuietModel();
      for (const next of steps) take(next, timer, model);
      timer.stop(undefined, 'cut');
      model.stop('cut');
      const logged = parts.sessions().map((session) => session.seconds);
      expect(logged.toSorted((a, b) => a - b)).toEqual(model.logged.toSorted((a, b) => a - b));
    }),
    { numRuns: 200 },
  );
}, 60_000);
