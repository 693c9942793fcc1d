import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { clientsOf, connect, type Clients } from '../../fixtures/gateway/clients.ts';
import { startGateway, type TestGateway } from '../../fixtures/gateway/gateway.ts';
import type { Kind, ModelServer } from '../../fixtures/gateway/model-server.ts';

const KINDS: Kind[] = ['ollama', 'llama-cpp', 'vllm', 'lm-studio', 'openai'];
let kit: TestGateway;
const servers = new Map<Kind, ModelServer>();
beforeAll(async () => {
  kit = await startGateway();
  for (const kind of KINDS) servers.set(kind, await connect(kit, kind));
});
afterAll(async () => {
  await kit.close();
  for (const server of servers.values()) await server.close();
});
beforeEach(() => servers.forEach((server) => (server.seen.length = 0)));

const clients = (kind: Kind): Clients => clientsOf(kit, { model: `${kind}/m` });
const say = (content: string) => [{ role: 'user' as const, content }];
const ask = { model: 'any', max_tokens: 50, messages: say('Hi') };
const chat = { model: 'any', messages: say('Hi') };
const schema = {
  type: 'object' as const,
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
};
const tools = ['first', 'second'].map((name) => ({ name, description: name, input_schema: schema }));
const functions = tools.map(({ name }) => ({
  type: 'function' as const,
  function: { name, parameters: schema },
}));
const PIXEL = 'iVBORw0KGgo=';

describe.each(KINDS)('%s', (kind) => {
  test('answers Anthropic’s client, whole and streamed', async () => {
    const { anthropic } = clients(kind);
    const whole = await anthropic.messages.create(ask);
    expect(whole).toMatchObject({
      type: 'message',
      role: 'assistant',
      content: [{ type: 'text', text: 'Hello there.' }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 20, output_tokens: 7 },
    });
    const streamed = await anthropic.messages.stream(ask).finalMessage();
    expect(streamed).toMatchObject({
      content: [{ type: 'text', text: 'Hello there.' }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 20, output_tokens: 7 },
    });
  });

  test('answers OpenAI’s client, whole and streamed', async () => {
    const { openai, runId } = clients(kind);
    const whole = await openai.chat.completions.create(chat);
    expect(whole.choices[0]).toMatchObject({ message: { content: 'Hello there.' }, finish_reason: 'stop' });
    const streamed = await openai.chat.completions.stream(chat).finalChatCompletion();
    expect(streamed.choices[0]).toMatchObject({
      message: { content: 'Hello there.' },
      finish_reason: 'stop',
    });
    await kit.gateway.settled(runId, 1000);
    // The ledger has the tokens of the stream too, although the client did not ask for them.
    expect(kit.gateway.calls(runId).map(({ text, outputTokens }) => ({ text, outputTokens }))).toEqual([
      { text: 'Hello there.', outputTokens: 7 },
      { text: 'Hello there.', outputTokens: 7 },
    ]);
  });

  test('calls a tool when asked to, for both clients, whole and streamed', async () => {
    const { anthropic, openai } = clients(kind);
    const messages = say('use a tool');
    const use = { type: 'tool_use', name: 'first', input: { city: 'Paris' } };
    for (const message of [
      await anthropic.messages.create({ ...ask, messages, tools }),
      await anthropic.messages.stream({ ...ask, messages, tools }).finalMessage(),
    ]) {
      expect(message).toMatchObject({ content: [use], stop_reason: 'tool_use' });
    }
    const call = { type: 'function', function: { name: 'first', arguments: '{"city":"Paris"}' } };
    for (const completion of [
      await openai.chat.completions.create({ ...chat, messages, tools: functions }),
      await openai.chat.completions.stream({ ...chat, messages, tools: functions }).finalChatCompletion(),
    ]) {
      expect(completion.choices[0]).toMatchObject({
        message: { tool_calls: [call] },
        finish_reason: 'tool_calls',
      });
    }
  });

  test('answers with JSON that fits the schema, whichever client asks', async () => {
    const { anthropic, openai } = clients(kind);
    const format = { type: 'json_schema' as const, schema };
    const message = await anthropic.messages.create({ ...ask, output_config: { format } });
    expect(message.content).toMatchObject([{ type: 'text', text: '{"city":"Paris"}' }]);
    const completion = await openai.chat.completions.create({
      ...chat,
      response_format: { type: 'json_schema', json_schema: { name: 'place', schema } },
    });
    expect(completion.choices[0]!.message.content).toBe('{"city":"Paris"}');
  });

  test('keeps to tool_choice, or says that it cannot', async () => {
    const { anthropic, openai } = clients(kind);
    const forced = { ...ask, tools, tool_choice: { type: 'tool' as const, name: 'second' } };
    const named = { type: 'function' as const, function: { name: 'second' } };
    const forcedChat = { ...chat, tools: functions, tool_choice: named };
    if (kind === 'ollama') {
      await expect(anthropic.messages.create(forced)).rejects.toMatchObject({
        status: 400,
        apiMessage: expect.stringContaining('tool_choice: ollama does not honour "tool"'),
      });
      await expect(openai.chat.completions.create(forcedChat)).rejects.toMatchObject({
        status: 400,
        param: 'tool_choice',
        message: expect.stringContaining('does not honour it'),
      });
      expect(servers.get(kind)!.seen).toEqual([]);
    } else {
      expect((await anthropic.messages.create(forced)).content).toMatchObject([{ name: 'second' }]);
      const completion = await openai.chat.completions.create(forcedChat);
      expect(completion.choices[0]!.message.tool_calls).toMatchObject([{ function: { name: 'second' } }]);
    }
    const none = { ...ask, messages: say('use a tool'), tools, tool_choice: { type: 'none' as const } };
    expect((await anthropic.messages.create(none)).stop_reason).toBe('end_turn');
    const noneChat = { ...chat, messages: say('use a tool'), tools: functions, tool_choice: 'none' as const };
    expect((await openai.chat.completions.create(noneChat)).choices[0]!.finish_reason).toBe('stop');
  });

  test('takes an image in base64; by address only where the server fetches it', async () => {
    const { anthropic } = clients(kind);
    const image = (source: object) => ({
      ...ask,
      messages: [{ role: 'user' as const, content: [{ type: 'image' as const, source: source as never }] }],
    });
    await anthropic.messages.create(image({ type: 'base64', media_type: 'image/png', data: PIXEL }));
    expect(servers.get(kind)!.seen[0]!.raw).toContain(PIXEL);
    const byAddress = anthropic.messages.create(image({ type: 'url', url: 'https://example.com/a.png' }));
    if (kind === 'ollama') await expect(byAddress).rejects.toMatchObject({ status: 400 });
    else {
      await byAddress;
      expect(servers.get(kind)!.seen[1]!.raw).toContain('https://example.com/a.png');
    }
  });

  test('counts tokens by itself where it can be trusted, and by estimate where not', async () => {
    const { anthropic } = clients(kind);
    const { input_tokens } = await anthropic.messages.countTokens({ ...ask, messages: say('x'.repeat(400)) });
    expect(input_tokens).toBe(kind === 'llama-cpp' || kind === 'vllm' ? 42 : 103);
  });

  test('embeds text in the encoding that was asked for', async () => {
    const { openai, runId } = clientsOf(kit, { model: null, embeddingModel: `${kind}/embed-m` });
    // The client asks for base64 by itself and decodes it.
    const plain = await openai.embeddings.create({ model: 'any', input: ['a', 'b'] });
    expect(plain.data.map(({ embedding }) => [...embedding])).toEqual([
      [0.5, -0.25, 1],
      [0.5, -0.25, 1],
    ]);
    const floats = await openai.embeddings.create({ model: 'any', input: 'a', encoding_format: 'float' });
    expect(floats.data[0]!.embedding).toEqual([0.5, -0.25, 1]);
    await kit.gateway.settled(runId, 1000);
    expect(kit.gateway.usage(runId)).toMatchObject({ calls: 2, inputTokens: 10 });
  });
});

