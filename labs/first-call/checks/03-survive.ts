import type { CheckTools, DefineChecks, HttpAnswer } from '../../../electron/server/labs/checks.ts';
import type { Fault } from '../../../electron/server/gateway/types.ts';

async function store(t: CheckTools): Promise<string> {
  const answer = await t.http('/articles', { json: { title: t.random.word(), text: t.random.text(3) } });
  t.expect.status(answer, 201);
  return String(answer.json()['id']);
}

/** Every call to the model goes wrong in the same way. */
const always = (t: CheckTools, fault: Fault): void => t.gateway.plan([{ ...fault, match: 'every' }]);

async function summarize(t: CheckTools): Promise<HttpAnswer> {
  return t.http('/summaries', { json: { articleId: await store(t) } });
}

function expectError(t: CheckTools, answer: HttpAnswer, wanted: { status: number; code: string }): void {
  t.expect.status(answer, wanted.status);
  const error = answer.json()['error'] as { code?: unknown } | undefined;
  t.expect.equal(error?.code, wanted.code, `The answer ${wanted.status} should carry error.code.`);
}

function expectFewCalls(t: CheckTools): void {
  const { length } = t.gateway.messages();
  t.expect.that(length >= 1 && length <= 3, {
    message: 'One summary should take three calls to the model at most, retries included.',
    expected: '1 to 3 calls',
    actual: `${length} calls`,
  });
}

const checks: DefineChecks = (check) => [
  check('passing-trouble', 'One 429 or 529 is retried and nobody notices', async (t) => {
    const text = t.random.sentence();
    const status = t.random.pick([429, 529]);
    t.gateway.plan([
      { kind: 'status', status },
      { kind: 'answer', text },
    ]);
    const answer = await summarize(t);
    t.expect.status(answer, 200);
    t.expect.equal(
      answer.json()['summary']?.toString().trim(),
      text,
      'The summary should be the answer of the second call.',
    );
  }),

  check('rate-limited', 'A lasting 429 becomes 503 with the Retry-After of the model', async (t) => {
    const seconds = t.random.int(1, 2);
    always(t, { kind: 'status', status: 429, retryAfter: seconds });
    const answer = await summarize(t);
    expectError(t, answer, { status: 503, code: 'model_busy' });
    t.expect.equal(
      answer.headers.get('retry-after'),
      String(seconds),
      'The answer should pass on the Retry-After header of the model.',
    );
    expectFewCalls(t);
  }),

  check('overloaded', 'A lasting 529 becomes 503', async (t) => {
    always(t, { kind: 'status', status: 529 });
    expectError(t, await summarize(t), { status: 503, code: 'model_busy' });
    expectFewCalls(t);
  }),

  check('timeout', 'A model that never answers becomes 504', async (t) => {
    t.env({ MODEL_TIMEOUT_MS: String(t.random.int(300, 500)) });
    always(t, { kind: 'timeout' });
    expectError(t, await summarize(t), { status: 504, code: 'model_timeout' });
    expectFewCalls(t);
  }),

  check('refused', 'Any other error of the model becomes 502', async (t) => {
    always(t, { kind: 'status', status: t.random.pick([400, 401, 403]) });
    expectError(t, await summarize(t), { status: 502, code: 'model_failed' });
  }),

  check('cut-stream', 'A stream that dies half way ends with an "error" event', async (t) => {
    const answer = { text: t.random.text(3) };
    const afterEvents = t.random.int(5, 8);
    const fault: Fault = t.random.pick([
      { kind: 'cut-stream', afterEvents, answer },
      { kind: 'stream-error', afterEvents, type: 'overloaded_error', answer },
    ]);
    always(t, fault);
    const events = await (await t.sse('/summaries', { json: { articleId: await store(t) } })).rest();
    t.expect.that(
      !events.some(({ event }) => event === 'done'),
      'The model broke off, and the stream still said "done". A reader would take half a summary for a whole one.',
    );
    const last = events.at(-1);
    t.expect.equal(last?.event, 'error', 'When the model breaks off, the last event should be "error".');
    t.expect.equal(
      (last?.data as { code?: unknown } | undefined)?.code,
      'model_failed',
      'The "error" event should carry the code.',
    );
  }),

  check('error-before-text', 'An error before the first piece keeps its own status', async (t) => {
    const articleId = await store(t);
    const early = {
      kind: 'cut-stream',
      afterEvents: t.random.int(1, 2),
      answer: { text: t.random.text(3) },
    } as const;
    for (const fault of [{ kind: 'status', status: 400 } as const, early]) {
      always(t, fault);
      t.expect.status(await t.sse('/summaries', { json: { articleId } }), 502);
    }
  }),

  check('busy-before-text', 'A stream that cannot begin says why', async (t) => {
    t.env({ MODEL_TIMEOUT_MS: String(t.random.int(300, 500)) });
    const articleId = await store(t);
    always(t, { kind: 'status', status: 529 });
    t.expect.status(await t.sse('/summaries', { json: { articleId } }), 503);
    always(t, { kind: 'timeout' });
    t.expect.status(await t.sse('/summaries', { json: { articleId } }), 504);
  }),

  check('cut-answer', 'An answer cut by max_tokens says so', async (t) => {
    const articleId = await store(t);
    const cut = {
      kind: 'truncate',
      outputTokens: t.random.int(3, 6),
      answer: { text: t.random.text(3) },
    } as const;
    t.gateway.plan([cut, { kind: 'answer', text: t.random.sentence() }, cut]);
    const truncated = async () => (await t.http('/summaries', { json: { articleId } })).json()['truncated'];
    t.expect.equal(
      await truncated(),
      true,
      'A summary that ends with stop_reason "max_tokens" should have "truncated".',
    );
    t.expect.equal(await truncated(), false, 'A whole summary should have "truncated" too.');
    const events = await (await t.sse('/summaries', { json: { articleId } })).rest();
    const done = events.at(-1)?.data as { truncated?: unknown } | undefined;
    t.expect.equal(done?.truncated, true, 'The "done" event of a cut summary should have "truncated".');
  }),
];

export default checks;
