import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { incident, KEYS, type Draft } from './lib/incident.ts';
import { asResult, expectProblems, expectRecord } from './lib/results.ts';
import { fn } from './lib/wire.ts';

const convert = (t: CheckTools, draft: unknown): Promise<unknown> => t.call('toRecord', { draft });

/** The words for one field become this value, everything else is as it should be. */
async function expectValue(
  t: CheckTools,
  words: Partial<Draft>,
  value: Record<string, unknown>,
): Promise<void> {
  const { draft, record } = incident(t);
  const what = `${fn(t, 'toRecord')} for ${JSON.stringify(words)}`;
  expectRecord(t, await convert(t, { ...draft, ...words }), { what, record: { ...record, ...value } });
}

/** The words for one field are refused, with a message that quotes them. */
async function expectRefused(t: CheckTools, field: keyof Draft, words: string): Promise<void> {
  const { draft } = incident(t);
  const result = await convert(t, { ...draft, [field]: words });
  const what = `${fn(t, 'toRecord')} for ${JSON.stringify({ [field]: words })}`;
  expectProblems(t, result, { what, fields: [field] });
  const message = asResult(result).problems?.find((problem) => problem.field === field)?.message;
  t.expect.that(String(message).includes(words.trim()), {
    message: `The message of a problem should quote the value that came: the model has to see what was wrong.`,
    expected: `a message with ${JSON.stringify(words)}`,
    actual: message,
  });
}

