import type Anthropic from '@anthropic-ai/sdk';
import type OpenAI from 'openai';
import { expect, test } from 'vitest';
import { PART_RULES, TURN_RULES } from '../../../../electron/server/gateway/openai/chat-rules.ts';
import { BLOCK_RULES, TOOL_RULES } from '../../../../electron/server/gateway/openai/message-rules.ts';
import type { Rules } from '../../../../electron/server/gateway/openai/rules.ts';
import { toChat } from '../../../../electron/server/gateway/openai/to-chat.ts';
import { toMessages } from '../../../../electron/server/gateway/openai/to-messages.ts';
import { CAPABILITIES } from '../../../../electron/server/gateway/providers/capabilities.ts';

const can = CAPABILITIES.openai.chat!;
const fromMessages = (messages: unknown[], more: object = {}) =>
  toChat({ model: 'm', max_tokens: 9, messages, ...more }, { title: 'The server', can });
const fromChat = (messages: unknown[], more: object = {}) =>
  toMessages({ model: 'm', messages, ...more }, 'The model');

const IMAGE = { type: 'base64', media_type: 'image/png', data: 'AAAA' };

test('a whole conversation goes from the Messages API to Chat Completions', () => {
  const told = fromMessages(
    [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look', cache_control: { type: 'ephemeral' } },
          { type: 'image', source: IMAGE },
        ],
      },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Hm', signature: 's' },
          { type: 'text', text: 'I look.', citations: null },
          { type: 'tool_use', id: 'a', name: 'look', input: { at: 1 }, caller: { type: 'direct' } },
          { type: 'tool_use', id: 'b', name: 'zoom', input: {} },
        ],
      },
      {
        role: 'user',
        content: [
          {
            type: 'tool_result',
            tool_use_id: 'a',
            content: [
              { type: 'text', text: 'seen' },
              { type: 'image', source: IMAGE },
            ],
          },
          { type: 'tool_result', tool_use_id: 'b', content: 'no zoom', is_error: true },
          { type: 'text', text: 'And now?' },
        ],
      },
    ],
    {
      system: [
        { type: 'text', text: 'One.' },
        { type: 'text', text: 'Two.' },
      ],
    },
  );
  const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } };
  expect(told).toEqual({
    leftOut: ['cache_control', 'thinking blocks'],
    body: {
      model: 'm',
      max_completion_tokens: 9,
      messages: [
        { role: 'system', content: 'One.\nTwo.' },
        { role: 'user', content: [{ type: 'text', text: 'Look' }, image] },
        {
          role: 'assistant',
          content: 'I look.',
          tool_calls: [
            { id: 'a', type: 'function', function: { name: 'look', arguments: '{"at":1}' } },
            { id: 'b', type: 'function', function: { name: 'zoom', arguments: '{}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'a', content: 'seen' },
        { role: 'tool', tool_call_id: 'b', content: 'Error: no zoom' },
        { role: 'user', content: [image, { type: 'text', text: 'And now?' }] },
      ],
    },
  });
});

test('a whole conversation goes from Chat Completions to the Messages API', () => {
  const told = fromChat([
    { role: 'developer', content: 'One.' },
    { role: 'system', content: [{ type: 'text', text: 'Two.' }] },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Look' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA', detail: 'low' } },
        { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
        { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,BBBB' } },
      ],
    },
    {
      role: 'assistant',
      content: null,
      tool_calls: [
        { id: 'a', type: 'function', function: { name: 'look', arguments: '{"at":1}' } },
        { id: 'b', type: 'function', function: { name: 'zoom', arguments: '' } },
      ],
    },
    { role: 'tool', tool_call_id: 'a', content: 'seen' },
    { role: 'tool', tool_call_id: 'b', content: [{ type: 'text', text: 'zoomed' }] },
    { role: 'user', content: 'And now?' },
    { role: 'system', content: 'Be brief.' },
  ]);
  expect(told).toEqual({
    leftOut: ['detail'],
    body: {
      model: 'm',
      max_tokens: 4096,
      system: 'One.\n\nTwo.',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look' },
            { type: 'image', source: IMAGE },
            { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } },
            {
              type: 'document',
              source: { type: 'base64', media_type: 'application/pdf', data: 'BBBB' },
              title: 'a.pdf',
            },
          ],
        },
        {
          role: 'assistant',
          content: [
            { type: 'tool_use', id: 'a', name: 'look', input: { at: 1 } },
            { type: 'tool_use', id: 'b', name: 'zoom', input: {} },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'a', content: 'seen' },
            { type: 'tool_result', tool_use_id: 'b', content: [{ type: 'text', text: 'zoomed' }] },
          ],
        },
        { role: 'user', content: 'And now?' },
        { role: 'system', content: 'Be brief.' },
      ],
    },
  });
});

