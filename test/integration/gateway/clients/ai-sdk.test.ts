import { expect, test } from 'vitest';
import { javascript } from '../../../fixtures/clients/program.ts';
import { describeClient } from '../../../fixtures/clients/spec.ts';

const traits = { title: 'AI SDK 7', file: 'js/ai-sdk.mjs', runtime: javascript(), version: '2023-06-01' };

// The AI SDK asks again after any 429; it looks at no header that says not to.
describeClient({ ...traits, asksAgain: 1 }, ({ ask }) => {
  test('its default for OpenAI, the Responses API, is told which API to use instead', async () => {
    const { outcome } = await ask('practice', { scenario: 'responses', wire: 'openai' });
    expect(outcome.error).toMatchObject({
      status: 404,
      message: expect.stringContaining('/v1/chat/completions'),
    });
  });
});
