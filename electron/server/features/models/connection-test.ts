import type { ConnectionTest } from '../../../shared/models.ts';
import { asArray, asObject } from '../../gateway/json.ts';
import { createFrameSplitter, parseFrame } from '../../gateway/sse.ts';
import type { Gateway } from '../../gateway/types.ts';

const WALL_MS = 30_000;
const MAX_TOKENS = 16;

/** Makes one tiny real call through the gateway and reports how it went. A failure is a result, not an exception. */
export async function testConnection(gateway: Gateway, model: string): Promise<ConnectionTest> {
  const run = gateway.openRun({ model, maxCalls: 1, wallMs: WALL_MS, label: 'A test of the model' });
  const begun = performance.now();
  const elapsed = (): number => Math.round(performance.now() - begun);
  try {
    const response = await gateway.fetch(
      new Request('http://127.0.0.1/v1/messages', {
        method: 'POST',
        headers: {
          'x-api-key': run.token,
          'anthropic-version': '2023-06-01',
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          model,
          max_tokens: MAX_TOKENS,
          stream: true,
          messages: [{ role: 'user', content: 'Who are you?' }],
        }),
      }),
    );
    const firstTokenMs = await readToEnd(response, elapsed);
    await gateway.settled(run.runId, 1000);
    const call = gateway.calls(run.runId)[0];
    const isOk = call?.outcome === 'answered' && call.status === 200 && call.error === null;
    return {
      status: isOk ? 'ok' : 'failed',
      model,
      message: isOk ? answerLine(call.text) : (call?.error ?? 'The call ended without an answer.'),
      firstTokenMs,
      totalMs: elapsed(),
      inputTokens: call?.inputTokens ?? null,
      outputTokens: call?.outputTokens ?? null,
      costUsd: call?.costUsd ?? null,
    };
  } finally {
    gateway.closeRun(run.runId);
  }
}

/** The same for a model that makes vectors. */
export async function testEmbeddings(gateway: Gateway, model: string): Promise<ConnectionTest> {
  const run = gateway.openRun({ model: null, embeddingModel: model, maxCalls: 1, wallMs: WALL_MS });
  const begun = performance.now();
  try {
    const response = await gateway.fetch(
      new Request('http://127.0.0.1/v1/embeddings', {
        method: 'POST',
        headers: { authorization: `Bearer ${run.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ model, input: 'Who are you?', encoding_format: 'float' }),
      }),
    );
    const body: unknown = await response.json().catch(() => null);
    await gateway.settled(run.runId, 1000);
    const call = gateway.calls(run.runId)[0];
    const length = asArray(asObject(asArray(asObject(body).data)[0]).embedding).length;
    const isOk = call?.status === 200 && length > 0;
    return {
      status: isOk ? 'ok' : 'failed',
      model,
      message: isOk
        ? `It answered with ${length} numbers.`
        : (call?.error ?? 'The call ended without an answer.'),
      firstTokenMs: null,
      totalMs: Math.round(performance.now() - begun),
      inputTokens: call?.inputTokens ?? null,
      outputTokens: call?.outputTokens ?? null,
      costUsd: call?.costUsd ?? null,
    };
  } finally {
    gateway.closeRun(run.runId);
  }
}

function answerLine(text: string): string {
  return text.trim() ? `It answered: ${text.trim()}` : 'It answered, without any text.';
}

/** Reads a stream to its end. @returns when the first piece of an answer came, or null */
async function readToEnd(response: Response, elapsed: () => number): Promise<number | null> {
  const splitter = createFrameSplitter();
  let first: number | null = null;
  try {
    for await (const chunk of response.body ?? []) {
      const hasDelta = splitter
        .push(chunk)
        .some((frame) => parseFrame(frame)?.type === 'content_block_delta');
      if (hasDelta) first ??= elapsed();
    }
  } catch {
    // The record of the call says how it broke.
  }
  return first;
}
