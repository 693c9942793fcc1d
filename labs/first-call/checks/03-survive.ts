import type { CheckTools, DefineChecks, HttpAnswer, SseEvent } from '../../../electron/server/labs/checks.ts';
import type { Fault } from '../../../electron/server/gateway/types.ts';

const BUSY = { status: 503, code: 'model_busy' };
const LATE = { status: 504, code: 'model_timeout' };
const FAILED = { status: 502, code: 'model_failed' };

/** Timers and clocks may differ by this much. */
const CLOCK_MS = 50;

async function store(t: CheckTools): Promise<string> {
  const answer = await t.http('/articles', { json: { title: t.random.word(), text: t.random.text(3) } });
  t.expect.status(answer, 201);
  return String(answer.json()['id']);
}

/** A time limit that a test can wait for. */
const shortPatience = (t: CheckTools): void =>
  t.env({ MODEL_TIMEOUT_MS: t.turns().lasting((random) => String(random.int(300, 500))) });

/** Every call to the model goes wrong in the same way. */
const always = (t: CheckTools, fault: Fault): void => t.gateway.plan([{ ...fault, match: 'every' }]);

async function summarize(t: CheckTools): Promise<HttpAnswer> {
  return t.http('/summaries', { json: { articleId: await store(t) } });
}

/** Asks for a stream and reads it as a whole: before the first piece an error is an answer like any other. */
const streamed = (t: CheckTools, articleId: string): Promise<HttpAnswer> =>
  t.http('/summaries', { json: { articleId }, headers: { accept: 'text/event-stream' } });

function expectError(t: CheckTools, answer: HttpAnswer, wanted: { status: number; code: string }): void {
  t.expect.status(answer, wanted.status);
  const error = answer.json()['error'] as { code?: unknown } | undefined;
  t.expect.equal(error?.code, wanted.code, `The answer ${wanted.status} should carry error.code.`);
}

/** The model began to answer and fell silent: as good as broken, or out of time. */
function expectSilence(t: CheckTools, answer: HttpAnswer): void {
  const isLate = answer.status === 504;
  expectError(t, answer, isLate ? LATE : FAILED);
}

function expectPassedOn(t: CheckTools, answer: HttpAnswer, seconds: number): void {
  t.expect.equal(
    answer.headers.get('retry-after'),
    String(seconds),
    'The answer should pass on the Retry-After header of the model.',
  );
}

function expectFewCalls(t: CheckTools): void {
  const { length } = t.gateway.messages();
  t.expect.that(length >= 1 && length <= 3, {
    message: 'One summary should take three calls to the model at most, retries included.',
    expected: '1 to 3 calls',
    actual: `${length} calls`,
  });
}

/** No call came before the pause was over that the model had asked for. */
function expectPauses(t: CheckTools, seconds: number): void {
  const calls = t.gateway.messages();
  for (const [i, { startedAt }] of calls.slice(1).entries()) {
    const paused = startedAt - calls[i]!.startedAt;
    t.expect.that(paused >= seconds * 1000 - CLOCK_MS, {
      message: 'The model was called again sooner than its Retry-After said.',
      expected: `no call for ${seconds} seconds`,
      actual: `a call after ${(paused / 1000).toFixed(1)} seconds`,
      call: i + 2,
    });
  }
}

function expectBrokenStream(t: CheckTools, events: readonly SseEvent[], codes: readonly string[]): void {
  t.expect.that(
    !events.some(({ event }) => event === 'done'),
    'The model broke off, and the stream still said "done". A reader would take half a summary for a whole one.',
  );
  const last = events.at(-1);
  t.expect.equal(last?.event, 'error', 'When the model breaks off, the last event should be "error".');
  const code = (last?.data as { code?: unknown } | undefined)?.code;
  t.expect.that(
    codes.some((known) => known === code),
    {
      message: 'The "error" event should carry the code.',
      expected: codes.join(' or '),
      actual: code,
    },
  );
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
    expectError(t, answer, BUSY);
    expectPassedOn(t, answer, seconds);
    expectFewCalls(t);
    expectPauses(t, seconds);
  }),

  check('long-pause', 'A long Retry-After is passed on at once, not slept through', async (t) => {
    const seconds = t.random.int(20, 90);
    always(t, { kind: 'status', status: t.random.pick([429, 529]), retryAfter: seconds });
    const answer = await summarize(t);
    expectError(t, answer, BUSY);
    expectPassedOn(t, answer, seconds);
    expectPauses(t, seconds);
  }),

  check('overloaded', 'A lasting 529 becomes 503', async (t) => {
    always(t, { kind: 'status', status: 529 });
    expectError(t, await summarize(t), BUSY);
    expectFewCalls(t);
  }),

  check('timeout', 'A model that never answers becomes 504', async (t) => {
    shortPatience(t);
    always(t, { kind: 'timeout' });
    expectError(t, await summarize(t), LATE);
    expectFewCalls(t);
  }),

  check('refused', 'Any other error of the model becomes 502', async (t) => {
    always(t, { kind: 'status', status: t.random.pick([400, 401, 403]) });
    expectError(t, await summarize(t), FAILED);
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
    expectBrokenStream(t, events, [FAILED.code]);
  }),

  check('stall', 'A model that falls silent in mid-answer is not waited for', async (t) => {
    shortPatience(t);
    const articleId = await store(t);
    const stall = (afterEvents: number): void =>
      always(t, { kind: 'stall', afterEvents, answer: { text: t.random.text(3) } });
    stall(t.random.int(5, 8));
    const ask = () => t.sse('/summaries', { json: { articleId } });
    const first = await ask();
    // On a busy machine the time limit can be over before the first piece is out: then once more.
    const answer = first.status === 200 ? first : await ask();
    t.expect.status(answer, 200);
    expectBrokenStream(t, await answer.rest(), [FAILED.code, LATE.code]);
    expectSilence(t, await t.http('/summaries', { json: { articleId } }));
    stall(t.random.int(1, 2));
    expectSilence(t, await streamed(t, articleId));
    const isQuiet = await t.gateway.settled(4000);
    t.expect.that(isQuiet, 'The call to the silent model was still open 4 seconds later. Abort it.');
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
      expectError(t, await streamed(t, articleId), FAILED);
    }
  }),

  check('busy-before-text', 'A stream that cannot begin says why', async (t) => {
    shortPatience(t);
    const articleId = await store(t);
    always(t, { kind: 'status', status: 529 });
    expectError(t, await streamed(t, articleId), BUSY);
    always(t, { kind: 'timeout' });
    expectError(t, await streamed(t, articleId), LATE);
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
