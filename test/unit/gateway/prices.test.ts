import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { costUsd } from '../../../electron/server/gateway/prices.ts';
import catalogue from '../../../electron/server/gateway/providers/anthropic-models.json' with { type: 'json' };
import prices from '../../../electron/server/gateway/prices.json' with { type: 'json' };

const NO_USAGE = { inputTokens: null, outputTokens: null, cacheReadTokens: null, cacheWriteTokens: null };
/** The models of a provider that have a price, by the provider's own names. */
const priced = (provider: string): string[] =>
  prices.models.flatMap(({ model }) => (model.startsWith(provider) ? [model.slice(provider.length)] : []));
const usage = (inputTokens: number, outputTokens: number) => ({ ...NO_USAGE, inputTokens, outputTokens });

test('a prompt past the tier makes the whole request dearer', () => {
  expect(costUsd('anthropic/claude-haiku-5-5', usage(100_000, 1000))).toBeCloseTo(0.01 + 0.0005, 10);
  expect(costUsd('anthropic/claude-haiku-5-5', usage(100_001, 1000))).toBeCloseTo(0.0500005 + 0.0025, 10);
});

test('what is not known is null, never 0', () => {
  expect(costUsd('anthropic/claude-unheard-of', usage(1, 1))).toBeNull();
  expect(costUsd('anthropic/claude-haiku-5-5', NO_USAGE)).toBeNull();
});

test('cached tokens have their own rates, and count towards the tier', () => {
  const haiku = 'anthropic/claude-haiku-5-5';
  const cached = { cacheReadTokens: 50_000, cacheWriteTokens: 30_000, cacheWrite1hTokens: 10_000 };
  const low = (1000 * 0.1 + 100 * 0.5 + 50_000 * 0.01 + 20_000 * 0.125 + 10_000 * 0.2) / 1e6;
  expect(costUsd(haiku, { ...usage(1000, 100), ...cached })).toBeCloseTo(low, 12);
  const high = (30_000 * 0.5 + 100 * 2.5 + 50_000 * 0.05 + 20_000 * 0.625 + 10_000 * 1) / 1e6;
  expect(costUsd(haiku, { ...usage(30_000, 100), ...cached })).toBeCloseTo(high, 12);
});

test('what was written without a word about how long is charged as 5 minutes, the default', () => {
  const written = { ...usage(0, 0), cacheWriteTokens: 1_000_000 };
  expect(costUsd('anthropic/claude-sonnet-5-5', written)).toBeCloseTo(2.5, 10);
});

test('every price is dated, its tiers go up, and reading a cache is cheaper than writing one', () => {
  for (const { asOf, tiers } of prices.models) {
    expect(asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
    const ends = tiers.map(({ upToPromptTokens }) => upToPromptTokens ?? Infinity);
    expect(ends).toEqual(ends.toSorted((a, b) => a - b));
    for (const { input, cacheRead, cacheWrite5m } of tiers) {
      expect(cacheRead).toBeLessThan(input);
      expect(cacheWrite5m).toBeGreaterThan(input);
    }
  }
});

test('a prompt past the last tier has an unknown cost', () => {
  expect(costUsd('openai/gpt-6-luna', usage(272_000, 0))).toBeCloseTo(0.0272, 10);
  expect(costUsd('openai/gpt-6-luna', usage(272_001, 0))).toBeNull();
});

test('every model that is listed or priced is one that the SDK knows, and every price has a source', () => {
  const sdk = path.dirname(createRequire(import.meta.url).resolve('@anthropic-ai/sdk'));
  const types = readFileSync(path.join(sdk, 'resources/messages/messages.d.ts'), 'utf8');
  const known = /export type Model = ([^;]+);/.exec(types)![1]!;
  const ids = [...catalogue.models.map(({ id }) => id), ...priced('anthropic/')];
  expect(ids.filter((id) => !known.includes(`'${id}'`))).toEqual([]);
  const openai = path.dirname(createRequire(import.meta.url).resolve('openai'));
  const chat = readFileSync(path.join(openai, 'resources/shared.d.ts'), 'utf8');
  expect(priced('openai/').filter((id) => !chat.includes(`'${id}'`))).toEqual([]);
  expect(prices.models.filter(({ source }) => !source)).toEqual([]);
});
