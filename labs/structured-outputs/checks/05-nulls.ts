import type { DefineChecks } from '../../../electron/server/labs/checks.ts';
import { incident, type Draft } from './lib/incident.ts';
import { expectObjection } from './lib/repair.ts';
import { asResult, expectProblems, expectRecord } from './lib/results.ts';
import { saying } from './lib/script.ts';
import { expectCalls, fn } from './lib/wire.ts';

const INVENTED = {
  service: 'Payments',
  date: '1 January 2020',
  duration: '77 minutes',
  cost: '$99,999',
} as const;
type Field = keyof typeof INVENTED;

const checks: DefineChecks = (check) => [
  check('invented', 'A value that the report does not have is sent back', async (t) => {
    const field = t.random.pick(Object.keys(INVENTED) as Field[]);
    const { text, draft, record } = incident(t, { without: [field] });
    t.gateway.plan([saying({ ...draft, [field]: INVENTED[field] }), saying(draft)]);
    const result = await t.call('extract', { text });
    expectCalls(
      t,
      2,
      `${fn(t, 'extract')} should send back ${JSON.stringify({ [field]: INVENTED[field] })}: the report does not have these words.`,
    );
    const objection = expectObjection(t, t.gateway.messages()[1], [field, INVENTED[field]]);
    t.expect.that(JSON.stringify(objection).includes('null'), {
      message: 'The message about an invented value should name null as the way out.',
      actual: objection,
    });
    expectRecord(t, result, { what: fn(t, 'extract'), record });
  }),

  check('placeholders', 'Words like "unknown" are inventions too', async (t) => {
    const { text, draft, record } = incident(t, { without: ['service'] });
    const service = t.random.pick(['unknown', 'N/A', 'none', 'not given']);
    t.gateway.plan([saying({ ...draft, service }), saying(draft)]);
    const result = await t.call('extract', { text });
    expectCalls(
      t,
      2,
      `${fn(t, 'extract')} should send back the service ${JSON.stringify(service)}: the report does not name it.`,
    );
    expectRecord(t, result, { what: fn(t, 'extract'), record });
  }),

  check('part-of-longer', 'A part of a longer word or number does not count', async (t) => {
    const [digit, cents] = [t.random.int(2, 9), t.random.int(10, 99)];
    const cases: { field: Field; said: string; draft: string }[] = t.random.shuffle([
      { field: 'duration', said: `1${digit} hours`, draft: `${digit} hours` },
      { field: 'cost', said: `$${digit}5${cents}`, draft: `$${digit}5` },
      { field: 'cost', said: `$${digit}50.${cents}`, draft: `$${digit}50` },
      { field: 'service', said: 'Barkingside', draft: 'Barking' },
    ]);
    for (const [i, { field, said, draft: wrong }] of cases.entries()) {
      const { text, draft, record } = incident(t, { without: [field] });
      t.gateway.plan([saying({ ...draft, [field]: wrong }), saying(draft)]);
      const result = await t.call('extract', { text: `${text} The ${field} was ${said}.` });
      expectCalls(
        t,
        2 * (i + 1),
        `${fn(t, 'extract')} should send back ${JSON.stringify({ [field]: wrong })} when the report says ${JSON.stringify(said)}: that is another value.`,
      );
      expectRecord(t, result, { what: fn(t, 'extract'), record });
    }
  }),

  check('copied', 'Capitals, line breaks and punctuation do not make a copy an invention', async (t) => {
    const { text, draft, record } = incident(t);
    const loose = text.replaceAll(' ', () => t.random.pick([' ', '  ', '\n'])).toUpperCase();
    t.gateway.plan([saying(draft)]);
    const result = await t.call('extract', { text: loose });
    expectCalls(
      t,
      1,
      `${fn(t, 'extract')} should take values that the report has with other capitals or line breaks.`,
    );
    expectRecord(t, result, { what: fn(t, 'extract'), record });
  }),

  check('severity-is-judged', 'A severity may be judged', async (t) => {
    const { text, draft, record } = incident(t, { without: ['severity'] });
    t.gateway.plan([saying({ ...draft, severity: 'medium' })]);
    const result = await t.call('extract', { text });
    expectCalls(
      t,
      1,
      `${fn(t, 'extract')} should take a severity that the report does not name: it is a judgement, not a copy.`,
    );
    expectRecord(t, result, { what: fn(t, 'extract'), record: { ...record, severity: 'medium' } });
  }),

  check('never-taken', 'An invention that stays is never taken', async (t) => {
    const { text, draft } = incident(t, { without: ['cost'] });
    const stubborn: Draft = { ...draft, cost: INVENTED.cost };
    t.gateway.plan([{ ...saying(stubborn), match: 'every' }]);
    const result = await t.call('extract', { text });
    expectCalls(t, 3, `${fn(t, 'extract')} should give up after three answers with the same invention.`);
    expectProblems(t, result, {
      what: fn(t, 'extract'),
      fields: ['cost'],
      why: 'all three answers have a cost that the report does not have',
    });
  }),

  check('live-nulls', 'With a real model, what is missing stays null', { live: true }, async (t) => {
    await t.passRate(6, 0.5, async () => {
      const { text, record } = incident(t, { without: [t.random.pick(['duration', 'cost'])] });
      const result = asResult(await t.call('extract', { text }, { timeoutMs: 60_000 }));
      const missing = Object.keys(record).filter((key) => record[key] === null);
      return result.status === 'ok' && missing.every((key) => result.record?.[key] === null);
    });
  }),
];

export default checks;