/** Every field that the official types know of a block, with a value that means something. */
type Sample<T> = { [K in keyof T]-?: unknown };
const BLOCKS: { [type: string]: Record<string, unknown> } = {
  text: {
    type: 'text',
    text: 'x',
    cache_control: { type: 'ephemeral' },
    citations: [{}],
  } satisfies Sample<Anthropic.TextBlockParam>,
  image: {
    type: 'image',
    source: IMAGE,
    cache_control: { type: 'ephemeral' },
    transformations: {},
  } satisfies Sample<Anthropic.ImageBlockParam>,
  document: {
    type: 'document',
    source: { type: 'text', media_type: 'text/plain', data: 'x' },
    title: 'T',
    context: 'C',
    citations: { enabled: true },
    cache_control: { type: 'ephemeral' },
  } satisfies Sample<Anthropic.DocumentBlockParam>,
  tool_result: {
    type: 'tool_result',
    tool_use_id: 'a',
    content: 'x',
    is_error: true,
    toolset_name: 's',
    cache_control: { type: 'ephemeral' },
  } satisfies Sample<Anthropic.ToolResultBlockParam>,
  tool_use: {
    type: 'tool_use',
    id: 'a',
    name: 'n',
    input: { a: 1 },
    caller: { type: 'code_execution_20250825', tool_id: 'x' },
    toolset_name: 's',
    cache_control: { type: 'ephemeral' },
  } satisfies Sample<Anthropic.ToolUseBlockParam>,
};
const TOOL = {
  name: 't',
  input_schema: { type: 'object' },
  description: 'd',
  strict: true,
  type: 'bash_20250124',
  cache_control: { type: 'ephemeral' },
  eager_input_streaming: true,
  defer_loading: true,
  allowed_callers: ['code_execution_20250825'],
  input_examples: [{}],
} satisfies Sample<Anthropic.Tool>;
const ALWAYS = [
  'type',
  'text',
  'source',
  'tool_use_id',
  'id',
  'name',
  'input',
  'role',
  'content',
  'tool_call_id',
  'input_schema',
];

/** Sends one object with its needed fields and one more, and holds what becomes of that one against its rule. */
function walk(sample: Record<string, unknown>, rules: Rules, send: (value: object) => object): void {
  const needed = Object.fromEntries(
    Object.entries(sample).filter(([name]) => ALWAYS.includes(name) && rules[name]?.kind === 'mapped'),
  );
  const without = send(needed);
  expect(without, JSON.stringify(needed)).not.toHaveProperty('status');
  for (const [field, value] of Object.entries(sample)) {
    const rule = rules[field];
    const told = send({ ...needed, [field]: value });
    if (rule?.kind === 'refused')
      expect(told, field).toMatchObject({ status: 400, param: expect.stringMatching(`\\.${field}$`) });
    else if (rule?.kind === 'noted') expect(told, field).toEqual({ ...without, leftOut: [field] });
    else if (!Object.hasOwn(needed, field)) {
      expect(rule?.kind, field).toBe('mapped');
      expect(told, field).toMatchObject({ leftOut: [] });
      expect(told, field).not.toEqual(without);
    }
  }
}

test.each(Object.keys(BLOCKS))(
  'every field of a %s block is translated, noted or refused by name',
  (type) => {
    const user = { role: 'user', content: 'Go on.' };
    walk(BLOCKS[type]!, BLOCK_RULES[type]!, (block) =>
      type === 'tool_use'
        ? fromMessages([{ role: 'assistant', content: [block] }, user])
        : fromMessages([{ role: 'user', content: [block] }]),
    );
  },
);

test('every field of a tool is translated, noted or refused by name', () => {
  walk(TOOL, TOOL_RULES, (tool) => fromMessages([{ role: 'user', content: 'x' }], { tools: [tool] }));
});

