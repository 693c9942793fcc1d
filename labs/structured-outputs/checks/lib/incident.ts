import type { CheckTools } from '../../../../electron/server/labs/checks.ts';

/** What the model fills in. */
export interface Draft {
  service: string | null;
  date: string | null;
  severity: string | null;
  duration: string | null;
  cost: string | null;
  ticket?: string | null;
}

/** What comes out of it. */
export type IncidentRecord = Record<string, unknown>;

export interface Incident {
  text: string;
  draft: Draft;
  record: IncidentRecord;
}

export type Version = 1 | 2;

export const KEYS = {
  1: 'service date severity duration cost'.split(' '),
  2: 'service date severity duration cost ticket'.split(' '),
};
export const LEVELS = { 1: ['low', 'medium', 'high'], 2: ['low', 'medium', 'high', 'critical'] };

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

export function randomDate(t: CheckTools): { words: string; value: string } {
  const [year, month, day] = [t.random.int(2024, 2029), t.random.int(1, 12), t.random.int(1, 28)];
  const value = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return { value, words: t.random.chance(0.4) ? value : `${day} ${MONTHS[month - 1]} ${year}` };
}

export function randomDuration(t: CheckTools): { words: string; minutes: number } {
  const [unit, minutes, most] = t.random.pick([
    ['minutes', 1, 59],
    ['hours', 60, 23],
    ['days', 1440, 9],
  ] as const);
  const count = t.random.int(2, most);
  return { words: `${count} ${unit}`, minutes: count * minutes };
}

export function randomDollars(t: CheckTools): { words: string; value: object } {
  const [dollars, cents] = [t.random.int(20, 999), t.random.int(10, 99)];
  return t.random.chance(0.5)
    ? { words: `$${dollars}`, value: { minorUnits: dollars * 100, currency: 'USD' } }
    : { words: `$${dollars}.${cents}`, value: { minorUnits: dollars * 100 + cents, currency: 'USD' } };
}

/** A report in short sentences, what a model should make of it, and the record. `without` names facts it lacks. */
export function incident(
  t: CheckTools,
  { version = 1, without = [] }: { version?: Version; without?: readonly string[] } = {},
): Incident {
  const [service, ticket] = [t.random.name(), `INC-${t.random.int(1000, 9999)}`];
  const [date, duration, cost] = [randomDate(t), randomDuration(t), randomDollars(t)];
  const severity = t.random.pick(LEVELS[version]);
  const has = (key: string): boolean => !without.includes(key) && KEYS[version].includes(key);
  const say = (key: string, ...ways: string[]): string[] => (has(key) ? [t.random.pick(ways)] : []);
  const text = [
    ...say('service', `The service is ${service}.`, `Service: ${service}.`, `The service was ${service}.`),
    ...say('date', `The date is ${date.words}.`, `It happened on ${date.words}.`),
    ...say('duration', `The duration was ${duration.words}.`, `It lasted ${duration.words}.`),
    ...say('severity', `The severity was ${severity}.`, `Severity: ${severity}.`),
    ...say('cost', `The cost was ${cost.words}.`, `Cost: ${cost.words}.`),
    ...say('ticket', `The ticket is ${ticket}.`, `Ticket: ${ticket}.`),
    ...(t.random.chance(0.4) ? ['More details will follow.'] : []),
  ].join(' ');
  const known = <T>(key: string, value: T): T | null => (has(key) ? value : null);
  const draft: Draft = {
    service: known('service', service),
    date: known('date', date.words),
    severity: known('severity', severity),
    duration: known('duration', duration.words),
    cost: known('cost', cost.words),
    ...(version === 2 ? { ticket: known('ticket', ticket) } : {}),
  };
  const common = {
    version,
    service: draft.service,
    date: known('date', date.value),
    severity: draft.severity,
    cost: known('cost', cost.value),
  };
  const { minutes } = duration;
  const record =
    version === 1
      ? { ...common, durationMinutes: known('duration', minutes) }
      : { ...common, durationSeconds: known('duration', minutes * 60), ticket: draft.ticket };
  return { text, draft, record };
}

/** How many fields of a draft or record are as they should be. */
export function rightFields(actual: unknown, expected: object): number {
  const given = (typeof actual === 'object' ? actual : null) as Record<string, unknown> | null;
  return Object.entries(expected).filter(
    ([key, value]) => JSON.stringify(given?.[key]) === JSON.stringify(value),
  ).length;
}
