import type { Db } from '../../electron/server/db/connection.ts';
import { newId } from '../../electron/shared/ids.ts';
import { seeded } from '../../electron/shared/seeded.ts';

const MODELS = [
  { provider: 'anthropic', model: 'claude-haiku-4-5', usd: 2e-6 },
  { provider: 'anthropic', model: 'claude-sonnet-5', usd: 9e-6 },
  { provider: 'builtin', model: 'cairn-practice', usd: 0 },
  { provider: 'vllm', model: 'a-model-nobody-priced', usd: null },
] as const;
const LABS = ['first-call', 'rag-from-scratch', 'agent-loop', null] as const;

export interface SeededTraces {
  /** A run of an agent: a failure, a retry, tools, an answer with citations, a replayed call. */
  agentRun: string;
  /** Its calls in order. */
  agentCalls: string[];
  /** A call whose request has a million characters. */
  largeCall: string;
}

/** Writes some calls that look like real ones, with bodies, and then `more` lines of calls over a hundred days. */
export function seedTraces(db: Db, { now, more = 0 }: { now: number; more?: number }): SeededTraces {
  const write = writer(db);
  return db.transaction(() => {
    seedMany(write, { now, more });
    const agent = seedAgent(write, now);
    const largeCall = seedLarge(write, now);
    return { ...agent, largeCall };
  })();
}

interface Call {
  at: number;
  runId: string;
  index: number;
  conversationId?: string;
  label?: string;
  labId?: string | null;
  provider?: string;
  model?: string;
  status?: number;
  error?: string;
  errorClass?: string;
  injected?: string;
  answeredBy?: string | null;
  ms?: { queue: number; connect: number; first: number; total: number };
  tokens?: { in: number; out: number };
  costUsd?: number | null;
  stopReason?: string;
  request?: unknown;
  response?: unknown;
}

type Write = (call: Call) => string;

function writer(db: Db): Write {
  const line =
    db.prepare(`INSERT INTO model_call (id, run_id, started_at, provider, model, operation, streamed, status,
    injected, outcome, error, first_byte_ms, total_ms, input_tokens, output_tokens, cost_usd, stop_reason, attributes,
    wire, call_index, label, lab_id, conversation_id, answered_by, error_class, queue_ms, connect_ms)
    VALUES (?, ?, ?, ?, ?, 'chat', 1, ?, ?, 'answered', ?, ?, ?, ?, ?, ?, ?, '{}', 'anthropic', ?, ?, ?, ?, ?, ?, ?, ?)`);
  const body = db.prepare(`INSERT INTO model_call_body (call_id, encoding, request, response, bytes, kept_at)
    VALUES (?, 'plain', ?, ?, ?, ?)`);
  return (call) => {
    const id = newId(call.at);
    const ms = call.ms ?? { queue: 1, connect: 0, first: 300, total: 900 };
    const isWell = (call.status ?? 200) < 400;
    line.run(
      id,
      call.runId,
      call.at,
      call.provider ?? 'anthropic',
      call.model ?? 'claude-haiku-4-5',
      call.status ?? 200,
      call.injected ?? null,
      call.error ?? null,
      isWell ? ms.first : null,
      ms.total,
      isWell ? (call.tokens?.in ?? 800) : null,
      isWell ? (call.tokens?.out ?? 120) : null,
      call.costUsd === undefined ? (isWell ? 0.0014 : null) : call.costUsd,
      call.stopReason ?? (isWell ? 'end_turn' : null),
      call.index,
      call.label ?? null,
      call.labId ?? null,
      call.conversationId ?? id,
      call.answeredBy === undefined ? 'provider' : call.answeredBy,
      call.errorClass ?? null,
      ms.queue,
      ms.connect,
    );
    if (call.request === undefined) return id;
    const [request, response] = [call.request, call.response].map((value) =>
      Buffer.from(JSON.stringify(value)),
    );
    body.run(id, request, response, request!.length + response!.length, call.at);
    return id;
  };
}

function seedMany(write: Write, { now, more }: { now: number; more: number }): void {
  const random = seeded(7);
  let runId = '';
  for (let n = more; n > 0; n -= 1) {
    const at = Math.floor(now - 3_600_000 - (n / more) * 100 * 86_400_000);
    if (n % 20 === 0 || runId === '') runId = newId(at);
    const { provider, model, usd } = MODELS[Math.floor(random() * MODELS.length)]!;
    const tokens = { in: Math.floor(200 + random() * 9000), out: Math.floor(random() * 900) };
    const isFailed = random() < 0.06;
    const total = 200 + random() * 4000;
    write({
      at,
      runId,
      index: 20 - (n % 20),
      labId: LABS[n % 80 < 60 ? Math.floor((n % 80) / 20) : 3] ?? null,
      label: 'Checking an exercise',
      provider,
      model,
      tokens,
      costUsd: isFailed || usd === null ? null : usd * (tokens.in + tokens.out * 5),
      ms: { queue: 1, connect: random() * 30, first: total * 0.3, total },
      ...(isFailed && { status: 529, errorClass: 'overloaded', error: 'Overloaded' }),
    });
  }
}