const CALLS = [{ id: 'a', type: 'function', function: { name: 'n', arguments: '{}' } }];
const TURNS: Record<string, Record<string, unknown>> = {
  user: { role: 'user', content: 'x', name: 'n' } satisfies Sample<OpenAI.ChatCompletionUserMessageParam>,
  system: {
    role: 'system',
    content: 'x',
    name: 'n',
  } satisfies Sample<OpenAI.ChatCompletionSystemMessageParam>,
  assistant: {
    role: 'assistant',
    content: 'x',
    refusal: 'no',
    tool_calls: CALLS,
    name: 'n',
    audio: { id: 'a' },
    function_call: { name: 'n', arguments: '{}' },
  } satisfies Sample<OpenAI.ChatCompletionAssistantMessageParam>,
  tool: {
    role: 'tool',
    content: 'x',
    tool_call_id: 'a',
  } satisfies Sample<OpenAI.ChatCompletionToolMessageParam>,
};
const PARTS: Record<string, Record<string, unknown>> = {
  text: {
    type: 'text',
    text: 'x',
    prompt_cache_breakpoint: { mode: 'explicit' },
  } satisfies Sample<OpenAI.ChatCompletionContentPartText>,
};

test.each(Object.keys(TURNS))(
  'every field of a chat %s message is translated, noted or refused by name',
  (role) => {
    walk(TURNS[role]!, TURN_RULES[role]!, (turn) => fromChat([{ role: 'user', content: 'Hi' }, turn]));
  },
);

test('every field of a chat text part is translated, noted or refused by name', () => {
  walk(PARTS.text!, PART_RULES.text!, (part) => fromChat([{ role: 'user', content: [part] }]));
});

test.each([
  [
    'an answer that has begun',
    [
      { role: 'user', content: 'x' },
      { role: 'assistant', content: 'y' },
    ],
    'messages.1',
  ],
  ['search results', [{ role: 'user', content: [{ type: 'search_result' }] }], 'messages.0.content.0'],
  [
    'a server tool’s call',
    [
      { role: 'assistant', content: [{ type: 'server_tool_use' }] },
      { role: 'user', content: 'x' },
    ],
    'messages.0.content.0',
  ],
  [
    'an uploaded file',
    [{ role: 'user', content: [{ type: 'image', source: { type: 'file', file_id: 'f' } }] }],
    'messages.0.content.0.source',
  ],
])('%s has no place in Chat Completions and is refused by its place', (_, messages, param) => {
  expect(fromMessages(messages)).toMatchObject({ status: 400, param });
});

test.each([
  ['a voice', { role: 'user', content: [{ type: 'input_audio', input_audio: {} }] }, 'messages.0.content.0'],
  [
    'an uploaded file',
    { role: 'user', content: [{ type: 'file', file: { file_id: 'f' } }] },
    'messages.0.content.0.file.file_id',
  ],
  [
    'arguments that are no JSON',
    {
      role: 'assistant',
      tool_calls: [{ id: 'a', type: 'function', function: { name: 'n', arguments: '{' } }],
    },
    'messages.0.tool_calls.0.function.arguments',
  ],
  ['a role of its own', { role: 'function', content: 'x' }, 'messages.0.role'],
])('%s has no place in the Messages API and is refused by its place', (_, message, param) => {
  expect(fromChat([message])).toMatchObject({ status: 400, param });
});

test('a temperature above 1 is refused, and JSON mode is asked for in words', () => {
  expect(fromChat([{ role: 'user', content: 'x' }], { temperature: 1.5 })).toMatchObject({
    param: 'temperature',
  });
  expect(
    fromChat([{ role: 'user', content: 'x' }], { response_format: { type: 'json_object' } }),
  ).toMatchObject({
    body: { system: expect.stringContaining('JSON object') },
    leftOut: ['response_format (asked for in words)'],
  });
});

test('the tool’s name that LangChain sends with a result is left out, and told', () => {
  const call = { id: 'a', type: 'function', function: { name: 'look', arguments: '{}' } };
  const told = fromChat([
    { role: 'user', content: 'Look' },
    { role: 'assistant', content: null, tool_calls: [call] },
    { role: 'tool', tool_call_id: 'a', name: 'look', content: 'seen' },
  ]);
  expect(told).toMatchObject({ leftOut: ['name'], body: { messages: [{}, {}, { role: 'user' }] } });
});
