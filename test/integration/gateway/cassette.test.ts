import { afterAll, beforeAll, expect, test } from 'vitest';
import { BUILTIN, startGateway, type TestGateway } from '../../fixtures/gateway/gateway.ts';
import { useCassette } from '../../support/cassette.ts';

const tape = useCassette('gateway/practice');
let kit: TestGateway;
beforeAll(async () => {
  kit = await startGateway();
});
afterAll(async () => {
  tape.save();
  await kit.close();
});

const WEATHER = {
  name: 'get_weather',
  description: 'The weather of a city',
  input_schema: {
    type: 'object' as const,
    properties: { city: { type: 'string' } },
    required: ['city'],
  },
};

test('answers of the practice model replay from the committed cassette, and no model is loaded', async () => {
  const { sdk, runId } = kit.client({ model: BUILTIN, ...tape.policy });
  const said = await sdk.messages.create({
    model: 'any',
    max_tokens: 30,
    messages: [{ role: 'user', content: 'Who are you?' }],
  });
  expect(said.content[0]).toMatchObject({ type: 'text', text: expect.stringContaining('practice model') });
  const streamed = await sdk.messages
    .stream({
      model: 'any',
      max_tokens: 60,
      tools: [WEATHER],
      tool_choice: { type: 'tool', name: 'get_weather' },
      messages: [{ role: 'user', content: 'What is the weather in Oslo?' }],
    })
    .finalMessage();
  expect(streamed.content.at(-1)).toMatchObject({ type: 'tool_use', name: 'get_weather' });
  if (tape.isRecording) return;
  expect(
    kit.gateway.calls(runId).map(({ answeredBy, streamed: isStream }) => [answeredBy, isStream]),
  ).toEqual([
    ['replay', false],
    ['replay', true],
  ]);
  expect(kit.providers.builtinPid()).toBeNull();
});

test('the committed cassette holds what the tests ask, and no more', () => {
  expect(tape.cassette.entries).toBe(2);
});