const checks: DefineChecks = (check) => [
  check('good-drafts', 'Good drafts become records, and null stays null', async (t) => {
    // West of it, a day that is made in UTC is still the day before.
    t.env({ TZ: t.random.pick(['America/Los_Angeles', 'America/New_York']) });
    for (const count of [0, 1, 2, 3]) {
      const { draft, record } = incident(t, { without: t.random.sample(KEYS[1], count) });
      expectRecord(t, await convert(t, draft), { what: fn(t, 'toRecord'), record });
    }
    const nothing = incident(t, { without: KEYS[1] });
    expectRecord(t, await convert(t, nothing.draft), {
      what: `${fn(t, 'toRecord')} for a draft of nulls`,
      record: nothing.record,
    });
    const service = t.random.name();
    await expectValue(t, { service: `  ${service}\n` }, { service });
  }),

  check('dates', 'Two forms of dates, everywhere the same day', async (t) => {
    // East of Greenwich a local midnight is still yesterday in UTC.
    t.env({ TZ: t.random.pick(['Asia/Tokyo', 'Australia/Sydney', 'Asia/Kolkata']) });
    const year = t.random.int(2024, 2029);
    await expectValue(t, { date: `1 March ${year}` }, { date: `${year}-03-01` });
    await expectValue(t, { date: `31 December ${year}` }, { date: `${year}-12-31` });
    await expectValue(t, { date: `${year}-01-01` }, { date: `${year}-01-01` });
    await expectValue(t, { date: '29 February 2028' }, { date: '2028-02-29' });
  }),

  check('bad-dates', 'Ambiguous and impossible dates are refused', async (t) => {
    const [day, year] = [t.random.int(1, 12), t.random.int(2024, 2029)];
    const bad = [
      `31 February ${year}`,
      '2027-02-29',
      `0${t.random.int(1, 9)}/0${t.random.int(1, 9)}/${year}`,
      `March ${year}`,
      `March ${day}, ${year}`,
      `${day} March`,
      `${day} March ${year % 100}`,
      `${year}03${day + 10}`,
      `${year}-13-${day + 10}`,
      'yesterday',
    ];
    for (const words of bad) await expectRefused(t, 'date', words);
  }),

  check('durations', 'Durations in minutes, hours and days', async (t) => {
    const count = t.random.int(2, 20);
    await expectValue(t, { duration: `${count} minutes` }, { durationMinutes: count });
    await expectValue(t, { duration: `${count} hours` }, { durationMinutes: count * 60 });
    await expectValue(t, { duration: `${count} days` }, { durationMinutes: count * 24 * 60 });
    await expectValue(t, { duration: '1 hour' }, { durationMinutes: 60 });
    const bad = [
      `about ${count} hours`,
      `${count}h`,
      `${count}.5 hours`,
      'two hours',
      '0 minutes',
      `-${count} minutes`,
      `${count}`,
    ];
    for (const words of bad) await expectRefused(t, 'duration', words);
  }),

  check('money', 'Money to the cent, with its currency', async (t) => {
    const [whole, cents] = [t.random.int(100, 999), t.random.int(10, 99)];
    const cost = (minorUnits: number, currency: string) => ({ cost: { minorUnits, currency } });
    await expectValue(t, { cost: `$${whole}` }, cost(whole * 100, 'USD'));
    await expectValue(t, { cost: `€${whole}.${cents}` }, cost(whole * 100 + cents, 'EUR'));
    await expectValue(
      t,
      { cost: `£12,${whole}.0${cents % 10}` },
      cost((12_000 + whole) * 100 + (cents % 10), 'GBP'),
    );
    await expectValue(t, { cost: `${whole}.${cents} USD` }, cost(whole * 100 + cents, 'USD'));
    await expectValue(t, { cost: `1,${whole} EUR` }, cost((1000 + whole) * 100, 'EUR'));
    await expectValue(t, { cost: `¥${whole}` }, cost(whole, 'JPY'));
    // In floating point, none of these times 100 is a whole number.
    for (const dollars of t.random.sample(['1.15', '4.35', '8.20', '19.99', '64.10', '1.13'], 3)) {
      await expectValue(t, { cost: `$${dollars}` }, cost(Number(dollars.replace('.', '')), 'USD'));
    }
  }),

  check('bad-money', 'Amounts that can be read in two ways are refused', async (t) => {
    const [whole, small] = [t.random.int(100, 999), t.random.int(2, 9)];
    const bad = [
      `${small}.${whole},50 EUR`,
      `$${small}.2k`,
      `about $${whole}`,
      `$${whole}.${small}`,
      `$${small},${whole % 100}`,
      `${whole}`,
      `-$${whole}`,
      `¥${whole}.50`,
      `${whole} CHF`,
    ];
    for (const words of bad) await expectRefused(t, 'cost', words);
  }),

  check('severities', 'Other names for a severity are known, new ones are refused', async (t) => {
    const ladder =
      (JSON.parse(t.data('severities.json')) as Record<string, Record<string, string[]>>)['1'] ?? {};
    for (const [level, others] of Object.entries(ladder)) {
      const alias = t.random.pick(others);
      await expectValue(t, { severity: alias }, { severity: level });
      await expectValue(t, { severity: ` ${alias.toUpperCase()} ` }, { severity: level });
      await expectValue(t, { severity: level.toUpperCase() }, { severity: level });
    }
    for (const words of [t.random.word(8), 'urgent']) await expectRefused(t, 'severity', words);
  }),

  check('all-problems', 'Every problem is told, not only the first', async (t) => {
    const { draft } = incident(t);
    const bad = {
      date: 'soon',
      severity: t.random.word(8),
      duration: 'long',
      cost: t.random.int(10, 99),
      service: '  ',
    };
    const fields = t.random.sample(Object.keys(bad), t.random.int(2, 4));
    const wrong = Object.fromEntries(Object.entries(bad).filter(([key]) => fields.includes(key)));
    const what = `${fn(t, 'toRecord')} for ${JSON.stringify(wrong)}`;
    expectProblems(t, await convert(t, { ...draft, ...wrong }), { what, fields });
  }),

  check('no-draft', 'A missing key and a missing draft are problems, not exceptions', async (t) => {
    const { draft } = incident(t);
    const key = t.random.pick(KEYS[1]);
    const rest = Object.fromEntries(Object.entries(draft).filter(([name]) => name !== key));
    const what = `${fn(t, 'toRecord')} for a draft without "${key}"`;
    const why = 'a key that is missing was forgotten, null was meant';
    expectProblems(t, await convert(t, rest), { what, fields: [key], why });
    for (const value of ['a text', ['a list'], null]) {
      const named = `${fn(t, 'toRecord')} for ${JSON.stringify(value)}`;
      expectProblems(t, await convert(t, value), { what: named, fields: ['answer'] });
    }
  }),
];

export default checks;
