import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { scripted, type Scripted } from '../../../fixtures/clients/scripted.ts';
import { BUILTIN, startGateway, type TestGateway } from '../../../fixtures/gateway/gateway.ts';

interface Recorded {
  name: 'text' | 'stream' | 'structured' | 'tools';
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

// promptfoo takes 280 MB without its optional packages and 2 GB with them: its requests were recorded once.
const file = path.resolve(import.meta.dirname, '../../../fixtures/clients/promptfoo.json');
const { requests } = JSON.parse(readFileSync(file, 'utf8')) as { requests: Recorded[] };

let kit: TestGateway;
let server: Scripted;
beforeAll(async () => {
  server = await scripted();
  kit = await startGateway({ anthropicUrl: server.url, env: { ANTHROPIC_API_KEY: 'canary.promptfoo' } });
  const models = [{ id: 'm', title: 'm', note: '' }];
  const baseUrl = `${server.url}/v1`;
  kit.store.add(
    {
      id: 'fake',
      kind: 'openai-compatible',
      title: 'fake',
      baseUrl,
      server: 'openai',
      hasKey: false,
      models,
    },
    0,
  );
});
afterAll(async () => {
  await kit.close();
  await server.close();
});
beforeEach(() => void (server.seen.length = 0));

async function replay(recorded: Recorded, model: string, policy: { maxCalls?: number } = {}) {
  const { runId, token } = kit.gateway.openRun({ model, ...policy });
  const { method, headers, body } = recorded;
  const send = () =>
    fetch(kit.baseUrl + recorded.path, { method, body, headers: { ...headers, 'x-api-key': token } });
  return { runId, send };
}

const MODELS = [BUILTIN, 'anthropic/claude-haiku-5-5', 'fake/m'];

describe.each(requests)('promptfoo’s request for $name', (recorded) => {
  test.each(MODELS)('is answered by %s in the form that promptfoo reads', async (model) => {
    const { send, runId } = await replay(recorded, model);
    const response = await send();
    const answer = await response.text();
    expect({ status: response.status, answer }).toMatchObject({ status: 200 });
    if (recorded.name === 'stream') {
      expect(response.headers.get('content-type')).toContain('text/event-stream');
      expect(answer).toMatch(/event: message_start[^]*text_delta[^]*event: message_stop/);
    } else {
      const message = JSON.parse(answer) as { content: { type: string; text: string; name: string }[] };
      const [block] = message.content;
      if (recorded.name === 'tools') expect(block).toMatchObject({ type: 'tool_use', name: 'get_weather' });
      if (recorded.name === 'structured')
        expect(JSON.parse(block!.text)).toEqual({ city: expect.any(String) });
    }
    await kit.gateway.settled(runId, 2000);
    expect(kit.gateway.calls(runId)).toMatchObject([
      { outcome: 'answered', inputTokens: expect.any(Number) },
    ]);
  });

  test('reaches Anthropic byte for byte, with the version and the betas that it named', async () => {
    const { send } = await replay(recorded, 'anthropic/claude-haiku-5-5');
    await (await send()).text();
    const [seen] = server.seen;
    expect(seen).toMatchObject({ body: recorded.body, headers: { 'anthropic-version': '2023-06-01' } });
    expect(seen!.headers['anthropic-beta']).toBe(recorded.headers['anthropic-beta']);
    expect(seen!.headers['x-api-key']).toBe('canary.promptfoo');
  });

  test('is refused past the budget with a header that its client obeys', async () => {
    const { send } = await replay(recorded, 'anthropic/claude-haiku-5-5', { maxCalls: 1 });
    await (await send()).text();
    const refused = await send();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('x-should-retry')).toBe('false');
    expect(await refused.json()).toMatchObject({ error: { details: { limit: 'maxCalls' } } });
    expect(server.seen).toHaveLength(1);
  });
});
