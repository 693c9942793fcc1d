import Anthropic from '@anthropic-ai/sdk';
import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { asMessage } from '../../../electron/server/gateway/openai/answers.ts';
import { clientsOf, connect, type Clients } from '../../fixtures/gateway/clients.ts';
import { startGateway, type TestGateway } from '../../fixtures/gateway/gateway.ts';
import { chunkFrames, type ModelServer } from '../../fixtures/gateway/model-server.ts';

let kit: TestGateway;
let server: ModelServer;
beforeAll(async () => {
  kit = await startGateway();
  server = await connect(kit, 'openai');
});
afterAll(async () => {
  await kit.close();
  await server.close();
});
beforeEach(() => void (server.seen.length = 0));
afterEach(() => void (server.next = null));

const clients = (): Clients => clientsOf(kit, { model: 'openai/m' });
const ask = { model: 'any', max_tokens: 50, messages: [{ role: 'user' as const, content: 'Hi' }] };
const schema = { type: 'object' as const, properties: { city: { type: 'string' } } };

const PARALLEL = [
  { role: 'assistant', content: '' },
  { reasoning_content: 'Hm ' },
  { reasoning_content: 'so.' },
  { content: 'Grüße ' },
  { content: '你好' },
  { tool_calls: [{ index: 0, id: 'a', type: 'function', function: { name: 'one', arguments: '' } }] },
  { tool_calls: [{ index: 0, function: { arguments: '{"x":' } }] },
  { tool_calls: [{ index: 0, function: { arguments: '1}' } }] },
  { tool_calls: [{ index: 1, id: 'b', type: 'function', function: { name: 'two', arguments: '{}' } }] },
];
const WHOLE = [
  { type: 'thinking', thinking: 'Hm so.', signature: '' },
  { type: 'text', text: 'Grüße 你好' },
  { type: 'tool_use', id: 'a', name: 'one', input: { x: 1 } },
  { type: 'tool_use', id: 'b', name: 'two', input: {} },
];

test('thinking, text and parallel tool calls of a stream come as blocks, one after the other', async () => {
  server.next = { frames: chunkFrames(PARALLEL, 'tool_calls') };
  const { anthropic, runId } = clients();
  const stream = anthropic.messages.stream(ask);
  const blocks: unknown[] = [];
  stream.on('contentBlock', (block) => blocks.push(block));
  const message = await stream.finalMessage();
  expect(message).toMatchObject({
    content: WHOLE,
    stop_reason: 'tool_use',
    usage: { input_tokens: 20, cache_read_input_tokens: 10, output_tokens: 7 },
  });
  expect(blocks).toMatchObject(WHOLE);
  await kit.gateway.settled(runId, 1000);
  expect(kit.gateway.calls(runId)[0]).toMatchObject({
    inputTokens: 20,
    cacheReadTokens: 10,
    outputTokens: 7,
    stopReason: 'tool_use',
  });
});

test('a stream cut into packets anywhere gives the same events', async () => {
  const bytes = Buffer.from(chunkFrames(PARALLEL, 'tool_calls').join(''));
  const translate = async (sizes: number[]): Promise<string> => {
    let at = 0;
    let turn = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= bytes.length) return controller.close();
        const size = sizes[turn % sizes.length]!;
        controller.enqueue(new Uint8Array(bytes.subarray(at, at + size)));
        at += size;
        turn += 1;
      },
    });
    const answer = new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    const message = await asMessage(answer, { title: 'x', requestId: 'req_1', leftOut: [] });
    return (message as Response).text();
  };
  const expected = await translate([bytes.length]);
  expect(expected).toContain('message_stop');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), async (sizes) => {
      expect(await translate(sizes)).toBe(expected);
    }),
    { numRuns: 30 },
  );
});

test('calls that come whole and without an index, as Gemini sends them, are kept apart', async () => {
  const call = (name: string) => ({ id: '', type: 'function', function: { name, arguments: '{}' } });
  server.next = { frames: chunkFrames([{ tool_calls: [call('one'), call('two')] }], 'stop', null) };
  const message = await clients().anthropic.messages.stream(ask).finalMessage();
  expect(message.content).toMatchObject([
    { name: 'one', id: expect.stringMatching(/^toolu_/) },
    { name: 'two' },
  ]);
  expect(message.stop_reason).toBe('tool_use');
});

test.each([
  ['length', {}, 'max_tokens'],
  ['content_filter', {}, 'refusal'],
  ['stop', { refusal: 'Not this.' }, 'refusal'],
])(
  'an answer that ends with %s %j has the stop_reason %s, whole and streamed',
  async (finish, delta, stop) => {
    const { anthropic } = clients();
    server.next = { frames: chunkFrames([{ content: null, ...delta }], finish) };
    expect((await anthropic.messages.stream(ask).finalMessage()).stop_reason).toBe(stop);
    const choice = {
      index: 0,
      message: { role: 'assistant', content: 'x', ...delta },
      finish_reason: finish,
    };
    server.next = {
      json: { id: 'c', object: 'chat.completion', model: 'm', choices: [choice], usage: null },
    };
    expect((await anthropic.messages.create(ask)).stop_reason).toBe(stop);
  },
);

