import Anthropic from '@anthropic-ai/sdk';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { command } from '../../electron/cli/commands/models.ts';
import { compatibleServer, type CompatibleServer } from '../fixtures/gateway/compatible-server.ts';
import { modelServer } from '../fixtures/gateway/model-server.ts';
import { createTestApp, type TestApp, type TestAppOptions } from '../support/app.ts';

let kit: TestApp;
let servers: { close(): Promise<void> }[] = [];
const start = async (options: TestAppOptions = {}): Promise<void> =>
  void (kit = await createTestApp(options));
const serve = async (options = {}): Promise<CompatibleServer> => {
  const server = await compatibleServer(options);
  servers.push(server);
  return server;
};
beforeEach(() => void (servers = []));
afterEach(async () => {
  await kit.close();
  for (const server of servers) await server.close();
});

/** What a refused call tells the window. */
async function refusal(call: Promise<unknown>): Promise<unknown> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason as { data: { cairn: unknown } },
  );
  return error?.data.cairn;
}

test('a first start has the built-in model ready, and says what Anthropic lacks', async () => {
  await start();
  const [builtin, anthropic, ...others] = await kit.client.models.providers.query();
  expect(builtin).toMatchObject({
    id: 'builtin',
    state: 'ready',
    keySource: 'none-needed',
    models: [
      { ref: 'builtin/cairn-practice' },
      {
        ref: 'builtin/cairn-lexical-384',
        purpose: 'embeddings',
        note: expect.stringContaining('no trained meaning'),
      },
    ],
  });
  expect(anthropic).toMatchObject({ id: 'anthropic', state: 'needs-key', keySource: 'missing' });
  expect(others).toEqual([]);
  expect(await kit.client.models.default.query()).toBe('builtin/cairn-practice');
});

test('testing the built-in model makes one real call that lands in the ledger', async () => {
  await start();
  const result = await kit.client.models.test.mutate({ model: 'builtin/cairn-practice' });
  expect(result).toMatchObject({
    status: 'ok',
    costUsd: 0,
    message: expect.stringContaining('practice model'),
  });
  expect(result.firstTokenMs).toBeLessThanOrEqual(result.totalMs);
  const [trace] = await kit.client.models.traces.query({});
  expect(trace).toMatchObject({ provider: 'builtin', model: 'cairn-practice', streamed: true, status: 200 });
  const detail = await kit.client.models.trace.query({ id: trace!.id });
  expect(JSON.parse(detail.request!)).toMatchObject({ messages: [{ content: 'Who are you?' }] });
});

test('a key in the environment is found and used; it is never shown', async () => {
  await start({ env: { ANTHROPIC_API_KEY: 'sk-ant-canary-0001' } });
  const found = await kit.client.models.discover.query();
  expect(found[0]).toMatchObject({ id: 'anthropic', detail: expect.stringContaining('ANTHROPIC_API_KEY') });
  const providers = await kit.client.models.providers.query();
  expect(providers[1]).toMatchObject({ state: 'ready', keySource: 'environment' });
  expect(JSON.stringify([found, providers])).not.toContain('canary');
});

test('a key can be set and deleted, and is not in the database', async () => {
  await start();
  const set = await kit.client.models.setAnthropicKey.mutate({ key: ' sk-ant-canary-0002 ' });
  expect(set[1]).toMatchObject({
    state: 'ready',
    keySource: 'session',
    detail: 'The key comes from this test only.',
  });
  expect(await kit.services.deps.secrets.get('anthropic-api-key')).toBe('sk-ant-canary-0002');
  expect(kit.db.serialize().toString('latin1')).not.toContain('canary');
  const gone = await kit.client.models.deleteAnthropicKey.mutate();
  expect(gone[1]).toMatchObject({ state: 'needs-key' });
  expect(await refusal(kit.client.models.setAnthropicKey.mutate({ key: 'two words' }))).toMatchObject({
    code: 'bad_input',
  });
});

test('a test without a key is a result that says so, not an error', async () => {
  await start();
  expect(await kit.client.models.test.mutate({ model: 'anthropic/claude-haiku-5-5' })).toMatchObject({
    status: 'failed',
    message: expect.stringContaining('No Anthropic key is set'),
    costUsd: null,
  });
});

