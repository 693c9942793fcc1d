import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  activeStretches,
  cutTimes,
  joinTimes,
  lengthOf,
  momentAfter,
  takeOut,
} from '../../../electron/shared/stretches.ts';

const SECOND = 1000;

/** A session of whole seconds with pauses inside, counted exactly or (typed by hand) for less. */
const session = fc
  .record({
    start: fc.integer({ min: 0, max: 5000 }),
    marks: fc.uniqueArray(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 7 }),
    less: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ start, marks, less }) => {
    const [first, ...ends] = marks.toSorted((a, b) => a - b).map((mark) => (start + mark) * SECOND);
    const inner = ends.slice(0, -1);
    const pauses = [];
    for (let i = 0; i + 1 < inner.length; i += 2) pauses.push({ from: inner[i]!, to: inner[i + 1]! });
    const times = { startedAt: start * SECOND, endedAt: ends.at(-1) ?? first!, pauses, seconds: 1 };
    return { ...times, seconds: Math.max(1, lengthOf(activeStretches(times)) / SECOND - less) };
  });

/** The counted moments, second by second: slow and obvious. */
const secondsOf = (times: Parameters<typeof activeStretches>[0]): Set<number> => {
  const found = new Set<number>();
  for (let at = times.startedAt; at < times.endedAt; at += SECOND)
    if (!times.pauses.some(({ from, to }) => at >= from && at < to)) found.add(at);
  return found;
};

describe('whatever the session', () => {
  test('its parts count exactly what it did, end to end', () => {
    fc.assert(
      fc.property(
        session,
        fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { minLength: 1, maxLength: 4 }),
        (one, shares) => {
          const span = one.endedAt - one.startedAt;
          const cuts = [...new Set(shares.map((share) => Math.round(one.startedAt + share * span)))].toSorted(
            (a, b) => a - b,
          );
          const parts = cutTimes(one, cuts);
          fc.pre(parts !== null);
          expect(parts.reduce((sum, part) => sum + part.seconds, 0)).toBe(one.seconds);
          expect(parts.map((part) => part.endedAt)).toEqual([...cuts, one.endedAt]);
          expect(parts.flatMap(activeStretches).reduce((sum, it) => sum + it.to - it.from, 0)).toBe(
            lengthOf(activeStretches(one)),
          );
        },
      ),
    );
  });

  test('a moment after some counted seconds has so much active time before it', () => {
    fc.assert(
      fc.property(session, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (one, share) => {
        const at = momentAfter(one, one.seconds * share);
        const before = activeStretches({ ...one, endedAt: at, pauses: one.pauses });
        expect(lengthOf(before)).toBeCloseTo(lengthOf(activeStretches(one)) * share, -1);
      }),
    );
  });

  test('joined with another, shared time counts once and no time is made', () => {
    fc.assert(
      fc.property(session, session, (a, b) => {
        const joined = joinTimes([a, b]);
        const together = new Set([...secondsOf(a), ...secondsOf(b)]);
        expect(secondsOf(joined)).toEqual(together);
        expect(joined.seconds).toBeLessThanOrEqual(Math.max(together.size, a.seconds, b.seconds));
        expect(joined.seconds).toBeGreaterThanOrEqual(Math.max(a.seconds, b.seconds));
      }),
    );
  });

  test('with a stretch taken out, exactly the other seconds are left', () => {
    fc.assert(
      fc.property(session, session, (one, hole) => {
        const out = { from: hole.startedAt, to: hole.endedAt };
        const left = [...secondsOf(one)].filter((at) => at < out.from || at >= out.to);
        const times = takeOut(one, out);
        if (times === null) {
          expect((one.seconds * left.length) / secondsOf(one).size).toBeLessThan(0.5);
          return;
        }
        expect(secondsOf(times)).toEqual(new Set(left));
        expect(times.seconds).toBeLessThanOrEqual(one.seconds);
      }),
    );
  });
});

test('a split of a second is none', () => {
  expect(cutTimes({ startedAt: 0, endedAt: 1000, seconds: 1, pauses: [] }, [500])).toBeNull();
});