test('a document is refused where the server would drop it', async () => {
  const { anthropic } = clients('llama-cpp');
  const source = { type: 'text' as const, media_type: 'text/plain' as const, data: 'Some words.' };
  const messages = [{ role: 'user' as const, content: [{ type: 'document' as const, source }] }];
  await expect(anthropic.messages.create({ ...ask, messages })).rejects.toMatchObject({
    status: 400,
    apiMessage: expect.stringContaining('drops document blocks'),
  });
});

test('a chat request reaches an OpenAI server byte for byte when nothing in it has to change', async () => {
  const { token } = clients('openai');
  const body = `{ "model":"m",  "messages":[{"role":"user","content":"\\u00e9"}], "some_new_field": [1, 2] }`;
  const response = await fetch(`${kit.baseUrl}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
  });
  expect(response.status).toBe(200);
  const [seen] = servers.get('openai')!.seen;
  expect(seen!.raw).toBe(body);
  expect(JSON.stringify(seen!.headers)).not.toContain(token);
});

test('OpenAI gets max_completion_tokens, and others max_tokens', async () => {
  for (const kind of ['openai', 'ollama'] as const) {
    const format = { type: 'json_schema' as const, schema };
    await clients(kind).anthropic.messages.create({ ...ask, output_config: { format } });
  }
  expect(servers.get('openai')!.seen[0]!.body.max_completion_tokens).toBe(50);
  expect(servers.get('ollama')!.seen[0]!).toMatchObject({
    path: '/v1/chat/completions',
    body: { max_tokens: 50 },
  });
});
