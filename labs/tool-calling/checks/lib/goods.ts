import type { CheckTools } from '../../../../electron/server/labs/checks.ts';

export interface Order {
  order: string;
  status: string;
  product: string;
  total: number;
  currency: string;
  note: string;
  card: string;
  margin: number;
}

export interface Customer {
  name: string;
  city: string;
  order: string;
  card: string;
}

export interface Stock {
  product: string;
  warehouse: string;
  count: number;
}

export interface Rate {
  source: string;
  target: string;
  rate: number;
}

const PRODUCTS = [
  'laptop',
  'printer',
  'chair',
  'router',
  'phone',
  'camera',
  'lamp',
  'jacket',
  'helmet',
  'tent',
];
const STATUSES = ['shipped', 'pending', 'paused', 'ready', 'late'];
const CITIES = [
  'Lisbon',
  'Oslo',
  'Madrid',
  'Prague',
  'Vienna',
  'Dublin',
  'Athens',
  'Riga',
  'Warsaw',
  'Milan',
];
const CURRENCIES = ['EUR', 'USD', 'GBP', 'JPY', 'CHF', 'SEK'];
const FIRST = [
  'Anna',
  'Ben',
  'Clara',
  'David',
  'Elena',
  'Grace',
  'Hugo',
  'Jonas',
  'Mara',
  'Noah',
  'Olga',
  'Rosa',
];
const LAST = [
  'Brook',
  'Stone',
  'Field',
  'Marsh',
  'Silva',
  'Costa',
  'Meyer',
  'Novak',
  'Patel',
  'Lopez',
  'Weber',
];

const card = (t: CheckTools): string =>
  `4111 ${t.random.int(1000, 9999)} ${t.random.int(1000, 9999)} ${t.random.int(1000, 9999)}`;

export const someOrderId = (t: CheckTools): string =>
  `${t.random.pick(['ORD', 'QX', 'LM', 'TK', 'REQ', 'PN', 'KB'])}-${t.random.int(10, 9999)}`;

export function someOrder(t: CheckTools, order: string): Order {
  return {
    order,
    status: t.random.pick(STATUSES),
    product: t.random.pick(PRODUCTS),
    total: t.random.int(2000, 90_000) / 100,
    currency: t.random.pick(CURRENCIES),
    note: t.random.chance(0.5) ? '' : 'Please ring twice.',
    card: card(t),
    margin: t.random.int(100, 999) / 100,
  };
}

export function someCustomer(t: CheckTools, order: string): Customer {
  const name = `${t.random.pick(FIRST)} ${t.random.pick(LAST)}`;
  return { name, city: t.random.pick(CITIES), order, card: card(t) };
}

export function someStock(t: CheckTools): Stock {
  return {
    product: t.random.pick(PRODUCTS),
    warehouse: t.random.pick(CITIES),
    count: t.random.int(0, 400),
  };
}

export function someRate(t: CheckTools): Rate {
  const source = t.random.pick(CURRENCIES);
  const target = t.random.pick(CURRENCIES.filter((one) => one !== source));
  return { source, target, rate: t.random.int(20, 900) / 100 };
}
