import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { LIVE, refused, report } from './lib/cli.ts';
import {
  answerCases,
  asked,
  expectResult,
  expectSummary,
  makeCases,
  makePrompt,
  pickExamples,
  run,
  runArgs,
  saying,
} from './lib/runs.ts';
import { PLAIN_QUEUES, respelled, type Case } from './lib/tickets.ts';
import { sentIn } from './lib/wire.ts';

const ids = (cases: readonly Case[]): string[] => cases.map(({ id }) => id);

/** The model was asked about each of the cases, and about no other. */
function expectAsked(
  t: CheckTools,
  cases: readonly Case[],
  { wanted, message }: { wanted: readonly Case[]; message: string },
): void {
  const calls = asked(t, cases);
  t.expect.equal([...new Set(calls)].toSorted(), ids(wanted).toSorted(), message);
  // A busy machine can make a client repeat a call or two.
  t.expect.that(calls.length < 1.5 * wanted.length, {
    message,
    expected: wanted.length,
    actual: calls.length,
  });
}

const checks: DefineChecks = (check) => [
  check('labels', 'Label answers are graded exactly', async (t) => {
    const { queues, cases, dev } = makeCases(t, { dev: 4 });
    const prompt = makePrompt(queues);
    const [spaced, upper, sentence, wrong, empty] = t.random.sample(dev, 5) as [Case, Case, Case, Case, Case];
    const other = queues.find((queue) => queue !== wrong.queue)!;
    const said = new Map([
      [spaced.id, ` ${spaced.queue}\n`],
      [upper.id, upper.queue.toUpperCase()],
      [sentence.id, `It is not ${other} but ${sentence.queue}`],
      [wrong.id, other],
      [empty.id, ''],
    ]);
    answerCases(t, cases, ({ id, queue }) => saying(said.get(id) ?? queue));
    const ran = await run(t, { prompt, cases });
    expectAsked(t, cases, {
      wanted: dev,
      message: '`run` should ask once about every dev case, and about no other.',
    });
    const call = t.gateway.messages()[0];
    t.expect.that(sentIn(call).system === prompt.system && sentIn(call).messages.length === 1, {
      message:
        'Each call should send what requestFor (request_for in Python) makes: the system prompt, and the ticket as the one message.',
      actual: call?.body,
      call: call?.index,
    });
    const passes = { status: 'pass', grader: null } as const;
    expectResult(t, ran.of(spaced.id), { ...passes, why: 'white space around a label does not matter.' });
    expectResult(t, ran.of(upper.id), { ...passes, why: 'upper and lower case do not matter.' });
    const fails = { status: 'fail', grader: 'exact' } as const;
    expectResult(t, ran.of(wrong.id), { ...fails, answer: other, why: 'the model named another queue.' });
    expectResult(t, ran.of(sentence.id), {
      ...fails,
      why: 'a sentence that has the label in it is not the label. The program behind it could not use it.',
    });
    expectResult(t, ran.of(empty.id), { ...fails, why: 'an empty answer is a wrong answer.' });
    t.expect.that(
      typeof ran.of(wrong.id).reason === 'string',
      'A failed result should have a reason in words.',
    );
    t.expect.equal(
      ran.results.map(({ id }) => id),
      ids(dev),
      'The results should be in the order of the cases.',
    );
    expectSummary(t, ran.said, { passed: dev.length - 3, failed: 3, errors: 0 });
    t.expect.match(
      ran.file,
      { name: prompt.name, split: 'dev', summary: ran.said },
      'The file should have the name of the prompt, the split and the summary that was printed.',
    );
    const own = dev.filter(({ queue }) => queue === wrong.queue);
    const good = own.filter((one) => ![sentence, wrong, empty].includes(one));
    t.expect.match(
      ran.said['queues'],
      { [wrong.queue]: { total: own.length, passed: good.length } },
      `The report should count the queue ${wrong.queue} by itself, under "queues".`,
    );
  }),

  check('json', 'JSON answers are graded by form first', async (t) => {
    const { queues, cases, dev } = makeCases(t, { dev: 4 });
    const prompt = makePrompt(queues, { answer: 'json' });
    const right = ({ queue }: Case): object => ({ queue, urgent: t.random.chance(0.5) });
    type Bad = [why: string, grader: string, answer: (one: Case) => string];
    const bad: Bad[] = [
      [
        'the queue is another one.',
        'exact',
        (one) => JSON.stringify({ ...right(one), queue: queues.find((q) => q !== one.queue) }),
      ],
      [
        "the queue is none of the prompt's queues.",
        'schema',
        (one) => JSON.stringify({ ...right(one), queue: `${one.queue}_b` }),
      ],
      ['"urgent" is missing.', 'schema', ({ queue }) => JSON.stringify({ queue })],
      [
        '"urgent" is a text, and should be true or false.',
        'schema',
        ({ queue }) => JSON.stringify({ queue, urgent: 'false' }),
      ],
      [
        'there is a key that nobody asked for.',
        'schema',
        (one) => JSON.stringify({ ...right(one), note: 'x' }),
      ],
      ['there are words around the JSON.', 'schema', (one) => `Here it is: ${JSON.stringify(right(one))}`],
      ['the bare label is not JSON.', 'schema', ({ queue }) => queue],
      ['a list is not an object.', 'schema', (one) => JSON.stringify([right(one)])],
    ];
    const given = new Map(t.random.sample(dev, bad.length).map((one, i) => [one.id, bad[i]!]));
    answerCases(t, cases, (one) => saying(given.get(one.id)?.[2](one) ?? `${JSON.stringify(right(one))}\n`));
    const ran = await run(t, { prompt, cases });
    for (const { id } of dev) {
      const [why, grader] = given.get(id) ?? [];
      if (grader === undefined)
        expectResult(t, ran.of(id), { status: 'pass', grader: null, why: 'this answer is right.' });
      else expectResult(t, ran.of(id), { status: 'fail', grader, why: why! });
    }
    expectSummary(t, ran.said, { passed: dev.length - bad.length, failed: bad.length, errors: 0 });
  }),

  check('errors', 'A call that fails is an error: no pass, no fail, and not forgotten', async (t) => {
    const { queues, cases, dev } = makeCases(t, { dev: 4 });
    const [wrong, ...broken] = t.random.sample(dev, t.random.int(3, 5)) as [Case, ...Case[]];
    answerCases(t, cases, (one) => {
      if (broken.includes(one)) return { kind: 'status', status: 400 };
      return saying(one === wrong ? 'none' : one.queue);
    });
    const ran = await run(t, { prompt: makePrompt(queues), cases });
    for (const { id } of broken) {
      expectResult(t, ran.of(id), {
        status: 'error',
        answer: null,
        grader: null,
        why: 'the call failed with status 400. That says nothing about the prompt, and it is no pass.',
      });
    }
    expectResult(t, ran.of(wrong.id), { status: 'fail', grader: 'exact', why: 'the answer was wrong.' });
    expectSummary(t, ran.said, { passed: dev.length - 1 - broken.length, failed: 1, errors: broken.length });
  }),

  check('all-pass', 'Even ten of ten have an interval', async (t) => {
    const { queues, cases, dev } = makeCases(t, { dev: t.random.int(3, 6) });
    answerCases(t, cases, ({ queue }) => saying(queue));
    const { said } = await run(t, { prompt: makePrompt(queues), cases });
    expectSummary(t, said, { passed: dev.length, failed: 0, errors: 0 });
  }),

  check('holdout-on-demand', 'The hold-out is run on demand only', async (t) => {
    const { queues, cases } = makeCases(t, { dev: 2, holdout: 3 });
    answerCases(t, cases, ({ queue }) => saying(queue));
    const ran = await run(t, { prompt: makePrompt(queues), cases, flags: ['--split', 'holdout'] });
    const held = cases.filter(({ split }) => split === 'holdout');
    expectAsked(t, cases, {
      wanted: held,
      message: 'With `--split holdout`, `run` should ask about the hold-out cases only.',
    });
    expectSummary(t, ran.said, { passed: held.length, failed: 0, errors: 0 });
  }),

  check('leak', 'A prompt that shows a hold-out case is refused', async (t) => {
    const { queues, cases, dev } = makeCases(t, { dev: 3 });
    const leaked = t.random.pick(cases.filter(({ split }) => split === 'holdout'));
    const examples = [
      { text: dev[0]!.text, queue: dev[0]!.queue },
      { text: respelled(t, leaked.text), queue: leaked.queue },
    ];
    answerCases(t, cases, ({ queue }) => saying(queue));
    const args = runArgs(t, { prompt: makePrompt(queues, { examples }), cases });
    const why = `one of the prompt's examples is the hold-out case ${leaked.id}, in other spelling`;
    const words = await refused(t, args, { why });
    t.expect.that(words.includes(leaked.id), {
      message: 'The refusal should name the hold-out case that leaked.',
      expected: leaked.id,
      actual: words,
    });
    t.expect.equal(t.gateway.messages().length, 0, 'A refused run should not call the model.');
  }),

  check('examples-skipped', 'A case that is an example is no test', async (t) => {
    const { queues, cases, dev } = makeCases(t, { dev: 4 });
    const shown = t.random.sample(dev, 3);
    const examples = shown.map(({ text, queue }) => ({ text: respelled(t, text), queue }));
    answerCases(t, cases, ({ queue }) => saying(queue));
    const ran = await run(t, { prompt: makePrompt(queues, { examples }), cases });
    const left = dev.filter((one) => !shown.includes(one));
    expectAsked(t, cases, {
      wanted: left,
      message: 'The model sees the answer of an example in the prompt: `run` should leave such a case out.',
    });
    t.expect.equal(
      (ran.file['skipped'] as string[] | undefined)?.toSorted(),
      ids(shown).toSorted(),
      'The file should list the ids of the cases that were left out, as "skipped".',
    );
    expectSummary(t, ran.said, { passed: left.length, failed: 0, errors: 0 });
    const { system } = sentIn(t.gateway.messages()[0]);
    t.expect.that(
      examples.every(({ text }) => system.includes(text)),
      {
        message: 'The examples should be in the system prompt, as requestFor writes them.',
        actual: system,
      },
    );
  }),

  check(
    'live-run',
    'A real model routes most tickets when it has seen examples',
    { live: true },
    async (t) => {
      const { queues, cases, dev } = makeCases(t, { dev: 6, holdout: 0, queues: PLAIN_QUEUES });
      const prompt = makePrompt(queues, { examples: pickExamples(t, dev, 3) });
      const said = await report(t, runArgs(t, { prompt, cases }), LIVE);
      const { total, errors } = said as { total: number; errors: number };
      t.expect.equal([total, errors], [12, 0], 'All 12 cases that are no examples should get an answer.');
      t.expect.that(Number(said['passRate']) >= 0.5, {
        message:
          'With an example of each queue, a model should route at least half of the tickets right. Is the prompt sent as requestFor makes it?',
        actual: said,
      });
    },
  ),
];

export default checks;
