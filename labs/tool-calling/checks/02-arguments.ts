import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { askWell, call, expectError, expectResult, resultOf, script, sent } from './lib/agent.ts';
import { orderExample, rateExample, readingExamples } from './lib/tools.ts';
import { openShop } from './lib/shop.ts';

interface Bad {
  name: string;
  input: Record<string, unknown>;
  /** The argument that the model should hear of. */
  about: string;
}

/** Arguments as models get them wrong. */
function badCalls(t: CheckTools): Bad[] {
  const digits = t.random.int(10, 9999);
  const money = { amount: t.random.int(2, 90), source: 'EUR', target: 'USD' };
  const price = (more: Record<string, unknown>, about: string): Bad => ({
    name: 'convert_currency',
    input: { ...money, ...more },
    about,
  });
  const order = (value: unknown): Bad => ({
    name: 'get_order_status',
    input: { order: value },
    about: 'order',
  });
  const texts = [
    order(t.random.pick([`ord-${digits}`, `${digits}`, `ORD-${digits} `, `order ORD-${digits}`])),
    order(t.random.pick([`../customers`, `ORD-${digits}/refunds`, `ORD-${digits}?x=1`])),
    // The "$" of Python's re.match lets a line break at the end through.
    order(`ORD-${digits}\n`),
    order(''),
  ];
  const types = [
    order(t.random.pick([digits, null, [`ORD-${digits}`], { id: `ORD-${digits}` }])),
    price({ amount: String(money.amount) }, 'amount'),
    price({ amount: true }, 'amount'),
  ];
  const values = [
    price({ amount: t.random.pick([0, -3, 10_000.01, 12.345]) }, 'amount'),
    price({ target: t.random.pick(['euro', 'usd', '$', 'USDX']) }, 'target'),
    { name: 'find_customer', input: { name: t.random.pick(['', '   ', 'x'.repeat(81)]) }, about: 'name' },
  ];
  const keys = [
    { name: 'get_order_status', input: { order: `ORD-${digits}`, force: true }, about: 'force' },
    { name: 'check_stock', input: { warehouse: 'Oslo' }, about: 'product' },
    { name: 'find_customer', input: {}, about: 'name' },
  ];
  return t.random.shuffle([...texts, ...types, ...values, ...keys]);
}

