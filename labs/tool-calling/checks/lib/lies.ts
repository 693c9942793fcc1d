import type { CheckTools } from '../../../../electron/server/labs/checks.ts';
import type { Shop } from './shop.ts';
import { customerExample, orderExample, rateExample, stockExample, type Example } from './tools.ts';

/** An answer of the shop with status 200 that cannot be right. */
export interface Lie {
  example: Example;
  body: Record<string, unknown>;
  /** What is wrong with it, for messages. */
  what: string;
}

/** Wrong answers about themselves: another type, another sign. */
function impossible(t: CheckTools, shop: Shop): Lie[] {
  const lie = (example: Example, more: Record<string, unknown>, what: string): Lie => ({
    example,
    body: { ...example.call.input, ...example.result, ...more },
    what,
  });
  return [
    lie(
      orderExample(t, shop),
      { total: t.random.pick(['a lot', null, -5]) },
      'with a total that is no amount',
    ),
    lie(
      orderExample(t, shop),
      { status: t.random.pick([7, null, { code: 1 }]) },
      'with a status that is no text',
    ),
    lie(stockExample(t, shop), { count: t.random.pick([-1, 2.5, '12']) }, 'with an impossible count'),
    lie(rateExample(t, shop), { rate: t.random.pick([0, -2, '1.5', null]) }, 'with an impossible rate'),
  ];
}

/** Right answers to another question. */
function mistaken(t: CheckTools, shop: Shop): Lie[] {
  const rate = rateExample(t, shop);
  const stock = stockExample(t, shop);
  const order = orderExample(t, shop);
  const customer = customerExample(t, shop);
  return [
    {
      example: order,
      body: { ...order.result, order: shop.addOrder().order },
      what: 'with another order than it was asked for',
    },
    {
      example: stock,
      body: { ...stock.result, ...t.random.pick([{ product: 'ladder' }, { warehouse: 'Paris' }]) },
      what: 'for another product or warehouse than it was asked for',
    },
    {
      example: customer,
      body: { ...customer.result, name: `${t.random.word(6)} Other` },
      what: 'with another customer than it was asked for',
    },
    {
      example: rate,
      body: { ...rate.call.input, rate: 2, [t.random.pick(['source', 'target'])]: 'AUD' },
      what: 'for another currency than it was asked for',
    },
  ];
}

/** One lie of each kind. Each has a field `hint` with the secret, which must not reach the model either. */
export function someLies(t: CheckTools, shop: Shop, secret: string): Lie[] {
  return [...impossible(t, shop), ...mistaken(t, shop)].map((lie) => ({
    ...lie,
    body: 'note' in lie.body ? { ...lie.body, note: secret } : { ...lie.body, hint: secret },
  }));
}
