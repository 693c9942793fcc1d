import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { incident } from './lib/incident.ts';
import { expectRecord, expectStatus } from './lib/results.ts';
import { saying, spoiled, withWords } from './lib/script.ts';
import { bodyOf, expectCalls, fn, turnsOf } from './lib/wire.ts';

const CUT = { stopReason: 'max_tokens' } as const;

/** The second of two calls is the first once more, with room for a longer answer. */
function expectMoreRoom(t: CheckTools, from: number): void {
  const [before, after] = t.gateway.messages().slice(from);
  t.expect.equal(
    turnsOf(after),
    turnsOf(before),
    'After a cut answer the same messages should be sent again: half an answer is nothing to go on from.',
  );
  const [least, actual] = [Number(bodyOf(before).max_tokens) * 2, Number(bodyOf(after).max_tokens)];
  t.expect.that(actual >= least, {
    message:
      'After a cut answer max_tokens should be at least twice as large, or the next answer is cut too.',
    expected: `${least} or more`,
    actual,
  });
}

const checks: DefineChecks = (check) => [
  check('cut-once', 'A cut answer is asked for again, with more room', async (t) => {
    const { text, draft, record } = incident(t);
    const json = JSON.stringify(draft);
    t.gateway.plan([
      { kind: 'answer', text: json.slice(0, t.random.int(5, json.length - 2)), ...CUT },
      saying(draft),
    ]);
    const result = await t.call('extract', { text });
    expectCalls(
      t,
      2,
      `${fn(t, 'extract')} should ask once more when an answer ends with stop_reason "max_tokens".`,
    );
    expectMoreRoom(t, 0);
    expectRecord(t, result, { what: fn(t, 'extract'), record });
  }),

  check('cut-twice', 'A second cut is the end: truncated', async (t) => {
    const { text, draft } = incident(t);
    const json = JSON.stringify(draft);
    t.gateway.plan([
      { kind: 'answer', text: json.slice(0, t.random.int(5, json.length - 2)), ...CUT, match: 'every' },
    ]);
    const result = await t.call('extract', { text });
    expectCalls(
      t,
      2,
      `${fn(t, 'extract')} should not ask a third time when the longer answer is cut as well.`,
    );
    expectStatus(t, result, {
      what: fn(t, 'extract'),
      status: 'truncated',
      why: 'both answers were cut by max_tokens',
    });
  }),

  check('cut-but-json', 'A cut answer is not used, even if it is JSON', async (t) => {
    const { text, draft, record } = incident(t);
    const half = { ...draft, cost: null, duration: null };
    t.gateway.plan([saying(half, 'format', CUT), saying(draft)]);
    const result = await t.call('extract', { text });
    expectCalls(
      t,
      2,
      `${fn(t, 'extract')} should look at stop_reason before it looks at the text: an answer that was cut may still be JSON.`,
    );
    expectRecord(t, result, { what: fn(t, 'extract'), record });
  }),

  check('cut-repair', 'A repair that is cut is asked for again as well', async (t) => {
    const { text, draft, record } = incident(t);
    const bad = spoiled(t, draft, t.random.pick(['date', 'duration', 'cost'] as const));
    t.gateway.plan([saying(bad.draft), { kind: 'answer', text: '{"service": "', ...CUT }, saying(draft)]);
    const result = await t.call('extract', { text: withWords(text, bad.words) });
    expectCalls(
      t,
      3,
      `${fn(t, 'extract')} should ask a third time when the second answer, a repair, was cut.`,
    );
    expectMoreRoom(t, 1);
    expectRecord(t, result, { what: fn(t, 'extract'), record });
  }),

  check('refused', 'A refusal is a result, and nobody argues', async (t) => {
    const { text, draft } = incident(t);
    const said = t.random.pick([undefined, 'I cannot help with that.', JSON.stringify(draft)]);
    t.gateway.plan([{ kind: 'refusal', ...(said === undefined ? {} : { text: said }), match: 'every' }]);
    const result = await t.call('extract', { text });
    expectCalls(t, 1, `${fn(t, 'extract')} should not ask again after stop_reason "refusal".`);
    expectStatus(t, result, {
      what: fn(t, 'extract'),
      status: 'refused',
      why: 'the model ended with stop_reason "refusal"',
    });
  }),

  check('refused-repair', 'A refused repair is a refusal', async (t) => {
    const { text, draft } = incident(t);
    const bad = spoiled(t, draft, 'date');
    t.gateway.plan([saying(bad.draft), { kind: 'refusal', match: 'every' }]);
    const result = await t.call('extract', { text: withWords(text, bad.words) });
    expectCalls(t, 2, `${fn(t, 'extract')} should stop at the refusal, also when it answers a repair.`);
    expectStatus(t, result, {
      what: fn(t, 'extract'),
      status: 'refused',
      why: 'the model ended with stop_reason "refusal"',
    });
  }),
];

export default checks;
