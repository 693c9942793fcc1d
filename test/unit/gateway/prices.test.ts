import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { costUsd } from '../../../electron/server/gateway/prices.ts';
import catalogue from '../../../electron/server/gateway/providers/anthropic-models.json' with { type: 'json' };
import prices from '../../../electron/server/gateway/prices.json' with { type: 'json' };

const NO_USAGE = { inputTokens: null, outputTokens: null, cacheReadTokens: null, cacheWriteTokens: null };
const usage = (inputTokens: number, outputTokens: number) => ({ ...NO_USAGE, inputTokens, outputTokens });

test('a prompt past the tier makes the whole request dearer', () => {
  expect(costUsd('anthropic/claude-haiku-5-5', usage(100_000, 1000))).toBeCloseTo(0.01 + 0.0005, 10);
  expect(costUsd('anthropic/claude-haiku-5-5', usage(100_001, 1000))).toBeCloseTo(0.0500005 + 0.0025, 10);
});

test('what is not known is null, never 0', () => {
  expect(costUsd('anthropic/claude-unheard-of', usage(1, 1))).toBeNull();
  expect(costUsd('anthropic/claude-haiku-5-5', { ...usage(1, 1), cacheReadTokens: 5 })).toBeNull();
  expect(costUsd('anthropic/claude-haiku-5-5', NO_USAGE)).toBeNull();
});

test('every model that is listed or priced is one that the SDK knows, and every price has a source', () => {
  const sdk = path.dirname(createRequire(import.meta.url).resolve('@anthropic-ai/sdk'));
  const types = readFileSync(path.join(sdk, 'resources/messages/messages.d.ts'), 'utf8');
  const known = /export type Model = ([^;]+);/.exec(types)![1]!;
  const ids = [
    ...catalogue.models.map(({ id }) => id),
    ...prices.models.map(({ model }) => model.replace('anthropic/', '')),
  ];
  expect(ids.filter((id) => !known.includes(`'${id}'`))).toEqual([]);
  expect(prices.models.filter(({ source }) => !source)).toEqual([]);
});
