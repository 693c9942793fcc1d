import { expect, it } from 'vitest';
import { createRandom } from '../../../electron/server/labs/random.ts';
import { createStay } from '../../../electron/server/labs/stay.ts';
import { createTurns, type Turns } from '../../../electron/server/labs/turns.ts';

const alone = (seed: number): Turns =>
  createTurns('check', { seed, stay: undefined, random: createRandom(seed) }).take();

it('is one turn for a check by itself, with values of its seed', () => {
  expect(alone(3)).toMatchObject({ at: 0, count: 1 });
  expect(alone(3).random.word(12)).toBe(alone(3).random.word(12));
  expect(alone(3).random.word(12)).not.toBe(alone(4).random.word(12));
});

it('gives the runs of a stay the same values and each a turn, and a lasting value to five in a row', () => {
  const seeds = Array.from({ length: 20 }, (_, i) => 100 + i);
  const stay = createStay(new AbortController().signal, seeds);
  const turns = seeds.map((seed) => {
    stay.take();
    const { random, lasting, at, count } = createTurns('check', {
      seed,
      stay,
      random: createRandom(seed),
    }).take();
    return { at, count, word: random.word(12), last: lasting((one) => one.word(12)) };
  });
  expect(turns.map(({ at }) => at)).toEqual(seeds.map((_, i) => i));
  expect(new Set(turns.map(({ count }) => count))).toEqual(new Set([20]));
  expect(new Set(turns.map(({ word }) => word)).size).toBe(1);
  const last = turns.map((turn) => turn.last);
  expect(new Set(last).size).toBe(4);
  expect(new Set(last.slice(5, 10)).size).toBe(1);
});

it('counts as taken from the seed', () => {
  const random = createRandom(1);
  const turns = createTurns('check', { seed: 1, stay: undefined, random });
  expect([random.wasUsed(), turns.wasTaken()]).toEqual([false, false]);
  turns.take();
  expect([random.wasUsed(), turns.wasTaken()]).toEqual([true, true]);
});
