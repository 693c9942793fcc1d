import { expect, test } from 'vitest';
import { timeScale } from '../../../../renderer/features/traces/waterfall/scale.ts';

test('calls one after the other keep their proportions', () => {
  const scale = timeScale([
    [0, 100],
    [100, 400],
  ]);
  expect([0, 100, 400].map(scale.at)).toEqual([0, 0.25, 1]);
  expect(scale.folds).toEqual([]);
  expect(scale.ticks.map(({ ms }) => ms)).toEqual([0, 100, 200, 300]);
});

test('an hour between two calls is folded, so that both can be seen', () => {
  const hour = 3_600_000;
  const scale = timeScale([
    [0, 500],
    [hour, hour + 500],
  ]);
  expect(scale.folds).toMatchObject([{ fromMs: 500, toMs: hour }]);
  expect(scale.at(500)).toBeGreaterThan(0.45);
  expect(scale.at(hour)).toBeLessThan(0.55);
  expect(scale.at(hour + 500)).toBe(1);
});

test('calls at the same time share the axis', () => {
  const scale = timeScale([
    [0, 900],
    [100, 200],
    [300, 1000],
  ]);
  expect(scale.at(1000)).toBe(1);
  expect(scale.folds).toEqual([]);
});

test('no calls make an axis that holds everything at its beginning', () => {
  expect(timeScale([]).at(5)).toBe(0);
});
