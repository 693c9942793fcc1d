import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import {
  answerCases,
  asked,
  askedSince,
  expectResult,
  expectSummary,
  makeCases,
  makePrompt,
  run,
  saying,
} from './lib/runs.ts';
import type { Case } from './lib/tickets.ts';

/** Resolves when the condition holds, or after `ms`; says which. */
async function until(condition: () => boolean, ms: number): Promise<boolean> {
  for (const end = performance.now() + ms; performance.now() < end;) {
    if (condition()) return true;
    await sleep(10);
  }
  return condition();
}

const times = (t: CheckTools, cases: readonly Case[], one: Case): number =>
  asked(t, cases).filter((id) => id === one.id).length;

const cacheFlags = (t: CheckTools): string[] => ['--cache', `${t.files.folder}/cache`];

const checks: DefineChecks = (check) => [
  check('concurrency', 'N calls at a time, and never more', async (t) => {
    const limit = t.random.int(2, 5);
    const { queues, cases, dev } = makeCases(t, { dev: 4 });
    let open = 0;
    let most = 0;
    let isHeld = true;
    answerCases(t, cases, async ({ queue }) => {
      open += 1;
      most = Math.max(most, open);
      // The first ones wait until as many are open as should be, and then a little for one too many.
      if (isHeld) {
        await until(() => most >= limit || !isHeld, 8000);
        await until(() => most > limit || !isHeld, 700);
        isHeld = false;
      }
      open -= 1;
      return saying(queue);
    });
    const ran = await run(t, { prompt: makePrompt(queues), cases, flags: ['--concurrency', String(limit)] });
    t.expect.that(most === limit, {
      message:
        most > limit
          ? `With \`--concurrency ${limit}\` there should never be more than ${limit} calls open.`
          : `With \`--concurrency ${limit}\` there should be ${limit} calls open at a time while there is work.`,
      expected: `${limit} at a time`,
      actual: `${most} at a time`,
    });
    expectSummary(t, ran.said, { passed: dev.length, failed: 0, errors: 0 });
  }),

  check('slow-case', 'One slow case does not hold up the others', async (t) => {
    const { queues, cases, dev } = makeCases(t, { dev: 4 });
    const slow = dev[t.random.int(0, 2)]!;
    let others = 0;
    let isFree = true;
    answerCases(t, cases, async (one) => {
      if (one !== slow) others += 1;
      else isFree = await until(() => others === dev.length - 1, 15_000);
      return saying(one.queue);
    });
    const ran = await run(t, { prompt: makePrompt(queues), cases, flags: ['--concurrency', '3'] });
    t.expect.that(isFree, {
      message: `While the answer about ${slow.id} was slow, the other calls should have gone on. Whoever is done takes the next case; nobody waits for a group.`,
      expected: `${dev.length - 1} other cases asked`,
      actual: `${others} when it was given up`,
    });
    t.expect.equal(
      ran.results.map(({ id }) => id),
      dev.map(({ id }) => id),
      'The results should be in the order of the cases, not of the answers.',
    );
  }),

  check('passing-trouble', 'Trouble that passes is not seen in the results', async (t) => {
    const { queues, cases, dev } = makeCases(t, { dev: 3 });
    const troubled = t.random.sample(dev, 3);
    const status = t.random.pick([429, 500, 529]);
    answerCases(t, cases, (one, time) =>
      troubled.includes(one) && time === 1 ? { kind: 'status', status } : saying(one.queue),
    );
    const ran = await run(t, { prompt: makePrompt(queues), cases });
    for (const { id } of troubled)
      expectResult(t, ran.of(id), {
        status: 'pass',
        why: `its call failed with ${status} once and would have worked the second time.`,
      });
    expectSummary(t, ran.said, { passed: dev.length, failed: 0, errors: 0 });
  }),

  check('lasting-trouble', 'Trouble that lasts ends, and the others go on', async (t) => {
    t.env({ MODEL_TIMEOUT_MS: String(t.random.int(3000, 3500)) });
    const { queues, cases, dev } = makeCases(t, { dev: 3 });
    const [busy, silent, wrong] = t.random.sample(dev, 3) as [Case, Case, Case];
    answerCases(t, cases, (one) => {
      if (one === busy) return { kind: 'status', status: 529 };
      if (one === silent) return { kind: 'timeout' };
      return one === wrong ? { kind: 'status', status: 400 } : saying(one.queue);
    });
    const ran = await run(t, { prompt: makePrompt(queues), cases });
    expectResult(t, ran.of(busy.id), { status: 'error', why: 'the model was too busy each time.' });
    expectResult(t, ran.of(silent.id), {
      status: 'error',
      why: 'the model never answered. The time limit is in the config.',
    });
    for (const one of [busy, silent]) {
      const count = times(t, cases, one);
      t.expect.that(count >= 2 && count <= 3, {
        message:
          'A call that is too busy or too slow should be repeated, and given up after three calls in all.',
        expected: '2 or 3 calls',
        actual: `${count} for ${one.id}`,
      });
    }
    t.expect.equal(
      times(t, cases, wrong),
      1,
      'Status 400 means that the request is wrong: the same request again is wrong again, so there should be one call.',
    );
    t.expect.that(
      dev.every((one) => [busy, silent, wrong].includes(one) || ran.of(one.id).status === 'pass'),
      {
        message: 'The cases whose calls were answered should pass, whatever happened to the others.',
        actual: ran.said,
      },
    );
  }),

  check('cached', 'The same run again costs nothing', async (t) => {
    const { queues, cases, dev } = makeCases(t, { dev: 3 });
    const prompt = makePrompt(queues);
    const wrong = t.random.pick(dev);
    answerCases(t, cases, (one) => saying(one === wrong ? 'none' : one.queue));
    const flags = cacheFlags(t);
    const first = await run(t, { prompt, cases, flags });
    const calls = t.gateway.messages().length;
    const second = await run(t, { prompt, cases, flags, out: 'second' });
    t.expect.equal(
      askedSince(t, cases, calls),
      0,
      'With the same `--cache`, the same run again should need no call.',
    );
    t.expect.equal(
      second.results,
      first.results,
      'The results from the cache should be those of the first run.',
    );
    await run(t, { prompt, cases, out: 'third' });
    t.expect.equal(
      askedSince(t, cases, calls),
      dev.length,
      'Without `--cache`, every case should be asked anew.',
    );
  }),

  check('cache-key', 'Whatever changes the request is asked anew', async (t) => {
    const { queues, cases, dev } = makeCases(t, { dev: 2 });
    const prompt = makePrompt(queues, { examples: [{ text: 'Is anybody there?', queue: queues[0]! }] });
    answerCases(t, cases, ({ queue }) => saying(queue));
    const flags = cacheFlags(t);
    const callsOf = async (change: Partial<typeof prompt>, env?: Record<string, string>): Promise<number> => {
      const before = t.gateway.messages().length;
      await run(t, { prompt: { ...prompt, ...change }, cases, flags }, env ? { env } : {});
      return askedSince(t, cases, before);
    };
    await callsOf({});
    const all = dev.length;
    const must = 'A cached answer belongs to one request. It should not be used when';
    t.expect.equal(
      await callsOf({ system: `${prompt.system} Be brief.` }),
      all,
      `${must} the system prompt is another one, under the same name.`,
    );
    const examples = prompt.examples.map((one) => ({ ...one, queue: queues[1]! }));
    t.expect.equal(await callsOf({ examples }), all, `${must} an example has another label.`);
    t.expect.equal(
      await callsOf({}, { CAIRN_MODEL: `other-${t.random.word()}` }),
      all,
      `${must} another model is asked.`,
    );
    t.expect.equal(
      await callsOf({ name: 'renamed' }),
      0,
      'A prompt that has only got another name sends the same requests: the cache should serve them.',
    );
  }),

  check('cache-answers-not-grades', 'The cache holds answers, not grades', async (t) => {
    const { queues, cases, dev } = makeCases(t, { dev: 3 });
    const prompt = makePrompt(queues);
    answerCases(t, cases, ({ queue }) => saying(queue));
    const flags = cacheFlags(t);
    await run(t, { prompt, cases, flags });
    const calls = t.gateway.messages().length;
    const relabelled = t.random.pick(dev);
    const queue = queues.find((one) => one !== relabelled.queue)!;
    const corrected = cases.map((one) => (one === relabelled ? { ...one, queue } : one));
    const ran = await run(t, { prompt, cases: corrected, flags });
    t.expect.equal(
      askedSince(t, cases, calls),
      0,
      'A label in the cases changes nothing in the requests: the cache should serve them.',
    );
    expectResult(t, ran.of(relabelled.id), {
      status: 'fail',
      queue,
      why: 'its label was corrected, and the answer in the cache is wrong now. Grade cached answers like fresh ones.',
    });
  }),

  check('cache-no-errors', 'An error is not kept, and a broken entry is no answer', async (t) => {
    const { queues, cases, dev } = makeCases(t, { dev: 3 });
    const prompt = makePrompt(queues);
    const broken = t.random.sample(dev, 2);
    let isUp = false;
    answerCases(t, cases, (one) =>
      !isUp && broken.includes(one) ? { kind: 'status', status: 400 } : saying(one.queue),
    );
    const flags = cacheFlags(t);
    expectSummary(t, (await run(t, { prompt, cases, flags })).said, {
      passed: dev.length - 2,
      failed: 0,
      errors: 2,
    });
    isUp = true;
    const before = t.gateway.messages().length;
    const { said } = await run(t, { prompt, cases, flags });
    expectSummary(t, said, { passed: dev.length, failed: 0, errors: 0 });
    t.expect.equal(
      askedSince(t, cases, before),
      2,
      'After a run with two errors, the next one should ask about these two only.',
    );
    for (const file of t.files.list().filter((one) => one.startsWith('cache')))
      t.files.write(file, t.files.read(file)!.slice(0, t.random.int(0, 8)));
    expectSummary(t, (await run(t, { prompt, cases, flags })).said, {
      passed: dev.length,
      failed: 0,
      errors: 0,
    });
  }),
];

export default checks;
