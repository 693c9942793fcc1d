import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

// A shop to play with: `npm run shop`. The checks bring their own, with worse days.
interface Order {
  order: string;
  total: number;
}
interface Data {
  orders: Order[];
  customers: { name: string }[];
  stock: { product: string; warehouse: string; count: number }[];
  rates: Record<string, number>;
}

const data = JSON.parse(readFileSync(new URL('data/shop.json', import.meta.url), 'utf8')) as Data;
const refunds = new Map<string, object>();

async function answer(request: IncomingMessage): Promise<[status: number, body: object]> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const [, collection, id, sub] = pathname.split('/').map(decodeURIComponent);
  const query = (name: string): string => searchParams.get(name) ?? '';
  const order = data.orders.find((one) => one.order === id);
  if (collection === 'orders' && order && sub === 'refunds' && request.method === 'POST') {
    const key = String(request.headers['idempotency-key'] ?? randomUUID());
    const { amount } = JSON.parse(await readText(request)) as { amount: number };
    if (amount > order.total) return [409, { error: 'more than the order cost' }];
    const refund = refunds.get(key) ?? { refund: `R-${refunds.size + 1}`, order: order.order, amount };
    refunds.set(key, refund);
    return [201, refund];
  }
  if (collection === 'orders' && order && !sub) return [200, order];
  if (collection === 'customers') {
    const customer = data.customers.find(({ name }) => name === query('name'));
    if (customer) return [200, customer];
  }
  if (collection === 'stock') {
    const [product, warehouse] = [query('product'), query('warehouse')];
    const rows = data.stock.filter((row) => row.product === product);
    const count = rows
      .filter((row) => warehouse === '' || row.warehouse === warehouse)
      .reduce((sum, row) => sum + row.count, 0);
    if (rows.length > 0) return [200, { product, ...(warehouse ? { warehouse } : {}), count }];
  }
  if (collection === 'rates') {
    const [source, target] = [query('source'), query('target')];
    const rate = (data.rates[target] ?? 0) / (data.rates[source] ?? 0);
    if (rate > 0 && rate < Infinity) return [200, { source, target, rate }];
  }
  return [404, { error: 'not found' }];
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

createServer((request, response) => {
  answer(request).then(
    ([status, body]) => send(response, status, body),
    (error: unknown) => send(response, 400, { error: String(error) }),
  );
}).listen(4100, '127.0.0.1', () => console.log('The shop is at http://127.0.0.1:4100'));
