import { config } from './config.ts';

export type Input = Record<string, unknown>;

/** What went wrong, in words for the model. */
export class ForModel extends Error {}

type Test = (value: unknown) => boolean;
const isText: Test = (value) => typeof value === 'string';
const isOrder: Test = (value) => isText(value) && /^[A-Z]{2,4}-[0-9]{2,6}$/.test(String(value));
const isCode: Test = (value) => isText(value) && /^[A-Z]{3}$/.test(String(value));
const isShort: Test = (value) =>
  isText(value) && String(value).trim() !== '' && String(value).trim().length <= 80;
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isMoney: Test = (value) =>
  isNumber(value) && value > 0 && value <= 10_000 && Number(value.toFixed(2)) === value;

interface Argument {
  test: Test;
  json: object;
  isOptional?: boolean;
}
const order: Argument = { test: isOrder, json: { type: 'string', pattern: '^[A-Z]{2,4}-[0-9]{2,6}$' } };
const short: Argument = { test: isShort, json: { type: 'string', maxLength: 80 } };
const code: Argument = { test: isCode, json: { type: 'string' } };
const money: Argument = { test: isMoney, json: { type: 'number' } };

export interface Tool {
  description: string;
  schema: object;
  isRisky: boolean;
  check(input: Input): void;
  run(input: Input, signal: AbortSignal, key: string): Promise<object>;
}

function tool(description: string, args: Record<string, Argument>, run: Tool['run'], isRisky = false): Tool {
  const required = Object.keys(args).filter((name) => !args[name]!.isOptional);
  const properties = Object.fromEntries(Object.entries(args).map(([name, { json }]) => [name, json]));
  return {
    description,
    isRisky,
    run,
    schema: { type: 'object', properties, required, additionalProperties: false },
    check(input) {
      for (const name of Object.keys(input)) {
        if (!Object.hasOwn(args, name)) throw new ForModel(`There is no argument ${name}.`);
      }
      for (const [name, { test, isOptional }] of Object.entries(args)) {
        if (isOptional && input[name] === undefined) continue;
        if (!test(input[name])) throw new ForModel(`${name} is missing or wrong.`);
      }
    },
  };
}

/** The fields that pass their tests, and no others. */
function pick(answer: Input, tests: Record<string, Test>): Input {
  for (const [name, test] of Object.entries(tests)) {
    if (!test(answer[name])) throw new ForModel('Nonsense from the shop.');
  }
  return Object.fromEntries(Object.keys(tests).map((name) => [name, answer[name]]));
}

async function shop(path: string, init: RequestInit, signal: AbortSignal, tries: number): Promise<Input> {
  const mayWait = init.method === 'POST';
  for (let left = tries - 1; ; left -= 1) {
    let status: number;
    let text: string;
    try {
      const limits = [signal, AbortSignal.timeout(config.toolTimeoutMs)];
      const response = await fetch(config.shopUrl + path, { ...init, signal: AbortSignal.any(limits) });
      status = response.status;
      text = await response.text();
    } catch (error) {
      signal.throwIfAborted();
      const isSlow = (error as Error).name === 'TimeoutError';
      if (left > 0 && (mayWait || !isSlow)) continue;
      throw new ForModel(isSlow ? 'Too slow.' : 'Not reachable.');
    }
    if ([502, 503, 504].includes(status) && left > 0) continue;
    if (status === 404) throw new ForModel('Not found.');
    if (status < 200 || status > 299) throw new ForModel(`Failed: ${status}.`);
    try {
      return Object(JSON.parse(text)) as Input;
    } catch {
      throw new ForModel('Nonsense from the shop.');
    }
  }
}

const get = (path: string, query: Input, signal: AbortSignal): Promise<Input> => {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return shop(`${path}?${pairs.join('&')}`, {}, signal, 2);
};
const same =
  (wanted: unknown): Test =>
  (value) =>
    value === wanted;

export const tools = new Map<string, Tool>([
  [
    'get_order_status',
    tool('Get the status of an order', { order }, async (input, signal) => {
      const found = await get(`/orders/${String(input.order)}`, {}, signal);
      const total: Test = (value) => isNumber(value) && value >= 0;
      const tests = {
        order: same(input.order),
        status: isText,
        product: isText,
        total,
        currency: isText,
        note: isText,
      };
      const picked = pick(found, tests);
      return { ...picked, note: String(picked.note).substring(0, config.maxNoteCharacters) };
    }),
  ],
  [
    'find_customer',
    tool('Find a customer by name', { name: short }, async (input, signal) => {
      const name = String(input.name).trim();
      return pick(await get('/customers', { name }, signal), {
        name: same(name),
        city: isText,
        order: isOrder,
      });
    }),
  ],
  [
    'check_stock',
    tool(
      'Check how many items are in stock',
      { product: short, warehouse: { ...short, isOptional: true } },
      async (input, signal) => {
        const tests = Object.fromEntries(Object.entries(input).map(([name, value]) => [name, same(value)]));
        const count: Test = (value) => isNumber(value) && Number.isInteger(value) && value >= 0;
        return pick(await get('/stock', input, signal), { ...tests, count });
      },
    ),
  ],
  [
    'convert_currency',
    tool(
      'Convert money between currencies',
      { amount: money, source: code, target: code },
      async (input, signal) => {
        const { source, target } = input;
        const found = await get('/rates', { source, target }, signal);
        const rate: Test = (value) => isNumber(value) && value > 0;
        const picked = pick(found, { source: same(source), target: same(target), rate });
        return {
          amount: Math.round(Number(input.amount) * Number(picked.rate) * 100) / 100,
          currency: target,
        };
      },
    ),
  ],
  [
    'refund_order',
    tool(
      'Refund an order',
      { order, amount: money },
      async (input, signal, key) => {
        const init = {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
          body: JSON.stringify({ amount: input.amount }),
        };
        const made = await shop(`/orders/${String(input.order)}/refunds`, init, signal, 3);
        return pick(made, { refund: isText, order: same(input.order), amount: same(input.amount) });
      },
      true,
    ),
  ],
]);