test('a server is recognised, connected with its models, used, and removed again', async () => {
  const ollama = await serve({ ollama: true });
  await start();
  const added = await kit.client.models.addServer.mutate({ baseUrl: `${ollama.url}/v1/` });
  expect(added[2]).toMatchObject({
    id: 'ollama',
    title: 'Ollama',
    baseUrl: ollama.url,
    state: 'ready',
    models: [{ ref: 'ollama/qwen4:8b' }],
  });
  expect(await kit.client.models.test.mutate({ model: 'ollama/qwen4:8b' })).toMatchObject({
    status: 'ok',
    costUsd: 0,
  });
  expect(await kit.client.models.setDefault.mutate({ model: 'ollama/qwen4:8b' })).toBe('ollama/qwen4:8b');
  expect(await refusal(kit.client.models.addServer.mutate({ baseUrl: ollama.url }))).toMatchObject({
    code: 'conflict',
  });
  expect(await kit.client.models.removeServer.mutate({ id: 'ollama' })).toHaveLength(2);
  expect(await kit.client.models.default.query()).toBe('builtin/cairn-practice');
});

test('what a server would drop in silence is refused by name, and tokens are estimated where it cannot count', async () => {
  const ollama = await serve({ ollama: true });
  await start();
  await kit.client.models.addServer.mutate({ baseUrl: ollama.url });
  const { gateway } = kit.services.models;
  const { token } = gateway.openRun({ model: 'ollama/qwen4:8b' });
  const sdk = new Anthropic({ baseURL: await gateway.baseUrl(), apiKey: token, maxRetries: 0 });
  const ask = {
    model: 'any',
    max_tokens: 10,
    messages: [{ role: 'user' as const, content: 'x'.repeat(400) }],
  };
  const calls = ollama.seen.length;
  await expect(
    sdk.messages.create({
      ...ask,
      tools: [{ name: 't', input_schema: { type: 'object' } }],
      tool_choice: { type: 'any' },
    }),
  ).rejects.toMatchObject({
    apiMessage: expect.stringContaining('tool_choice: Ollama does not honour "any"'),
  });
  expect(await sdk.messages.countTokens(ask)).toMatchObject({ input_tokens: 103 });
  expect(ollama.seen).toHaveLength(calls);
  expect((await sdk.messages.create(ask)).model).toBe('qwen4:8b');
});

test('a server that has only Chat Completions is found out, keeps its address, and answers both clients', async () => {
  const server = await modelServer('openai', { key: 'local-canary-key' });
  servers.push(server);
  await start();
  const added = await kit.client.models.addServer.mutate({
    baseUrl: `${server.url}/v1`,
    key: 'local-canary-key',
  });
  expect(added[2]).toMatchObject({
    kind: 'openai-compatible',
    baseUrl: `${server.url}/v1`,
    state: 'ready',
    models: [{ title: 'm' }, { title: 'embed-m', purpose: 'embeddings' }],
    abilities: expect.arrayContaining([
      expect.objectContaining({ what: 'OpenAI’s Chat Completions', how: 'yes' }),
    ]),
  });
  const [chat, embeddings] = added[2]!.models.map(({ ref }) => ref);
  expect(await kit.client.models.test.mutate({ model: chat! })).toMatchObject({
    status: 'ok',
    message: 'It answered: Hello there.',
    inputTokens: 20,
    outputTokens: 7,
  });
  expect(await kit.client.models.test.mutate({ model: embeddings! })).toMatchObject({
    status: 'ok',
    message: 'It answered with 3 numbers.',
  });
  expect(await refusal(kit.client.models.setDefault.mutate({ model: embeddings! }))).toMatchObject({
    message: expect.stringContaining('makes vectors'),
  });
  expect(kit.db.serialize().toString('latin1')).not.toContain('canary');
  // The list that a test brings anew is asked for at the same address.
  expect((await kit.client.models.providers.query())[2]!.models).toHaveLength(2);
});

test('the built-in embeddings can be tested like any model', async () => {
  await start();
  expect(await kit.client.models.test.mutate({ model: 'builtin/cairn-lexical-384' })).toMatchObject({
    status: 'ok',
    message: 'It answered with 384 numbers.',
    costUsd: 0,
  });
});

