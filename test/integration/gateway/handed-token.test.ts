import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestGateway } from '../../fixtures/gateway/gateway.ts';

let kit: TestGateway;
beforeAll(async () => void (kit = await startGateway()));
afterAll(() => kit.close());

async function ask(token: string): Promise<number> {
  const response = await kit.gateway.fetch(
    new Request('http://127.0.0.1/v1/messages', {
      method: 'POST',
      headers: { 'x-api-key': token, 'content-type': 'application/json', 'anthropic-version': '2023-06-01' },
      body: JSON.stringify({ model: 'any', max_tokens: 5, messages: [{ role: 'user', content: 'Hi' }] }),
    }),
  );
  await response.text();
  return response.status;
}

test('a program goes on with the next run under the token that it has, with a budget of its own', async () => {
  const answer = [{ kind: 'answer', text: 'Hello.', match: 'every' }] as const;
  const first = kit.gateway.openRun({ model: null, maxCalls: 1 }, answer);
  const { token } = first;
  expect([await ask(token), await ask(token)]).toEqual([200, 429]);
  kit.gateway.closeRun(first.runId);
  expect(await ask(token)).toBe(401);

  const second = kit.gateway.openRun({ model: null, maxCalls: 1, token }, answer);
  expect(second.token).toBe(token);
  // Closing the first once more takes nothing from the second.
  kit.gateway.closeRun(first.runId);
  expect(await ask(token)).toBe(200);
  expect(kit.gateway.calls(second.runId).map(({ index }) => index)).toEqual([1]);
});
