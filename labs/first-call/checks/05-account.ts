import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';

async function store(t: CheckTools): Promise<string> {
  const answer = await t.http('/articles', { json: { title: t.random.word(), text: t.random.text(3) } });
  t.expect.status(answer, 201);
  return String(answer.json()['id']);
}

interface Usage {
  inputTokens?: unknown;
  outputTokens?: unknown;
  costUsd?: unknown;
}

const usageIn = (body: unknown): Usage => (body as { usage?: Usage } | undefined)?.usage ?? {};

async function summarize(t: CheckTools): Promise<Usage> {
  const answer = await t.http('/summaries', { json: { articleId: await store(t) }, timeoutMs: 35_000 });
  t.expect.status(answer, 200);
  return usageIn(answer.json());
}

function expectCost(t: CheckTools, actual: unknown, expected: number): void {
  t.expect.that(typeof actual === 'number' && Math.abs(actual - expected) <= expected * 1e-6 + 1e-12, {
    message: 'usage.costUsd should be the tokens at their prices, in US dollars.',
    expected,
    actual,
  });
}

/** Gives the service a price for the model, and another that is not the model's. */
function drawPrice(t: CheckTools): { input: number; output: number } {
  const [other, price] = t
    .turns()
    .lasting((random) => [random.word(9), { input: random.int(1, 9), output: random.int(10, 40) }]);
  t.env({ MODEL_PRICES: JSON.stringify({ [other]: { input: 77, output: 99 }, [t.model]: price }) });
  return price;
}

const checks: DefineChecks = (check) => [
  check('tokens', 'The tokens are those that the model reported', async (t) => {
    const usage = { input_tokens: t.random.int(50, 900), output_tokens: t.random.int(5, 90) };
    t.gateway.answer(t.random.sentence(), { usage });
    const { inputTokens, outputTokens } = await summarize(t);
    t.expect.equal(inputTokens, usage.input_tokens, 'usage.inputTokens should be what the model reported.');
    t.expect.equal(
      outputTokens,
      usage.output_tokens,
      'usage.outputTokens should be what the model reported.',
    );
  }),

  check('cached-tokens', 'Tokens written to and read from a cache count as input', async (t) => {
    const usage = {
      input_tokens: t.random.int(10, 90),
      output_tokens: t.random.int(5, 90),
      cache_creation_input_tokens: t.random.int(100, 400),
      cache_read_input_tokens: t.random.int(1000, 4000),
    };
    t.gateway.answer(t.random.sentence(), { usage });
    const { inputTokens } = await summarize(t);
    const all = usage.input_tokens + usage.cache_creation_input_tokens + usage.cache_read_input_tokens;
    t.expect.equal(
      inputTokens,
      all,
      'usage.inputTokens should add up plain, cache-written and cache-read tokens.',
    );
  }),

  check('cost', 'The cost follows the prices', async (t) => {
    const price = drawPrice(t);
    const usage = { input_tokens: t.random.int(1000, 9000), output_tokens: t.random.int(100, 900) };
    t.gateway.answer(t.random.sentence(), { usage });
    const { costUsd } = await summarize(t);
    expectCost(t, costUsd, (usage.input_tokens * price.input + usage.output_tokens * price.output) / 1e6);
  }),

  check('unknown-price', 'An unknown price is null, not 0', async (t) => {
    const other = t.turns().lasting((random) => random.word(9));
    t.env({ MODEL_PRICES: JSON.stringify({ [other]: { input: 3, output: 15 } }) });
    const { costUsd } = await summarize(t);
    t.expect.equal(
      costUsd,
      null,
      'usage.costUsd should be null when the model has no price: unknown is not free.',
    );
  }),

  check('streamed-usage', 'The "done" event reports the same', async (t) => {
    const price = drawPrice(t);
    const usage = { input_tokens: t.random.int(50, 900), output_tokens: t.random.int(20, 90) };
    t.gateway.answer(t.random.sentence(), { usage });
    const events = await (await t.sse('/summaries', { json: { articleId: await store(t) } })).rest();
    const reported = usageIn(events.at(-1)?.data);
    t.expect.equal(
      reported.inputTokens,
      usage.input_tokens,
      'usage.inputTokens of the "done" event should be what the model reported.',
    );
    t.expect.equal(
      reported.outputTokens,
      usage.output_tokens,
      'usage.outputTokens of the "done" event should be what the model reported.',
    );
    expectCost(
      t,
      reported.costUsd,
      (usage.input_tokens * price.input + usage.output_tokens * price.output) / 1e6,
    );
  }),

  check('live-usage', 'The usage of a real model is passed on', { live: true }, async (t) => {
    const { inputTokens, outputTokens } = await summarize(t);
    const call = t.gateway.messages().at(-1);
    t.expect.equal(outputTokens, call?.outputTokens, 'usage.outputTokens should be what the model reported.');
    t.expect.that(
      typeof inputTokens === 'number' && inputTokens > 0,
      'usage.inputTokens should be more than 0.',
    );
  }),
];

export default checks;
