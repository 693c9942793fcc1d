import { describe, expect, test } from 'vitest';
import { forecastPath } from '../../../electron/shared/forecast.ts';
import { seeded } from '../../../electron/shared/seeded.ts';
import { addDays } from '../../../electron/shared/time.ts';

const HOUR = 3600;
const today = '2026-11-21';
const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Kinds of people: steady, anything between nothing and eight hours, and bursts with weeks off. */
const PEOPLE: Record<string, (random: () => number) => number> = {
  steady: (random) => Math.max(0, 5 + 2 * normal(random)) * HOUR,
  even: (random) => random() * 8 * HOUR,
  bursts: (random) => (random() < 0.15 ? 0 : Math.exp(1.2 + 0.6 * normal(random)) * HOUR),
};

/** Walks on from a history until the work is done: what would really have happened. */
function truth(left: number, week: () => number): string {
  for (let n = 0; ; n += 1) {
    const done = week();
    if (done >= left) return addDays(today, Math.ceil((n + left / done) * 7));
    left -= done;
  }
}

test.each(Object.keys(PEOPLE))(
  'the range of a forecast from eight weeks covers what happens in about 80 of 100 cases: %s',
  (kind) => {
    const rounds = 250;
    const work = [20, 80, 250];
    let covered = 0;
    for (let round = 0; round < rounds; round += 1) {
      const random = seeded(round * 7919 + 11);
      const week = (): number => PEOPLE[kind]!(random);
      const weeks = Array.from({ length: 8 }, week);
      const milestones = work.map((hours) => hours * HOUR);
      const forecasts = forecastPath({ milestones, weeks, today });
      milestones.forEach((left, index) => {
        const { early, late } = forecasts[index]!.forecast;
        const day = truth(left, week);
        if (early <= day && day <= late) covered += 1;
      });
    }
    const share = covered / (rounds * work.length);
    expect([share > 0.74, share < 0.87, share]).toEqual([true, true, share]);
  },
);

describe('a forecast along a path', () => {
  const weeks = [2, 4, 6, 4].map((hours) => hours * HOUR);

  test('reaches later milestones later, and says nothing of what is more than ten years away', () => {
    const [first, second, far] = forecastPath({
      milestones: [10 * HOUR, 40 * HOUR, 3000 * HOUR],
      weeks,
      today,
    });
    expect([first!.forecast.likely < second!.forecast.likely, far]).toEqual([true, null]);
  });

  test('steps over the paused days ahead, and not over those that are past', () => {
    const even = [4, 4].map((hours) => hours * HOUR);
    const pauses = [
      { startsOn: '2026-11-01', endsOn: '2026-11-05' },
      { startsOn: '2026-12-01', endsOn: '2026-12-10' },
    ];
    const at = (hours: number): string =>
      forecastPath({ milestones: [hours * HOUR], weeks: even, today, pauses })[0]!.forecast.likely;
    expect([at(4), at(8)]).toEqual(['2026-11-28', '2026-12-15']);
  });

  test('says how likely it is to be late', () => {
    const [milestone] = forecastPath({ milestones: [40 * HOUR], weeks, today });
    const { early, late } = milestone!.forecast;
    expect(milestone!.chanceAfter(early)).toBeGreaterThan(0.8);
    expect(milestone!.chanceAfter(late)).toBeLessThanOrEqual(0.1);
    expect(milestone!.chanceAfter(today)).toBe(1);
  });
});
