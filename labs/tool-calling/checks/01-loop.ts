import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { ask, askWell, call, expectResult, resultOf, script, sent } from './lib/agent.ts';
import { orderExample, customerExample, readingExamples } from './lib/tools.ts';
import { openShop } from './lib/shop.ts';

const TOOLS: Record<string, { all: string[]; required: string[] }> = {
  get_order_status: { all: ['order'], required: ['order'] },
  find_customer: { all: ['name'], required: ['name'] },
  check_stock: { all: ['product', 'warehouse'], required: ['product'] },
  convert_currency: { all: ['amount', 'source', 'target'], required: ['amount', 'source', 'target'] },
};

const keysOf = (value: unknown): string[] => Object.keys(value ?? {}).toSorted();

function expectTools(t: CheckTools): void {
  const [first] = sent(t);
  t.expect.equal(
    first?.model,
    t.model,
    'The call should name the model from CAIRN_MODEL, which is config.model.',
  );
  t.expect.that(typeof first?.max_tokens === 'number', 'The call to the model should have "max_tokens".');
  for (const [name, { all, required }] of Object.entries(TOOLS)) {
    const tool = first?.tools?.find((one) => one.name === name);
    t.expect.that(tool !== undefined, {
      message: `The call to the model should offer the tool ${name}.`,
      expected: Object.keys(TOOLS),
      actual: first?.tools?.map((one) => one.name) ?? [],
    });
    const schema = tool?.input_schema ?? {};
    t.expect.equal(schema['type'], 'object', `The input_schema of ${name} should have the type "object".`);
    t.expect.equal(keysOf(schema['properties']), all.toSorted(), `These are the arguments of ${name}.`);
    t.expect.equal(
      ((schema['required'] ?? []) as string[]).toSorted(),
      required.toSorted(),
      `These arguments of ${name} are required.`,
    );
  }
}

const checks: DefineChecks = (check) => [
  check('offers-tools', 'The model gets the question and the tools', async (t: CheckTools) => {
    const shop = await openShop(t);
    const said = t.random.sentence();
    script(t, [{ say: said }]);
    const question = `${t.random.sentence()} Is that right?`;
    const { answer } = await askWell(t, question);
    expectTools(t);
    t.expect.that(JSON.stringify(sent(t)[0]?.messages).includes(question), {
      message: 'The question should be in the messages, unchanged.',
      expected: question,
      actual: sent(t)[0]?.messages,
    });
    t.expect.equal(answer, said, 'When the model calls no tool, its text is the answer.');
    t.expect.equal(sent(t).length, 1, 'When the model calls no tool, one call to it is enough.');
    t.expect.equal(shop.requests.length, 0, 'When the model calls no tool, the shop should not be asked.');
  }),

  check('each-tool', 'Each tool asks the shop and hands the result back', async (t: CheckTools) => {
    const shop = await openShop(t);
    for (const { call: one, request, result } of readingExamples(t, shop)) {
      const said = t.random.sentence();
      script(t, [{ calls: [one] }, { say: said }]);
      const before = shop.requests.length;
      const { answer } = await askWell(t);
      const seen = shop.requests.slice(before).map(({ method, path, query }) => ({ method, path, query }));
      t.expect.equal(seen, [{ method: 'GET', ...request }], `This is what ${one.name} should ask the shop.`);
      expectResult(t, resultOf(t, one), result);
      t.expect.equal(answer, said, 'The answer should be what the model said after the result.');
    }
  }),

  check('several-rounds', 'The loop goes on until the model calls nothing', async (t: CheckTools) => {
    const shop = await openShop(t);
    const order = shop.addOrder();
    const first = { ...customerExample(t, shop) };
    const second = call(t, 'get_order_status', { order: order.order });
    const third = orderExample(t, shop);
    const said = t.random.sentence();
    script(t, [
      { say: 'Let me see.', calls: [first.call] },
      { calls: [second] },
      { say: 'One more.', calls: [third.call] },
      { say: said },
    ]);
    const { answer } = await askWell(t);
    expectResult(t, resultOf(t, first.call), first.result);
    expectResult(t, resultOf(t, second), { order: order.order, status: order.status });
    expectResult(t, resultOf(t, third.call), third.result);
    t.expect.equal(answer, said, 'The answer should be the text of the last turn only.');
    const all = sent(t);
    t.expect.equal(all.length, 4, 'Three rounds with tools and one answer are four calls to the model.');
    const texts = JSON.stringify(all.at(-1)?.messages);
    t.expect.that(texts.includes('Let me see.'), {
      message: 'An assistant turn should be sent back as it came: its text too, not only the calls.',
      expected: 'the text "Let me see." in the messages',
      actual: all.at(-1)?.messages,
    });
    for (const [i, { messages = [] }] of all.entries()) {
      const roles = messages.map(({ role }) => role);
      const wanted = Array.from({ length: 2 * i + 1 }, (_, at) => (at % 2 === 0 ? 'user' : 'assistant'));
      t.expect.equal(roles, wanted, `Call ${i + 1} to the model should carry the whole conversation so far.`);
    }
  }),

  check('questions-apart', 'Two questions know nothing of each other', async (t: CheckTools) => {
    const shop = await openShop(t);
    const one = orderExample(t, shop);
    script(t, [{ calls: [one.call] }, { say: t.random.sentence() }]);
    const secret = `${t.random.sentence()} Why?`;
    await askWell(t, secret);
    script(t, [{ say: t.random.sentence() }]);
    await askWell(t, 'And what is new?');
    t.expect.that(!JSON.stringify(sent(t).at(-1)?.messages).includes(secret), {
      message: 'A new question should start a new conversation. The last one was sent along.',
      expected: 'messages with the new question only',
      actual: sent(t).at(-1)?.messages,
    });
  }),

  check('bad-requests', 'Bad requests are refused before the model is asked', async (t: CheckTools) => {
    await openShop(t);
    script(t, []);
    for (const json of [{}, { question: 7 }, { question: '  ' }]) {
      const answer = await t.http('/questions', { json });
      t.expect.status(answer, 400);
      const error = answer.json()['error'] as { code?: unknown } | undefined;
      t.expect.equal(error?.code, 'bad_request', 'The answer 400 should carry error.code.');
    }
    t.expect.equal(sent(t).length, 0, 'A bad request should not cost a call to the model.');
  }),

  check('live-status', 'A real model finds the status of an order', { live: true }, async (t: CheckTools) => {
    t.env({ MAX_MS: '100000' });
    const shop = await openShop(t);
    await t.passRate(3, 0.6, async () => {
      const { order } = shop.addOrder();
      const before = { shop: shop.requests.length, model: sent(t).length };
      const answer = await ask(t, `What is the status of order ${order}?`, 100_000);
      t.expect.status(answer, 200);
      const calls = t.gateway.messages().slice(before.model);
      t.expect.equal(
        String(answer.json()['answer']).trim(),
        calls.at(-1)?.text.trim(),
        'The answer should be what the model said last.',
      );
      return shop.requests.slice(before.shop).some(({ path }) => path === `/orders/${order}`);
    });
  }),
];

export default checks;