test('vLLM’s word for the stop sequence that it met is kept', async () => {
  const choice = {
    index: 0,
    message: { role: 'assistant', content: 'x' },
    finish_reason: 'stop',
    stop_reason: 'END',
  };
  server.next = { json: { id: 'c', model: 'm', choices: [choice] } };
  expect(await clients().anthropic.messages.create({ ...ask, stop_sequences: ['END'] })).toMatchObject({
    stop_reason: 'stop_sequence',
    stop_sequence: 'END',
  });
  expect(server.seen[0]!.body.stop).toEqual(['END']);
});

test('an error of the server comes in Anthropic’s shape', async () => {
  const { anthropic } = clients();
  server.next = {
    status: 429,
    json: { error: { message: 'Too fast', type: 'requests', code: 'rate_limit_exceeded' } },
  };
  const failed = await anthropic.messages.create(ask).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(Anthropic.RateLimitError);
  expect(failed).toMatchObject({
    type: 'rate_limit_error',
    apiMessage: 'Too fast',
    requestID: expect.stringMatching(/^req_/),
  });
  // Gemini wraps its errors in a list.
  server.next = {
    status: 400,
    json: [{ error: { code: 400, message: 'Bad schema', status: 'INVALID_ARGUMENT' } }] as never,
  };
  await expect(anthropic.messages.create(ask)).rejects.toMatchObject({
    status: 400,
    apiMessage: 'Bad schema',
  });
});

test('a web page, no message, and arguments that are no JSON are clear errors', async () => {
  const { anthropic } = clients();
  server.next = { html: '<html>Bad gateway</html>' };
  await expect(anthropic.messages.create(ask)).rejects.toMatchObject({ status: 502 });
  server.next = { json: { hello: 'world' } };
  await expect(anthropic.messages.create(ask)).rejects.toMatchObject({
    status: 502,
    apiMessage: 'openai answered without a message.',
  });
  const call = { id: 'a', type: 'function', function: { name: 'n', arguments: '{"x"' } };
  const choice = {
    index: 0,
    message: { role: 'assistant', content: null, tool_calls: [call] },
    finish_reason: 'tool_calls',
  };
  server.next = { json: { id: 'c', model: 'm', choices: [choice] } };
  await expect(anthropic.messages.create(ask)).rejects.toMatchObject({
    status: 502,
    apiMessage: expect.stringContaining('not JSON'),
  });
});

test('a stream that stops without an end, or reports an error, does not look whole', async () => {
  const { anthropic, runId } = clients();
  server.next = { frames: chunkFrames([{ content: 'Half' }], 'stop').slice(0, 1) };
  await expect(anthropic.messages.stream(ask).finalMessage()).rejects.toThrow();
  server.next = {
    frames: [
      ...chunkFrames([{ content: 'Half' }], 'stop').slice(0, 1),
      'data: {"error":{"message":"Out of memory"}}\n\n',
    ],
  };
  await expect(anthropic.messages.stream(ask).finalMessage()).rejects.toThrow(/Out of memory/);
  await kit.gateway.settled(runId, 1000);
  expect(kit.gateway.calls(runId).map(({ outcome }) => outcome)).toEqual(['cut', 'cut']);
});

test('parse() and the tool runner work on an OpenAI server', async () => {
  const { anthropic } = clients();
  const format = zodOutputFormat(z.object({ city: z.string() }));
  const parsed = await anthropic.messages.parse({ ...ask, output_config: { format } });
  expect(parsed.parsed_output).toEqual({ city: 'Paris' });
  const asked: unknown[] = [];
  const tool = betaZodTool({
    name: 'look',
    description: 'looks',
    inputSchema: z.object({ city: z.string() }),
    run: (input) => {
      asked.push(input);
      return 'sunny';
    },
  });
  const messages = [{ role: 'user' as const, content: 'use a tool' }];
  const last = await anthropic.beta.messages
    .toolRunner({ ...ask, messages, tools: [tool], max_iterations: 4 })
    .runUntilDone();
  expect(asked).toEqual([{ city: 'Paris' }]);
  expect(last.content).toMatchObject([{ type: 'text', text: 'Hello there.' }]);
  // The client first tried to leave the history to the server, was told that there are no threads, and sent all of it.
  expect(server.seen.at(-1)!.body.messages.map(({ role }: { role: string }) => role)).toEqual([
    'user',
    'assistant',
    'tool',
  ]);
});

test('what an OpenAI server has no word for is refused by name, and hints are told in a header', async () => {
  const { anthropic } = clients();
  await expect(
    anthropic.messages.create({ ...ask, thinking: { type: 'enabled', budget_tokens: 1024 } }),
  ).rejects.toMatchObject({
    status: 400,
    errorCode: 'unsupported_field',
    apiMessage: expect.stringContaining('thinking: openai has no counterpart'),
  });
  expect(server.seen).toEqual([]);
  const system = [
    { type: 'text' as const, text: 'Be brief.', cache_control: { type: 'ephemeral' as const } },
  ];
  const { response } = await anthropic.messages
    .create({ ...ask, system, tools: [{ name: 't', input_schema: schema }] })
    .withResponse();
  expect(response.headers.get('x-cairn-left-out')).toBe('cache_control');
  expect(server.seen[0]!.body.messages[0]).toEqual({ role: 'system', content: 'Be brief.' });
  expect(Object.keys(server.seen[0]!.headers).filter((name) => name.startsWith('anthropic-'))).toEqual([]);
});