test('a server may be told to speak Chat Completions although it has both', async () => {
  const vllm = await modelServer('vllm');
  servers.push(vllm);
  await start();
  expect((await kit.client.models.addServer.mutate({ baseUrl: vllm.url }))[2]).toMatchObject({
    kind: 'anthropic-compatible',
  });
  await kit.client.models.removeServer.mutate({ id: 'vllm' });
  const added = await kit.client.models.addServer.mutate({ baseUrl: vllm.url, kind: 'openai-compatible' });
  expect(added[2]).toMatchObject({ kind: 'openai-compatible', title: 'vLLM', baseUrl: `${vllm.url}/v1` });
});

test('a server with a key keeps it in the secret store', async () => {
  const server = await serve({ key: 'local-canary-key' });
  await start();
  expect(await refusal(kit.client.models.addServer.mutate({ baseUrl: server.url }))).toMatchObject({
    message: expect.stringContaining('wants a key'),
  });
  const added = await kit.client.models.addServer.mutate({
    baseUrl: server.url,
    title: 'My box',
    key: 'local-canary-key',
  });
  expect(added[2]).toMatchObject({ id: 'my-box', keySource: 'session' });
  expect(await kit.client.models.test.mutate({ model: 'my-box/qwen4:8b' })).toMatchObject({ status: 'ok' });
  expect(kit.db.serialize().toString('latin1')).not.toContain('canary');
});

test.each([
  ['ftp://localhost/', 'not an http or https address'],
  ['localhost:11434', 'not an http or https address'],
  ['http://user:secret@localhost/', 'user name or password'],
  ['http://169.254.169.254/latest', 'cloud metadata address'],
  ['http://2852039166/', 'cloud metadata address'],
  ['http://[::ffff:169.254.169.254]/', 'cloud metadata address'],
  ['http://metadata.google.internal/', 'cloud metadata address'],
  ['http://127.0.0.1:1', 'Nothing answers at'],
])('the address %s is refused: %s', async (baseUrl, words) => {
  await start();
  expect(await refusal(kit.client.models.addServer.mutate({ baseUrl }))).toMatchObject({
    message: expect.stringContaining(words),
    hint: expect.any(String),
  });
  expect(await kit.client.models.providers.query()).toHaveLength(2);
});

test('the gateway cannot be connected to itself', async () => {
  await start();
  const baseUrl = await kit.services.models.gateway.baseUrl();
  expect(await refusal(kit.client.models.addServer.mutate({ baseUrl }))).toMatchObject({
    message: expect.stringContaining('own gateway'),
  });
});

test('an unknown model cannot become the default; the nearest is named', async () => {
  await start();
  expect(
    await refusal(kit.client.models.setDefault.mutate({ model: 'builtin/cairn-practise' })),
  ).toMatchObject({
    code: 'not_found',
    hint: 'The nearest: builtin/cairn-practice.',
  });
});

test('the terminal lists, tests and picks models on the same data', async () => {
  await start();
  const lines: string[] = [];
  const plain = { bold: String, dim: String, good: String, bad: String, warn: String, place: String };
  const run = (args: string[], json = false) =>
    command.run({
      args,
      json,
      dataDir: '',
      env: {},
      clock: kit.clock,
      signal: new AbortController().signal,
      paint: plain,
      services: async () => kit.services,
      out: (line) => lines.push(line),
      write: async () => true,
      err: (line) => lines.push(line),
    });
  expect(await run([])).toBe(0);
  expect(lines[0]).toContain('* builtin/cairn-practice');
  expect(await run(['test'], true)).toBe(0);
  expect(JSON.parse(lines[1]!)).toMatchObject({ status: 'ok', model: 'builtin/cairn-practice' });
  expect(await run(['test', 'anthropic/claude-haiku-5-5'])).toBe(1);
  expect(await run(['default', 'anthropic/claude-haiku-5-5'])).toBe(0);
  expect(await kit.client.models.default.query()).toBe('anthropic/claude-haiku-5-5');
  await expect(run(['dance'])).rejects.toMatchObject({ code: 'bad_input' });
});
