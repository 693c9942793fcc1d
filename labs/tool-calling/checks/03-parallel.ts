import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { ask, askWell, call, expectError, expectResult, resultsOf, script, sent } from './lib/agent.ts';
import { orderExample, readingExamples, type Example } from './lib/tools.ts';
import { openShop } from './lib/shop.ts';

/** How much later the next answer comes, so that even a busy machine sees them in this order. */
const GAP_MS = 250;

/** How long the shop holds its answers back until every call is there. */
const PATIENCE_MS = 6000;

function expectAll(t: CheckTools, examples: readonly Example[]): void {
  const results = resultsOf(
    t,
    examples.map((one) => one.call),
  );
  for (const [i, { result }] of examples.entries()) expectResult(t, results[i]!, result);
}

const checks: DefineChecks = (check) => [
  check('at-the-same-time', 'Calls of one turn are under way at the same time', async (t: CheckTools) => {
    const shop = await openShop(t);
    const examples = t.random
      .shuffle([...readingExamples(t, shop), orderExample(t, shop)])
      .slice(0, t.random.int(3, 5));
    t.env({ TOOL_TIMEOUT_MS: '20000' });
    const together = shop.untilOpen(examples.length, PATIENCE_MS);
    let release: Promise<unknown> | undefined;
    shop.interfere(async (_request, normally) => {
      // The shop answers nobody before it was asked by all, so a program that waits in between shows itself.
      release ??= shop.untilOpen(examples.length, PATIENCE_MS);
      await release;
      return normally();
    });
    script(t, [{ calls: examples.map((one) => one.call) }, { say: t.random.sentence() }]);
    await askWell(t);
    await together;
    t.expect.that(shop.peak() >= examples.length, {
      message: 'The model made several calls in one turn. All of them should be under way at the same time.',
      expected: `${examples.length} requests to the shop at once`,
      actual: `${shop.peak()} at once`,
    });
    expectAll(t, examples);
    t.expect.equal(sent(t).length, 2, 'One turn with calls and one answer are two calls to the model.');
  }),

  check(
    'matched-by-id',
    'Each result stands under the id of its call, whichever came first',
    async (t: CheckTools) => {
      const shop = await openShop(t);
      const examples = Array.from({ length: 3 }, () => orderExample(t, shop));
      t.env({ TOOL_TIMEOUT_MS: '20000' });
      let last: Promise<unknown> = shop.untilOpen(examples.length, PATIENCE_MS);
      const wait = new Map<string, Promise<unknown>>();
      for (const { request } of examples.toReversed()) {
        wait.set(request.path, last);
        const before = last;
        last = before.then(() => new Promise((resolve) => setTimeout(resolve, GAP_MS)));
      }
      // The last call gets its answer first.
      shop.interfere(async ({ path }, normally) => {
        await wait.get(path);
        return normally();
      });
      script(t, [{ calls: examples.map((one) => one.call) }, { say: t.random.sentence() }]);
      await askWell(t);
      expectAll(t, examples);
    },
  ),

  check('one-fails', 'A call that fails leaves the others alone', async (t: CheckTools) => {
    const shop = await openShop(t);
    const good = [orderExample(t, shop), orderExample(t, shop)];
    const gone = { ...call(t, 'get_order_status', { order: 'ZZ-99' }) };
    const bad = [
      gone,
      call(t, 'get_order_status', { order: t.random.int(10, 99) }),
      call(t, `make_${t.random.word(4)}`, {}),
    ];
    const all = t.random.shuffle([...good.map((one) => one.call), ...bad]);
    script(t, [{ calls: all }, { say: t.random.sentence() }]);
    await askWell(t);
    const results = resultsOf(t, all);
    const of = (id: string) => results.find((result) => result.id === id)!;
    for (const one of good) expectResult(t, of(one.call.id), one.result);
    for (const one of bad)
      expectError(t, of(one.id), `The call ${one.name} ${JSON.stringify(one.input)} cannot work.`);
  }),

  check('same-twice', 'The same call twice in one turn gets two results', async (t: CheckTools) => {
    const shop = await openShop(t);
    const first = orderExample(t, shop);
    const second = { ...first, call: call(t, first.call.name, first.call.input) };
    script(t, [{ calls: [first.call, second.call] }, { say: t.random.sentence() }]);
    await askWell(t);
    expectAll(t, [first, second]);
  }),

  check(
    'live-compare',
    'A real model looks at two orders',
    { live: true, needs: 'strong' },
    async (t: CheckTools) => {
      const shop = await openShop(t);
      await t.passRate(3, 0.6, async () => {
        const [one, two] = [shop.addOrder(), shop.addOrder()];
        const before = shop.requests.length;
        const answer = await ask(t, `Compare the orders ${one.order} and ${two.order}: which one cost more?`);
        t.expect.status(answer, 200);
        const paths = shop.requests.slice(before).map(({ path }) => path);
        return [one, two].every(({ order }) => paths.includes(`/orders/${order}`));
      });
    },
  ),
];

export default checks;
