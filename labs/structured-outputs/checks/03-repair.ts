import type { DefineChecks } from '../../../electron/server/labs/checks.ts';
import { incident, KEYS, rightFields } from './lib/incident.ts';
import { expectObjection, expectOwnAnswer, expectSameQuestion } from './lib/repair.ts';
import { asResult, expectProblems, expectRecord } from './lib/results.ts';
import { saying, spoiled, withWords } from './lib/script.ts';
import { bodyOf, expectCalls, fn, hasContent, turnsOf } from './lib/wire.ts';

const checks: DefineChecks = (check) => [
  check('good-at-once', 'A good answer becomes a record with one call', async (t) => {
    const { text, draft, record } = incident(t);
    t.gateway.plan([saying(draft)]);
    const result = await t.call('extract', { text });
    expectCalls(t, 1, `${fn(t, 'extract')} should ask once when the first answer is good.`);
    expectRecord(t, result, { what: fn(t, 'extract'), record });
  }),

  check('nulls-are-answers', 'Null costs no second call', async (t) => {
    const { text, draft, record } = incident(t, { without: t.random.sample(KEYS[1], t.random.int(2, 4)) });
    t.gateway.plan([saying(draft)]);
    const result = await t.call('extract', { text });
    expectCalls(
      t,
      1,
      `${fn(t, 'extract')} should take null as an answer. Whoever asks again for what a report does not say gets an invention.`,
    );
    expectRecord(t, result, { what: fn(t, 'extract'), record });
  }),

  check('repaired', 'A bad value is sent back with its problem', async (t) => {
    const { text, draft, record } = incident(t);
    const field = t.random.pick(['date', 'duration', 'cost'] as const);
    const bad = spoiled(t, draft, field);
    t.gateway.plan([saying(bad.draft), saying(draft)]);
    const result = await t.call('extract', { text: withWords(text, bad.words) });
    expectCalls(
      t,
      2,
      `${fn(t, 'extract')} should ask a second time when "${field}" is ${JSON.stringify(bad.words)}.`,
    );
    const [first, second] = t.gateway.messages();
    expectSameQuestion(t, first, second);
    expectObjection(t, second, [field, bad.words]);
    expectOwnAnswer(t, second, JSON.stringify(bad.draft));
    expectRecord(t, result, { what: fn(t, 'extract'), record });
  }),

  check('not-json', 'An answer that is not JSON is sent back', async (t) => {
    const { text, draft, record } = incident(t);
    const json = JSON.stringify(draft);
    const broken = t.random.pick([
      json.slice(0, t.random.int(20, json.length - 5)),
      json.replace(':', ' is '),
      `I read that ${draft.service} was down.`,
    ]);
    t.gateway.plan([{ kind: 'answer', text: broken }, saying(draft)]);
    const result = await t.call('extract', { text });
    expectCalls(t, 2, `${fn(t, 'extract')} should ask a second time when the answer is not JSON.`);
    const [first, second] = t.gateway.messages();
    expectSameQuestion(t, first, second);
    expectObjection(t, second, []);
    expectOwnAnswer(t, second, broken);
    expectRecord(t, result, { what: fn(t, 'extract'), record });
  }),

  check('empty-answer', 'An answer with nothing in it is asked for again', async (t) => {
    const { text, draft, record } = incident(t);
    t.gateway.plan([{ kind: 'empty' }, saying(draft)]);
    const result = await t.call('extract', { text });
    expectCalls(t, 2, `${fn(t, 'extract')} should ask a second time when the answer is empty.`);
    const [first, second] = t.gateway.messages();
    expectSameQuestion(t, first, second);
    t.expect.that(turnsOf(second).every(hasContent), {
      message:
        'The answer was empty, and the API refuses a message without content. Leave the empty turn out, and send the objection alone.',
      expected: 'messages that all have content',
      actual: bodyOf(second).messages,
    });
    expectObjection(t, second, []);
    expectRecord(t, result, { what: fn(t, 'extract'), record });
  }),

  check('preamble', 'Words or a code fence around the object cost no second call', async (t) => {
    const { text, draft, record } = incident(t);
    const json = JSON.stringify(draft, null, t.random.pick([0, 2]));
    const wrapped = t.random.shuffle([
      `Here is the record:\n\n${json}`,
      `\`\`\`json\n${json}\n\`\`\``,
      `Sure! This is what the report says:\n\`\`\`\n${json}\n\`\`\`\nTell me if you need more.`,
    ]);
    for (const [i, answer] of wrapped.entries()) {
      t.gateway.plan([{ kind: 'answer', text: answer }]);
      const result = await t.call('extract', { text });
      expectCalls(
        t,
        i + 1,
        `${fn(t, 'extract')} should find the JSON object in this answer without a second call: ${answer}`,
      );
      expectRecord(t, result, { what: fn(t, 'extract'), record });
    }
  }),

  check('bounded', 'After three bad answers it gives up and says why', async (t) => {
    const { text, draft } = incident(t);
    const fields = t.random.shuffle(['date', 'duration', 'cost'] as const);
    const bad = fields.map((field) => spoiled(t, draft, field));
    const last = fields.at(-1)!;
    t.gateway.plan([
      ...bad.slice(0, 2).map((one) => saying(one.draft)),
      { ...saying(bad[2]!.draft), match: 'every' },
    ]);
    const outcome = await t.tryCall('extract', { text: withWords(text, ...bad.map(({ words }) => words)) });
    expectCalls(t, 3, `${fn(t, 'extract')} should give up after three bad answers: three calls in all.`);
    t.expect.that(!outcome.error, {
      message: `${fn(t, 'extract')} should give a result with the status "invalid" when no answer is good, and throw nothing.`,
      actual: outcome.error,
    });
    const third = t.gateway.messages()[2];
    expectOwnAnswer(t, third, JSON.stringify(bad[1]!.draft));
    expectObjection(t, third, [fields[1]!, bad[1]!.words]);
    expectProblems(t, outcome.value, {
      what: fn(t, 'extract'),
      fields: [last],
      why: 'the third answer is bad too',
    });
  }),

  check('live-extract', 'A real model and your code make records', { live: true }, async (t) => {
    await t.passRate(6, 0.5, async () => {
      const { text, record } = incident(t);
      const result = asResult(await t.call('extract', { text }, { timeoutMs: 60_000 }));
      return result.status === 'ok' && rightFields(result.record, record) >= Object.keys(record).length - 1;
    });
  }),
];

export default checks;
