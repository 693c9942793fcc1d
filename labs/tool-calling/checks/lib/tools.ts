import type { CheckTools } from '../../../../electron/server/labs/checks.ts';
import { call, type Call } from './agent.ts';
import type { Shop } from './shop.ts';

/** A good call of one tool, what the shop should see of it, and what the model should get. */
export interface Example {
  call: Call;
  request: { path: string; query: Record<string, string> };
  result: Record<string, unknown>;
}

export function orderExample(t: CheckTools, shop: Shop): Example {
  const { order, status, product, total, currency, note } = shop.addOrder();
  return {
    call: call(t, 'get_order_status', { order }),
    request: { path: `/orders/${order}`, query: {} },
    result: { order, status, product, total, currency, note },
  };
}

export function customerExample(t: CheckTools, shop: Shop): Example {
  const { name, city, order } = shop.addCustomer();
  return {
    call: call(t, 'find_customer', { name }),
    request: { path: '/customers', query: { name } },
    result: { name, city, order },
  };
}

export function stockExample(t: CheckTools, shop: Shop): Example {
  const { product, warehouse, count } = shop.addStock();
  return {
    call: call(t, 'check_stock', { product, warehouse }),
    request: { path: '/stock', query: { product, warehouse } },
    result: { product, warehouse, count },
  };
}

export function rateExample(t: CheckTools, shop: Shop): Example {
  const { source, target, rate } = shop.addRate();
  // Two decimals after a whole amount: nobody's rounding can differ.
  const amount = t.random.int(2, 500);
  return {
    call: call(t, 'convert_currency', { amount, source, target }),
    request: { path: '/rates', query: { source, target } },
    result: { amount: Math.round(amount * rate * 100) / 100, currency: target },
  };
}

/** One good call of each tool that only reads. */
export function readingExamples(t: CheckTools, shop: Shop): Example[] {
  return [orderExample(t, shop), customerExample(t, shop), stockExample(t, shop), rateExample(t, shop)];
}
