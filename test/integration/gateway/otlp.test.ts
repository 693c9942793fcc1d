import Anthropic from '@anthropic-ai/sdk';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTestApp, memorySecrets, type TestApp } from '../../support/app.ts';
import { startOtlpReceiver, type OtlpReceiver } from '../../fixtures/gateway/otlp-receiver.ts';

const KEY = 'Basic c2VjcmV0LWNhbmFyeS1vdGxw';
const ANSWER = {
  kind: 'answer',
  text: 'Fine.',
  usage: { input_tokens: 10, output_tokens: 5 },
  match: 'every',
} as const;
const ASK = { model: 'any', max_tokens: 50, messages: [{ role: 'user' as const, content: 'Hi there' }] };

let receiver: OtlpReceiver;
let app: TestApp;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
  app = await createTestApp({ secrets: memorySecrets(), otlpPaceMs: 5 });
});
afterEach(async () => {
  await app.close();
  await receiver.close();
});

async function connect(protocol: 'http/json' | 'http/protobuf', content = false): Promise<void> {
  await app.client.traces.setOtlp.mutate({
    endpoint: receiver.url,
    protocol,
    content,
    headers: { authorization: KEY },
  });
}

async function client(): Promise<{ sdk: Anthropic; runId: string }> {
  const { gateway } = app.services.models;
  const { runId, token } = gateway.openRun({ model: null, label: 'A test' }, [ANSWER]);
  return { sdk: new Anthropic({ baseURL: await gateway.baseUrl(), apiKey: token, maxRetries: 0 }), runId };
}

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

test.each(['http/json', 'http/protobuf'] as const)(
  'a call arrives at a receiver as spans with GenAI names, over %s',
  async (protocol) => {
    await connect(protocol);
    const { sdk, runId } = await client();
    await sdk.messages.create(ASK, { headers: { traceparent } });
    await vi.waitFor(() => expect(receiver.spans.length).toBeGreaterThan(1));
    const [call, ...parts] = receiver.spans;
    expect(call).toMatchObject({
      name: 'chat any',
      traceId: '0af7651916cd43dd8448eb211c80319c',
      parentSpanId: 'b7ad6b7169203331',
      // SPAN_KIND_CLIENT on the wire.
      kind: 3,
      statusCode: 0,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'any',
        'gen_ai.request.max_tokens': 50,
        'gen_ai.usage.input_tokens': 10,
        'gen_ai.usage.output_tokens': 5,
        'gen_ai.response.finish_reasons': ['end_turn'],
        'cairn.run.id': runId,
        'cairn.injected': 'answer',
      },
    });
    expect(call!.attributes).not.toHaveProperty('gen_ai.input.messages');
    expect(parts.map(({ name, parentSpanId }) => [name, parentSpanId])).toEqual([
      ['queue', call!.spanId],
      ['answer', call!.spanId],
    ]);
    expect(parts.every(({ startNs, endNs }) => startNs >= call!.startNs && endNs <= call!.endNs)).toBe(true);
    expect(receiver.headers[0]).toMatchObject({ authorization: KEY });
  },
);

test('prompts and answers go along only when that was asked for', async () => {
  await connect('http/json', true);
  const { sdk } = await client();
  await sdk.messages.create(ASK);
  await vi.waitFor(() => expect(receiver.spans.length).toBeGreaterThan(0));
  expect(receiver.spans[0]!.attributes).toMatchObject({
    'gen_ai.input.messages': JSON.stringify(ASK.messages),
    'gen_ai.output.messages': expect.stringContaining('Fine.'),
  });
});

test('the calls of a run without a trace of its own make one trace', async () => {
  await connect('http/json');
  const { sdk } = await client();
  await sdk.messages.create(ASK);
  await sdk.messages.create({ ...ASK, messages: [{ role: 'user', content: 'Another' }] });
  await vi.waitFor(() => expect(receiver.spans.filter(({ name }) => name === 'chat any')).toHaveLength(2));
  expect(new Set(receiver.spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(new Set(receiver.spans.map(({ spanId }) => spanId)).size).toBe(receiver.spans.length);
});

test('a receiver that is down costs no call anything, and gets everything once when it is back', async () => {
  await connect('http/protobuf');
  receiver.refuse.push(503, 429, 502);
  const { sdk } = await client();
  for (let n = 0; n < 5; n += 1)
    await sdk.messages.create({ ...ASK, messages: [{ role: 'user', content: `Call ${n}` }] });
  await vi.waitFor(
    () => expect(receiver.spans.filter(({ name }) => name === 'chat any')).toHaveLength(5),
    5000,
  );
  await vi.waitFor(async () =>
    expect(await app.client.traces.otlp.query()).toMatchObject({
      waiting: 0,
      sent: 5,
      refused: 0,
      lastError: null,
    }),
  );
});

test('what a receiver refuses for good is said, and does not come back', async () => {
  await connect('http/json');
  receiver.refuse.push(401);
  const { sdk } = await client();
  await sdk.messages.create(ASK);
  await vi.waitFor(async () =>
    expect(await app.client.traces.otlp.query()).toMatchObject({
      waiting: 0,
      refused: 1,
      lastError: expect.stringContaining('401'),
    }),
  );
});

test('a test span says whether the receiver takes it', async () => {
  expect(await app.client.traces.testOtlp.mutate()).toEqual({
    status: 'failed',
    message: 'No receiver is set.',
  });
  await connect('http/protobuf');
  expect(await app.client.traces.testOtlp.mutate()).toMatchObject({ status: 'ok' });
  expect(receiver.spans.map(({ name }) => name)).toEqual(['cairn test']);
  await app.client.traces.setOtlp.mutate({
    endpoint: `${receiver.url}/no`,
    protocol: 'http/json',
    content: false,
  });
  const failed = await app.client.traces.testOtlp.mutate();
  expect(failed).toMatchObject({ status: 'failed', message: expect.stringContaining('404') });
  await app.client.traces.setOtlp.mutate({
    endpoint: 'http://169.254.169.254/',
    protocol: 'http/json',
    content: false,
  });
  expect(await app.client.traces.testOtlp.mutate()).toMatchObject({ status: 'failed' });
});

test('the headers of a receiver are in no database, and gone with it', async () => {
  await connect('http/json');
  expect(app.db.serialize().includes('canary')).toBe(false);
  expect(app.db.serialize().includes(KEY)).toBe(false);
  expect(await app.client.traces.otlp.query()).toMatchObject({ hasHeaders: true });
  expect(await app.client.traces.removeOtlp.mutate()).toMatchObject({ settings: null, hasHeaders: false });
  const { sdk } = await client();
  await sdk.messages.create(ASK);
  expect(await app.client.traces.otlp.query()).toMatchObject({ waiting: 0 });
});
