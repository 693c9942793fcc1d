import type Anthropic from '@anthropic-ai/sdk';
import type OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { CHAT_RULES } from '../../../../electron/server/gateway/openai/chat-rules.ts';
import { MESSAGE_RULES } from '../../../../electron/server/gateway/openai/message-rules.ts';
import type { Rules } from '../../../../electron/server/gateway/openai/rules.ts';
import { toChat } from '../../../../electron/server/gateway/openai/to-chat.ts';
import { toMessages } from '../../../../electron/server/gateway/openai/to-messages.ts';
import { CAPABILITIES } from '../../../../electron/server/gateway/providers/capabilities.ts';

type Current = Anthropic.MessageCreateParams & Omit<Anthropic.Beta.Messages.MessageCreateParams, 'betas'>;
/** Of version 2023-06-01; the current client no longer has them. */
type Older = { temperature?: number; top_p?: number; top_k?: number };
type Message = Required<{ [K in keyof (Current & Older)]: unknown }>;
type Chat = Required<OpenAI.ChatCompletionCreateParams>;

const schema = { type: 'object' as const, properties: { a: { type: 'string' } } };

/** A value that means something, for every field that the official client's types know. A new field fails to compile. */
const MESSAGE: Message = {
  model: 'other',
  max_tokens: 7,
  messages: [{ role: 'user', content: 'Other words' }],
  system: 'Be brief.',
  stream: true,
  temperature: 0.5,
  top_p: 0.5,
  top_k: 5,
  stop_sequences: ['END'],
  tools: [{ name: 't', input_schema: schema }],
  tool_choice: { type: 'any' },
  output_config: { format: { type: 'json_schema', schema } },
  metadata: { user_id: 'u1' },
  cache_control: { type: 'ephemeral' },
  service_tier: 'standard_only',
  diagnostics: { previous_message_id: 'msg_1' },
  inference_geo: 'eu',
  container: 'container_1',
  user_profile_id: 'p',
  workspace_id: 'w',
  speed: 'fast',
  thread: { type: 'create' },
  mcp_servers: [{ type: 'url', url: 'https://example.com', name: 's' }],
  context_management: { edits: [] },
  compaction: { type: 'auto' },
  fallbacks: [{ model: 'm' }],
  fallback_credit_token: 'token',
  billing_policy: { type: 'x' },
  output_format: { type: 'json_schema', schema },
  thinking: { type: 'enabled', budget_tokens: 2000 },
};

const CHAT: { [K in keyof Chat]: NonNullable<Chat[K]> } = {
  model: 'other',
  messages: [{ role: 'user', content: 'Other words' }],
  max_completion_tokens: 7,
  max_tokens: 7,
  temperature: 0.5,
  top_p: 0.5,
  stop: 'END',
  stream: true,
  stream_options: { include_usage: true },
  tools: [{ type: 'function', function: { name: 't', parameters: schema } }],
  tool_choice: 'required',
  parallel_tool_calls: false,
  response_format: { type: 'json_schema', json_schema: { name: 'n', schema } },
  reasoning_effort: 'low',
  user: 'u1',
  safety_identifier: 'u1',
  metadata: { a: 'b' },
  prompt_cache_key: 'k',
  prompt_cache_options: {},
  prompt_cache_retention: '24h',
  prediction: { type: 'content', content: 'x' },
  service_tier: 'flex',
  store: true,
  n: 2,
  audio: { format: 'mp3', voice: 'alloy' },
  modalities: ['text', 'audio'],
  frequency_penalty: 1,
  presence_penalty: 1,
  logit_bias: { '1': 1 },
  logprobs: true,
  top_logprobs: 2,
  seed: 1,
  verbosity: 'low',
  moderation: {} as never,
  web_search_options: {},
  functions: [{ name: 'f' }],
  function_call: 'auto',
};

/** Fields that only say something together with another one. */
const MESSAGE_NEEDS: Record<string, object> = { tool_choice: { tools: MESSAGE.tools } };
const CHAT_NEEDS: Record<string, object> = {
  tool_choice: { tools: CHAT.tools },
  parallel_tool_calls: { tools: CHAT.tools },
};
/** Read where the answer is translated, not the request. */
const IN_THE_ANSWER = new Set(['stream_options']);

const MESSAGE_BASE = { model: 'm', max_tokens: 50, messages: [{ role: 'user', content: 'Hi' }] };
const CHAT_BASE = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] };
// A server that honours all of it, so that only what the API itself lacks is refused.
const can = { ...CAPABILITIES.openai.chat!, topK: true };

type Told =
  | { body: object; leftOut: readonly string[] }
  | { status: number; message: string; param?: string };
interface Direction {
  rules: Rules;
  samples: Record<string, unknown>;
  base: object;
  needs: Record<string, object>;
  translate: (request: never) => unknown;
}

const DIRECTIONS: [string, Direction][] = [
  [
    'a Messages request on its way to Chat Completions',
    {
      rules: MESSAGE_RULES,
      samples: MESSAGE,
      base: MESSAGE_BASE,
      needs: MESSAGE_NEEDS,
      translate: (request) => toChat(request, { title: 'The server', can }),
    },
  ],
  [
    'a chat request on its way to the Messages API',
    {
      rules: CHAT_RULES,
      samples: CHAT,
      base: CHAT_BASE,
      needs: CHAT_NEEDS,
      translate: (request) => toMessages(request, 'The model'),
    },
  ],
];

describe.each(DIRECTIONS)('%s', (_, { rules, samples, base, needs, translate }) => {
  const run = (request: object): Told => translate(request as never) as Told;

  test.each(Object.keys(samples))('%s is translated, noted or refused by name', (field) => {
    const rule = rules[field];
    const before = { ...base, ...needs[field] };
    const without = run(before);
    const told = run({ ...before, [field]: samples[field] });
    if (rule?.kind === 'refused') {
      expect(told).toMatchObject({
        status: 400,
        param: field,
        message: expect.stringContaining(`${field}: `),
      });
    } else if (rule?.kind === 'noted') {
      expect(told).toMatchObject({ body: (without as { body: object }).body, leftOut: [field] });
    } else {
      expect(rule?.kind).toBe('mapped');
      expect(told).toMatchObject({ leftOut: [] });
      if (!IN_THE_ANSWER.has(field)) expect(told).not.toEqual(without);
    }
  });

  test.each(Object.keys(rules))('%s may be null, or say no more than leaving it out would', (field) => {
    const rule = rules[field]!;
    const same = [null, ...(rule.kind === 'refused' ? rule.sameAsAbsent : [])];
    const isRequired = Object.hasOwn(base, field);
    for (const value of isRequired ? [] : same) expect(run({ ...base, [field]: value })).toEqual(run(base));
  });

  test('a field that nobody knows is refused by name', () => {
    expect(run({ ...base, guided_json: {} })).toMatchObject({ status: 400, param: 'guided_json' });
  });
});

test('sampling that only older versions of the API take is translated too', () => {
  expect(
    toChat({ ...MESSAGE_BASE, temperature: 0.5, top_p: 0.9, top_k: 3 }, { title: 'x', can }),
  ).toMatchObject({
    body: { temperature: 0.5, top_p: 0.9, top_k: 3 },
  });
  expect(toChat({ ...MESSAGE_BASE, top_k: 3 }, { title: 'x', can: CAPABILITIES.openai.chat! })).toMatchObject(
    {
      status: 400,
      param: 'top_k',
    },
  );
});
