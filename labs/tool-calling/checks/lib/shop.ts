import type { IncomingMessage } from 'node:http';
import type { CheckTools } from '../../../../electron/server/labs/checks.ts';
import {
  someCustomer,
  someOrder,
  someOrderId,
  someRate,
  someStock,
  type Customer,
  type Order,
  type Rate,
  type Stock,
} from './goods.ts';
import { send, type Reply } from './replies.ts';

/** One request as the shop saw it. */
export interface ShopRequest {
  method: string;
  /** Decoded: `/orders/ORD-12`. */
  path: string;
  query: Record<string, string>;
  headers: IncomingMessage['headers'];
  body: unknown;
  /** False as soon as the shop has answered or the caller has gone. */
  isOpen: boolean;
  /** The caller closed the connection before it had the answer. */
  wasLeft: boolean;
}

export type Interference = (
  request: ShopRequest,
  normally: () => Reply,
) => Reply | Promise<Reply> | undefined;

export interface Refund {
  refund: string;
  key: string | undefined;
  order: string;
  amount: number;
}

export interface Shop {
  requests: ShopRequest[];
  /** Refunds that really happened. A repeated key does not refund again. */
  refunds: Refund[];
  addOrder(more?: Partial<Order>): Order;
  addCustomer(more?: Partial<Customer>): Customer;
  addStock(): Stock;
  addRate(): Rate;
  /** Decides about every request before the shop does; undefined lets it answer as always. */
  interfere(how: Interference): void;
  /** How many requests were open at the same time, at most. */
  peak(): number;
  /** Waits until that many requests are open, or until `ms` are over. @returns whether they were */
  untilOpen(count: number, ms: number): Promise<boolean>;
  /** Waits until no request is open. @returns whether that happened */
  quiet(ms: number): Promise<boolean>;
}

const POLL_MS = 10;

/** Opens a shop for this check and gives the learner's program its address. */
export async function openShop(t: CheckTools): Promise<Shop> {
  const orders = new Map<string, Order>();
  const customers: Customer[] = [];
  const stock: Stock[] = [];
  const rates: Rate[] = [];
  const requests: ShopRequest[] = [];
  const refunds: Refund[] = [];
  let interference: Interference = () => undefined;
  let peak = 0;
  const open = (): number => requests.filter(({ isOpen }) => isOpen).length;
  const notFound: Reply = { status: 404, body: { error: 'not found' } };

  function refund(order: Order, request: ShopRequest): Reply {
    const key = request.headers['idempotency-key']?.toString();
    const amount = Number((request.body as { amount?: unknown } | null)?.amount);
    if (!(amount > 0)) return { status: 400, body: { error: 'no amount' } };
    if (amount > order.total) return { status: 409, body: { error: 'more than the order cost' } };
    let made = refunds.find((one) => key !== undefined && one.key === key);
    if (!made)
      refunds.push(
        (made = { refund: `R-${t.random.int(100, 999)}${refunds.length}`, key, order: order.order, amount }),
      );
    return { status: 201, body: { refund: made.refund, order: made.order, amount: made.amount } };
  }

  function normally(request: ShopRequest): Reply {
    const { method, path, query } = request;
    const [, collection, id, sub, more] = path.split('/');
    const order = orders.get(id ?? '');
    if (collection === 'orders' && order && more === undefined) {
      if (method === 'POST' && sub === 'refunds') return refund(order, request);
      if (method === 'GET' && sub === undefined) return { status: 200, body: order };
    }
    if (method !== 'GET' || id !== undefined) return notFound;
    const found = { customers, stock, rates }[collection as 'customers'] ?? [];
    const row = (found as object[]).find((one) =>
      Object.entries(query).every(([key, value]) => String((one as Record<string, unknown>)[key]) === value),
    );
    return row && Object.keys(query).length > 0 ? { status: 200, body: row } : notFound;
  }

  const shopUrl = await t.serve((incoming, response) => {
    const url = new URL(incoming.url ?? '/', 'http://shop');
    const request: ShopRequest = {
      method: incoming.method ?? 'GET',
      path: decoded(url.pathname),
      query: Object.fromEntries(url.searchParams),
      headers: incoming.headers,
      body: null,
      isOpen: true,
      wasLeft: false,
    };
    requests.push(request);
    peak = Math.max(peak, open());
    response.on('close', () => {
      request.wasLeft = !response.writableFinished;
      request.isOpen = false;
    });
    response.on('finish', () => (request.isOpen = false));
    void (async () => {
      request.body = await readBody(incoming);
      const reply = (await interference(request, () => normally(request))) ?? normally(request);
      await send(response, reply);
    })().catch(() => response.destroy());
  });
  t.env({ SHOP_URL: shopUrl });

  const freshOrderId = (): string => {
    const id = someOrderId(t);
    return orders.has(id) ? freshOrderId() : id;
  };
  async function until(condition: () => boolean, ms: number): Promise<boolean> {
    const end = performance.now() + ms;
    while (!condition()) {
      if (performance.now() > end) return false;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    return true;
  }
  return {
    requests,
    refunds,
    addOrder(more = {}) {
      const order = { ...someOrder(t, freshOrderId()), ...more };
      orders.set(order.order, order);
      return order;
    },
    addCustomer(more = {}) {
      const customer = { ...someCustomer(t, freshOrderId()), ...more };
      customers.unshift(customer);
      return customer;
    },
    addStock() {
      const row = someStock(t);
      stock.unshift(row);
      return row;
    },
    addRate() {
      const row = someRate(t);
      rates.unshift(row);
      return row;
    },
    interfere: (how) => void (interference = how),
    peak: () => peak,
    untilOpen: (count, ms) => until(() => open() >= count, ms),
    quiet: (ms) => until(() => open() === 0, ms),
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function readBody(incoming: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of incoming.setEncoding('utf8')) text += chunk;
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return text;
  }
}