const POLICY =
  'Refunds take five working days. Gift cards are never refunded. Orders above 500 euros need the approval of a lead.';
const TOOLS = [
  {
    name: 'find_order',
    description: 'Finds an order by its number.',
    input_schema: { type: 'object', properties: { number: { type: 'string' } }, required: ['number'] },
  },
];
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

function seedAgent(write: Write, now: number): Pick<SeededTraces, 'agentRun' | 'agentCalls'> {
  const runId = newId(now - 400_000);
  const begin = now - 400_000;
  const common = { runId, label: 'Answer a customer', labId: 'agent-loop' };
  const request = {
    model: 'claude-haiku-4-5',
    max_tokens: 1024,
    system: 'You answer customers of a shop. Be brief and cite the policy.',
    tools: TOOLS,
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Where is my money for order INV-2041? This is the parcel.' },
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } },
        ],
      },
    ] as unknown[],
  };
  const failed = write({
    ...common,
    at: begin,
    index: 1,
    status: 529,
    injected: 'status',
    error: 'Overloaded',
    errorClass: 'overloaded',
    answeredBy: null,
    ms: { queue: 4, connect: 0, first: 0, total: 6 },
    request,
    response: { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
  });
  const toolUse = { type: 'tool_use', id: 'toolu_1', name: 'find_order', input: { number: 'INV-2041' } };
  const asked = write({
    ...common,
    at: begin + 900,
    index: 2,
    conversationId: failed,
    stopReason: 'tool_use',
    ms: { queue: 2, connect: 38, first: 420, total: 1100 },
    request,
    response: {
      type: 'message',
      role: 'assistant',
      content: [{ type: 'thinking', thinking: 'I have to look up the order first.' }, toolUse],
    },
  });
  const answered = write({
    ...common,
    at: begin + 2600,
    index: 3,
    conversationId: failed,
    ms: { queue: 1, connect: 0, first: 510, total: 1900 },
    request: {
      ...request,
      messages: [...request.messages, { role: 'assistant', content: [toolUse] }, answerMaterial()],
    },
    response: { type: 'message', role: 'assistant', content: citedAnswer() },
  });
  const again = write({
    ...common,
    at: begin + 300_000,
    index: 4,
    answeredBy: 'replay',
    costUsd: 0,
    ms: { queue: 1, connect: 0, first: 3, total: 4 },
    request: {
      ...request,
      max_tokens: 2048,
      system: 'You answer customers of a shop. Be thorough and cite the policy.',
    },
    response: {
      type: 'message',
      role: 'assistant',
      content: [{ type: 'text', text: 'Which order do you mean? I need its number.' }],
    },
  });
  return { agentRun: runId, agentCalls: [failed, asked, answered, again] };
}

const answerMaterial = () => ({
  role: 'user',
  content: [
    {
      type: 'tool_result',
      tool_use_id: 'toolu_1',
      content: '{"number":"INV-2041","total":129.5,"status":"refund started on 18 November"}',
    },
    {
      type: 'document',
      title: 'Refund policy',
      source: { type: 'text', data: POLICY },
      citations: { enabled: true },
    },
  ],
});

function citedAnswer(): unknown[] {
  const cited_text = 'Refunds take five working days.';
  const at = { type: 'char_location', document_title: 'Refund policy', cited_text };
  return [
    { type: 'text', text: 'The refund of 129.5 euros for order INV-2041 was started on 18 November. ' },
    {
      type: 'text',
      text: 'It arrives within five working days.',
      citations: [{ ...at, document_index: 0, start_char_index: 0, end_char_index: cited_text.length }],
    },
    {
      type: 'text',
      text: 'A lead has approved it.',
      citations: [{ ...at, document_index: 4, start_char_index: 0, end_char_index: 4 }],
    },
  ];
}

function seedLarge(write: Write, now: number): string {
  const random = seeded(3);
  const words = ['cache', 'token', 'index', 'vector', 'shard', 'retry', 'queue', 'lease', 'quorum', 'leader'];
  const line = (n: number): string =>
    `${n}: ${Array.from({ length: 12 }, () => words[Math.floor(random() * words.length)]).join(' ')}.`;
  const lines = Array.from({ length: 12_500 }, (_, n) => line(n));
  return write({
    at: now - 1_000_000,
    runId: newId(now - 1_000_000),
    index: 1,
    label: 'A long document',
    tokens: { in: 240_000, out: 90 },
    costUsd: 0.31,
    request: {
      model: 'claude-haiku-4-5',
      max_tokens: 500,
      messages: [{ role: 'user', content: `${lines.join('\n')}\n\nSum this up.` }],
    },
    response: {
      type: 'message',
      role: 'assistant',
      content: [{ type: 'text', text: `It is about this: ${lines[7_000]!.slice(6)}` }],
    },
  });
}
