import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCall } from '../../../../renderer/features/traces/messages/read.ts';
import { closed, readBody } from '../../../../renderer/features/traces/messages/repair.ts';

const call = (request: unknown, response: unknown, wire = 'anthropic') =>
  readCall({ request: JSON.stringify(request), response: JSON.stringify(response) }, wire).exchange;

test('a call of the Messages API is read part by part', () => {
  const exchange = call(
    {
      model: 'm',
      max_tokens: 9,
      system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
      tools: [{ name: 'look', description: 'Looks', input_schema: { type: 'object' } }],
      messages: [
        { role: 'user', content: 'Hello' },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'Hm.' },
            { type: 'tool_use', id: 't1', name: 'look', input: { at: 1 } },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 't1', content: 'Found', is_error: true },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AA==' } },
            { type: 'document', title: 'D', source: { type: 'text', data: 'Text' } },
          ],
        },
      ],
    },
    {
      type: 'message',
      role: 'assistant',
      content: [{ type: 'redacted_thinking' }, { type: 'text', text: 'Hi' }],
    },
  );
  expect(exchange).toEqual({
    system: [{ kind: 'text', text: 'Be brief.', citations: [] }],
    tools: [{ name: 'look', description: 'Looks', schema: { type: 'object' } }],
    settings: { max_tokens: 9 },
    turns: [
      { role: 'user', parts: [{ kind: 'text', text: 'Hello', citations: [] }] },
      {
        role: 'assistant',
        parts: [
          { kind: 'thinking', text: 'Hm.' },
          { kind: 'tool-call', id: 't1', name: 'look', input: { at: 1 } },
        ],
      },
      {
        role: 'user',
        parts: [
          {
            kind: 'tool-result',
            callId: 't1',
            isError: true,
            parts: [{ kind: 'text', text: 'Found', citations: [] }],
          },
          { kind: 'image', url: 'data:image/png;base64,AA==', note: 'image/png' },
          { kind: 'document', of: 'document', title: 'D', blocks: ['Text'], note: '' },
        ],
      },
    ],
    answer: {
      role: 'assistant',
      parts: [
        { kind: 'thinking', text: null },
        { kind: 'text', text: 'Hi', citations: [] },
      ],
    },
    error: null,
  });
});

test('a call of Chat Completions is read in the same words', () => {
  const exchange = call(
    {
      model: 'm',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://example.com/a.png' } }] },
        { role: 'tool', tool_call_id: 't1', content: 'Found' },
      ],
    },
    {
      choices: [
        {
          message: {
            content: null,
            tool_calls: [{ id: 't2', function: { name: 'look', arguments: '{"at":' } }],
          },
        },
      ],
    },
    'openai',
  );
  expect(exchange.system).toMatchObject([{ text: 'Be brief.' }]);
  // Nothing is fetched from elsewhere: the address is named only.
  expect(exchange.turns[0]!.parts).toEqual([{ kind: 'image', url: null, note: 'https://example.com/a.png' }]);
  expect(exchange.turns[1]!.parts).toMatchObject([{ kind: 'tool-result', callId: 't1' }]);
  expect(exchange.answer!.parts).toEqual([{ kind: 'tool-call', id: 't2', name: 'look', input: '{"at":' }]);
});

test('an error and an embedding are told', () => {
  expect(call({}, { type: 'error', error: { type: 'x', message: 'No.' } })).toMatchObject({
    answer: null,
    error: 'No.',
  });
  const { turns, answer } = call(
    { input: ['a', 'b'] },
    { data: [{ embedding: [1, 2] }, { embedding: [3, 4] }] },
    'openai',
  );
  expect([turns.length, answer!.parts]).toEqual([
    2,
    [{ kind: 'text', text: '2 vectors of 2 numbers', citations: [] }],
  ]);
});

test('JSON that is cut anywhere is closed into JSON again', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(), (value, n) => {
      const text = JSON.stringify({ top: value, 'k\\"ey': ['\\', 'é\u0001', -1.5e-7, true, null] });
      const at = 1 + (n % text.length);
      expect(() => JSON.parse(closed(text.slice(0, at))) as unknown).not.toThrow();
    }),
    { numRuns: 2000 },
  );
});

test('a body that the ledger cut shows its beginning and says how long it was', () => {
  const start = '{"messages":[{"role":"user","content":"It was a dark and sto';
  const body = readBody(JSON.stringify({ cut: true, length: 900_000, start }));
  expect(body).toEqual({
    json: { messages: [{ role: 'user', content: 'It was a dark and sto' }] },
    text: start,
    cutFrom: 900_000,
  });
});
