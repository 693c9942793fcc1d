import { expect, test } from 'vitest';
import { nextFault } from '../../../electron/server/gateway/faults/draw.ts';
import { readFaultSpec } from '../../../electron/server/gateway/faults/spec.ts';
import { createRuns } from '../../../electron/server/gateway/runs.ts';
import type { FaultPlan } from '../../../electron/server/gateway/types.ts';

test('a plan as typed becomes a plan in steps', () => {
  expect(readFaultSpec(' 429:2, 529x2,slow:300,cut*,stall:2, seeded:7@25')).toEqual([
    { kind: 'status', status: 429, retryAfter: 2 },
    { kind: 'status', status: 529 },
    { kind: 'status', status: 529 },
    { kind: 'slow-first-byte', ms: 300 },
    { kind: 'cut-stream', afterEvents: 4, match: 'every' },
    { kind: 'stall', afterEvents: 2 },
    { kind: 'seeded', seed: 7, rate: 0.25 },
  ]);
  expect(readFaultSpec('')).toEqual([]);
});

test.each([
  ['refusel', 'Did you mean refusal?'],
  ['200', 'For example'],
  ['cut@30', 'For example'],
  ['529x2,,;', 'For example'],
  ['resetx9999', 'seeded:SEED'],
])('%s is refused with a way out', (text, hint) => {
  expect(() => readFaultSpec(text)).toThrow(
    expect.objectContaining({ code: 'bad_input', hint: expect.stringContaining(hint) }),
  );
});

const clock = { now: () => 0, zone: () => 'UTC' };

/** The faults of a run's first hundred calls. */
function drawn(faults: FaultPlan): (string | undefined)[] {
  const { run } = createRuns(clock).start({ model: null }, faults);
  return Array.from({ length: 100 }, () => {
    run.usage.calls += 1;
    return nextFault(run)?.kind;
  });
}

test('a seed draws the same faults again, another seed others, at about the rate asked for', () => {
  const first = drawn([{ kind: 'seeded', seed: 5, rate: 0.3 }]);
  expect(drawn([{ kind: 'seeded', seed: 5, rate: 0.3 }])).toEqual(first);
  expect(drawn([{ kind: 'seeded', seed: 6, rate: 0.3 }])).not.toEqual(first);
  const hit = first.filter((kind) => kind !== undefined).length;
  expect(hit).toBeGreaterThan(15);
  expect(hit).toBeLessThan(45);
  expect(drawn([{ kind: 'seeded', seed: 5, rate: 0 }]).every((kind) => kind === undefined)).toBe(true);
});

test('steps come in order, once each, and one that stays covers the rest', () => {
  const plan = drawn([{ kind: 'reset' }, { kind: 'empty', match: 'every' }, { kind: 'refusal' }]);
  expect([plan[0], plan[1], plan[99]]).toEqual(['reset', 'empty', 'empty']);
});
