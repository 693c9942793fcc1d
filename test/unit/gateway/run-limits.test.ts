import fc from 'fast-check';
import { expect, test } from 'vitest';
import { admit, settle, type Claim } from '../../../electron/server/gateway/run-limits.ts';
import { createRuns } from '../../../electron/server/gateway/runs.ts';
import type { RecordedCall, RunPolicy } from '../../../electron/server/gateway/types.ts';

const clock = { now: () => 1_800_000_000_000, zone: () => 'UTC' };

function runWith(policy: Partial<RunPolicy>) {
  return createRuns(clock).start({ model: null, ...policy }).run;
}

const FREE: Claim = { inputTokens: 1, inputUsd: 0, mostUsd: 0 };

/** As far as accounting reads it. */
const ended = (id: string, use: Partial<RecordedCall>): RecordedCall =>
  ({
    id,
    inputTokens: null,
    outputTokens: null,
    cacheReadTokens: null,
    cacheWriteTokens: null,
    costUsd: 0,
    ...use,
  }) as RecordedCall;

/** A step of an interleaving: a call begins, or the oldest, newest or some call in between ends. */
const step = fc.oneof(
  fc.record({
    begin: fc.record({
      estimate: fc.integer({ min: 1, max: 400 }),
      /** The share of its estimate and of its most that the call really uses. */
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      output: fc.integer({ min: 0, max: 200 }),
    }),
  }),
  fc.record({ end: fc.nat() }),
);

const CAPS = { maxCalls: 12, maxConcurrent: 5, maxInputTokens: 1500, maxOutputTokens: 600, maxCostUsd: 1 };

test('whatever the interleaving, no cap is passed by more than the calls in flight, and nothing stays held', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const run = runWith(CAPS);
      const open: { id: string; use: Partial<RecordedCall>; output: number }[] = [];
      let started = 0;
      const finish = (at: number): void => {
        const [call] = open.splice(at, 1);
        settle(run, ended(call!.id, call!.use));
      };
      for (const one of steps) {
        if ('end' in one) {
          if (open.length > 0) finish(one.end % open.length);
          continue;
        }
        const { estimate, share, output } = one.begin;
        const id = `call-${(started += 1)}`;
        const claim = { inputTokens: estimate, inputUsd: estimate / 4000, mostUsd: estimate / 2000 };
        if (admit(run, id, { now: clock.now(), claim })) continue;
        const inputTokens = Math.floor(estimate * share);
        open.push({
          id,
          output,
          use: { inputTokens, outputTokens: output, costUsd: claim.mostUsd * share },
        });
        expect(open.length).toBeLessThanOrEqual(CAPS.maxConcurrent);
        expect(run.usage.inputTokens + run.held.inputTokens).toBeLessThanOrEqual(CAPS.maxInputTokens);
      }
      while (open.length > 0) finish(0);
      expect(run.usage.calls).toBeLessThanOrEqual(CAPS.maxCalls);
      expect(run.usage.inputTokens).toBeLessThanOrEqual(CAPS.maxInputTokens);
      // Admitted while something was left, so at most what five calls in flight bring.
      expect(run.usage.outputTokens).toBeLessThan(CAPS.maxOutputTokens + CAPS.maxConcurrent * 200);
      // One call may cost more than its input alone, by at most what all of its max_tokens cost.
      expect(run.usage.costUsd).toBeLessThanOrEqual(CAPS.maxCostUsd + 400 / 4000 + 1e-9);
      expect(run.held).toEqual({ calls: new Map(), inputTokens: 0, usd: 0 });
    }),
    { numRuns: 400 },
  );
});

test('a prompt that cannot fit is refused before it is sent, and the refusal says by how much', () => {
  const run = runWith({ maxInputTokens: 100 });
  const refused = admit(run, 'a', { now: clock.now(), claim: { ...FREE, inputTokens: 101 } });
  expect(refused).toMatchObject({
    status: 429,
    retry: false,
    details: { error_code: 'run_limit_too_small', limit: 'maxInputTokens', cap: 100, used: 0, wanted: 101 },
  });
  expect(run.usage.calls).toBe(0);
});

test('a call of unknown cost ends a capped run, unless unknown costs are allowed', () => {
  for (const allowUnknownCost of [false, true]) {
    const run = runWith({ maxCostUsd: 1, allowUnknownCost });
    admit(run, 'a', { now: clock.now(), claim: FREE });
    settle(run, ended('a', { outputTokens: 5, costUsd: null }));
    expect(run.usage.costUsd).toBeNull();
    const next = admit(run, 'b', { now: clock.now(), claim: FREE });
    expect(next?.details?.limit ?? null).toBe(allowUnknownCost ? null : 'maxCostUsd');
  }
});

test('with unknown costs allowed, what is known still counts', () => {
  const run = runWith({ maxCostUsd: 1, allowUnknownCost: true });
  admit(run, 'a', { now: clock.now(), claim: FREE });
  settle(run, ended('a', { outputTokens: 5, costUsd: null }));
  admit(run, 'b', { now: clock.now(), claim: FREE });
  settle(run, ended('b', { outputTokens: 5, costUsd: 1.2 }));
  expect(admit(run, 'c', { now: clock.now(), claim: FREE })?.details).toMatchObject({ limit: 'maxCostUsd' });
});

test('a call that is accounted twice gives back what it held once', () => {
  const run = runWith({});
  admit(run, 'a', { now: clock.now(), claim: { ...FREE, inputTokens: 7, mostUsd: 0.5 } });
  admit(run, 'b', { now: clock.now(), claim: { ...FREE, inputTokens: 3, mostUsd: 0.25 } });
  settle(run, ended('a', {}));
  settle(run, ended('a', {}));
  expect(run.held).toMatchObject({ inputTokens: 3, usd: 0.25 });
});
