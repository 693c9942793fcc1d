import { describe, expect as assert, it } from 'vitest';
import { CheckFailure } from '../../../electron/server/labs/checks.ts';
import { expect, show } from '../../../electron/server/labs/expect.ts';
import { expectPassRate, wilson } from '../../../electron/server/labs/pass-rate.ts';
import { createRandom } from '../../../electron/server/labs/random.ts';

function failure(work: () => void): CheckFailure {
  try {
    work();
  } catch (error) {
    if (error instanceof CheckFailure) return error;
    throw error;
  }
  throw new Error('nothing failed');
}

describe('expect.match', () => {
  it('takes more keys than the shape names, patterns for texts, and lists of the same length', () => {
    expect.match({ a: 1, b: [{ c: 'order 12' }], d: null }, { b: [{ c: /order \d+/ }], d: null }, 'fits');
  });

  it('says where a value departs from the shape', () => {
    const { message, details } = failure(() =>
      expect.match(
        { items: [{ price: 1 }, { price: 2 }] },
        { items: [{ price: 1 }, { price: 3 }] },
        'Prices.',
      ),
    );
    assert(message).toBe('Prices. It differs at .items[1].price.');
    assert(details.expected).toContain('"price": 3');
  });

  it('refuses a list that is longer, and a text where the pattern does not fit', () => {
    assert(failure(() => expect.match([1, 2], [1], 'List.')).message).toBe('List.');
    assert(failure(() => expect.match({ a: 'x' }, { a: /y/ }, 'Text.')).details.expected).toContain('/y/');
  });
});

describe('a value in a verdict', () => {
  it('is a text as it stands when it has lines, and is cut where it is very long', () => {
    assert(show('one\ntwo')).toBe('one\ntwo');
    assert(show('word')).toBe('"word"');
    assert(show('x'.repeat(5000))).toMatch(/^x{4000} \.\.\. \(5000 characters\)$/);
  });
});

describe('a pass rate', () => {
  it('has the Wilson interval (Newcombe 1998, table 1: 81 of 263 is 0.2553 to 0.3662)', () => {
    const [low, high] = wilson(81, 263);
    assert([low.toFixed(4), high.toFixed(4)]).toEqual(['0.2553', '0.3662']);
  });

  it('fails under the threshold with successes, rate, interval and the first reason', async () => {
    const trial = async (i: number) => {
      if (i === 1) expect.that(false, 'The second went wrong.');
      return i > 2;
    };
    await assert(expectPassRate({ n: 5, threshold: 0.8, note: () => {} }, trial)).rejects.toThrow(
      '2 of 5 trials succeeded: 40 %, 95 % interval 12 % to 77 %. At least 80 % should. The first that failed: The second went wrong.',
    );
  });

  it('lets an error of the check itself through', async () => {
    const broken = expectPassRate({ n: 2, threshold: 0.5, note: () => {} }, async () => {
      throw new RangeError('our bug');
    });
    await assert(broken).rejects.toThrow(RangeError);
  });
});

describe('seeded values', () => {
  it('are the same for a seed, and a shuffle keeps every item', () => {
    const draw = () => {
      const random = createRandom(9, 'x');
      return [random.shuffle([1, 2, 3, 4]), random.sample(['a', 'b', 'c'], 2), random.date(), random.city()];
    };
    assert(draw()).toEqual(draw());
    assert(
      createRandom(3)
        .shuffle([3, 1, 2])
        .toSorted((a, b) => a - b),
    ).toEqual([1, 2, 3]);
    assert(createRandom(4).date()).toMatch(/^202\d-\d\d-\d\d$/);
  });
});
