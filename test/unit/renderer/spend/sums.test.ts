import { expect, test } from 'vitest';
import type { SpendLine } from '../../../../electron/shared/traces.ts';
import { spendModel, sumOf, sumsBy } from '../../../../renderer/features/spend/sums.ts';

const line = (part: Partial<SpendLine>): SpendLine => ({
  day: '2026-11-20',
  provider: 'anthropic',
  model: 'a',
  labId: null,
  calls: 1,
  failed: 0,
  inputTokens: 10,
  outputTokens: 5,
  cacheReadTokens: 2,
  cacheWriteTokens: 1,
  costUsd: 0.5,
  unknownCosts: 0,
  ...part,
});
const LINES = [
  line({}),
  line({ day: '2026-11-21', costUsd: 1 }),
  line({ provider: 'vllm', model: 'b/c', costUsd: 0, unknownCosts: 1, labId: 'lab' }),
];
const WANTED = { by: 'model', measure: 'cost', today: '2026-11-21', days: 3, name: String } as const;

test('sums keep the unknown apart, and tokens read from a cache are read', () => {
  expect(sumOf(LINES)).toMatchObject({ calls: 3, costUsd: 1.5, unknownCosts: 1, inputTokens: 39 });
  expect(
    sumsBy(LINES, 'model').map(({ key, costUsd, unknownCosts }) => [key, costUsd, unknownCosts]),
  ).toEqual([
    ['anthropic/a', 1.5, 0],
    ['vllm/b/c', 0, 1],
  ]);
  expect(sumsBy(LINES, 'lab').map(({ key }) => key)).toEqual([null, 'lab']);
  expect(sumsBy(LINES, 'day').map(({ key }) => key)).toEqual(['2026-11-21', '2026-11-20']);
});

test('a chart has every day, also those without a call, and draws no cost that is unknown', () => {
  const model = spendModel(LINES, WANTED)!;
  expect(model.unit).toBe('usd');
  expect(model.series.map(({ label, values }) => [label, values])).toEqual([['anthropic/a', [0, 0.5, 1]]]);
  expect(spendModel(LINES, { ...WANTED, measure: 'calls' })!.series).toHaveLength(2);
  expect(spendModel([LINES[2]!], WANTED)).toBeNull();
});

test('more models than can be told apart are one', () => {
  const many = Array.from({ length: 12 }, (_, n) => line({ model: `m${n}`, costUsd: n + 1 }));
  const { series } = spendModel(many, WANTED)!;
  expect(series).toHaveLength(8);
  expect(series.at(-1)).toMatchObject({ label: '5 others', values: [0, 15, 0], colour: '--series-rest' });
});