const checks: DefineChecks = (check) => [
  check(
    'wrong-arguments',
    'Wrong arguments go back to the model and not to the shop',
    async (t: CheckTools) => {
      const shop = await openShop(t);
      shop.addRate();
      for (const { name, input, about } of badCalls(t)) {
        const bad = call(t, name, input);
        const before = shop.requests.length;
        script(t, [{ calls: [bad] }, { say: t.random.sentence() }]);
        await askWell(t);
        const shown = JSON.stringify(input);
        t.expect.equal(
          shop.requests.slice(before).map(({ method, path }) => `${method} ${path}`),
          [],
          `The arguments ${shown} of ${name} are wrong, so the shop should not be asked with them.`,
        );
        const result = resultOf(t, bad);
        expectError(t, result, `The arguments ${shown} of ${name} are wrong.`);
        t.expect.that(result.text.includes(about), {
          message: `The error for ${shown} should name the argument that is wrong, so that the model can correct it.`,
          expected: `a text with "${about}"`,
          actual: result.text,
        });
      }
    },
  ),

  check('second-try', 'A model that corrects itself gets its result', async (t: CheckTools) => {
    const shop = await openShop(t);
    const bad = call(t, 'get_order_status', { id: t.random.word() });
    const good = orderExample(t, shop);
    script(t, [{ calls: [bad] }, { calls: [good.call] }, { say: t.random.sentence() }]);
    await askWell(t);
    expectError(t, resultOf(t, bad), 'The argument order is missing.');
    expectResult(t, resultOf(t, good.call), good.result);
  }),

  check('schema', 'The schemas that the model sees say the same', async (t: CheckTools) => {
    await openShop(t);
    script(t, [{ say: 'Yes.' }]);
    await askWell(t);
    const tools = sent(t)[0]?.tools ?? [];
    for (const { name, input_schema: schema } of tools) {
      t.expect.equal(
        schema?.['additionalProperties'],
        false,
        `The input_schema of ${name} should have "additionalProperties": false.`,
      );
    }
    const properties = tools.find(({ name }) => name === 'get_order_status')?.input_schema?.['properties'];
    const pattern = (properties as { order?: { pattern?: unknown } } | undefined)?.order?.pattern;
    t.expect.that(typeof pattern === 'string', {
      message: 'The schema of "order" should have the "pattern" of an order\'s number.',
      expected: '^[A-Z]{2,4}-[0-9]{2,6}$',
      actual: properties,
    });
    const fits = (text: string): boolean => new RegExp(String(pattern), 'u').test(text);
    t.expect.that(fits('QX-77') && fits('CASE-123456') && !fits('qx-77') && !fits('QX-7/..'), {
      message: 'The "pattern" of "order" should fit order numbers and nothing else.',
      expected: '^[A-Z]{2,4}-[0-9]{2,6}$',
      actual: pattern,
    });
  }),

  check('odd-but-right', 'Values at the edge and with odd characters get through', async (t: CheckTools) => {
    const shop = await openShop(t);
    const name = `${t.random.pick(['Zoë', 'Søren', '李'])} ${t.random.pick(["O'Neil & Söhne", 'A/B #1', 'x=1&y=2?', '100% + 1'])}`;
    const customer = shop.addCustomer({ name });
    const found = call(t, 'find_customer', { name });
    const rate = rateExample(t, shop);
    const amount = t.random.pick([0.01, 10_000, 19.99, 0.07, 1234.56, 8.2]);
    const edge = { ...rate.call, input: { ...rate.call.input, amount } };
    const stock = shop.addStock();
    const some = call(t, 'check_stock', { product: stock.product });
    script(t, [{ calls: [found] }, { calls: [edge] }, { calls: [some] }, { say: t.random.sentence() }]);
    shop.interfere(({ path, query }) =>
      path === '/stock' && query['warehouse'] === undefined
        ? { status: 200, body: { product: stock.product, count: stock.count } }
        : undefined,
    );
    await askWell(t);
    const seen = shop.requests[0];
    t.expect.equal(
      seen?.query,
      { name },
      'The name should reach the shop as it is. Encode it for the address.',
    );
    expectResult(t, resultOf(t, found), { name, city: customer.city, order: customer.order });
    expectResult(t, resultOf(t, edge), { currency: rate.result['currency'] });
    expectResult(t, resultOf(t, some), { product: stock.product, count: stock.count });
  }),

  check(
    'unknown-tool',
    'A tool that does not exist is a mistake of the model, not a crash',
    async (t: CheckTools) => {
      const shop = await openShop(t);
      const names = [
        `delete_${t.random.word(5)}`,
        t.random.pick(['toString', 'constructor', '__proto__', 'hasOwnProperty']),
        t.random.pick(['__init__', '__class__', 'eval', 'print', 'exit']),
      ];
      for (const name of names) {
        const bad = call(t, name, { order: shop.addOrder().order });
        script(t, [{ calls: [bad] }, { say: t.random.sentence() }]);
        await askWell(t);
        const result = resultOf(t, bad);
        expectError(t, result, `There is no tool ${name}.`);
        t.expect.that(result.text.includes('get_order_status') && result.text.includes('check_stock'), {
          message: 'The error for an unknown tool should name the tools that there are.',
          expected: 'a text with get_order_status, find_customer, check_stock, convert_currency',
          actual: result.text,
        });
      }
      t.expect.equal(shop.requests.length, 0, 'An unknown tool should not reach the shop.');
    },
  ),

  check('not-found', 'What the shop does not know is a result too', async (t: CheckTools) => {
    const shop = await openShop(t);
    for (const { call: one } of readingExamples(t, shop)) {
      shop.interfere(() => ({ status: 404, body: { error: 'not found' } }));
      const said = t.random.sentence();
      script(t, [{ calls: [one] }, { say: said }]);
      const { answer } = await askWell(t);
      expectError(t, resultOf(t, one), `The shop answered ${one.name} with 404.`);
      t.expect.equal(answer, said, 'The answer should be what the model said after the result.');
    }
  }),
];

export default checks;
