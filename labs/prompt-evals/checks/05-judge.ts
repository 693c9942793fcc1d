import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { command, expectNumber, LIVE, refused, report, written, type Json, type Wanted } from './lib/cli.ts';
import {
  calibrateArgs,
  honest,
  judgeArgs,
  judgeSays,
  makeJudge,
  makeLabels,
  questionOf,
  type Labelled,
} from './lib/judging.ts';
import { expectResult, expectSummary, readRun } from './lib/runs.ts';
import { sentIn } from './lib/wire.ts';

const CODE = { usable: 0, unusable: 1 } as const;

async function calibrate(
  t: CheckTools,
  labels: readonly Labelled[],
  {
    usable,
    why,
    judge = makeJudge(),
  }: { usable: boolean; why: string; judge?: ReturnType<typeof makeJudge> },
): Promise<Json> {
  const args = calibrateArgs(t, judge, labels);
  const said = await report(t, args, { ...LIVE, exit: usable ? CODE.usable : CODE.unusable, why });
  t.expect.equal(said['usable'], usable, `"usable" should be ${usable}: ${why}.`);
  t.expect.match(
    written(t, 'calibration.json', args),
    { judge: judge.name, usable },
    '`calibrate` should write its report to --out.',
  );
  return said;
}

function expectAgreement(t: CheckTools, said: Json, { pass, fail }: { pass: number; fail: number }): void {
  const part = (verdict: string): string =>
    `the share of the answers labelled "${verdict}" that the judge calls ${verdict.toUpperCase()}`;
  expectNumber(t, said['passAgreement'], {
    value: pass,
    message: `"passAgreement" should be ${part('pass')}.`,
  });
  expectNumber(t, said['failAgreement'], {
    value: fail,
    message: `"failAgreement" should be ${part('fail')}.`,
  });
}

/** A judge whose calibration is good. */
async function trusted(t: CheckTools, judge = makeJudge()): Promise<Labelled[]> {
  const labels = makeLabels(t, { pass: 10, fail: 10 });
  judgeSays(t, labels, honest);
  await calibrate(t, labels, { usable: true, why: 'it agrees with every label', judge });
  return labels;
}

const checks: DefineChecks = (check) => [
  check('asks-the-judge', 'The judge sees question, reference and answer, and no label', async (t) => {
    const labels = await trusted(t);
    const calls = t.gateway.messages();
    // A busy machine can make a client repeat a call or two.
    t.expect.that(calls.length >= labels.length && calls.length < 1.5 * labels.length, {
      message: 'The judge should be asked once about each labelled answer.',
      expected: labels.length,
      actual: calls.length,
    });
    for (const call of calls) {
      const { system, messages } = sentIn(call);
      const isOne =
        messages.length === 1 && labels.some((label) => questionOf(label) === messages[0]?.trim());
      t.expect.that(isOne && system.trim() === makeJudge().system, {
        message:
          'A call of the judge should have the judge\'s system prompt and one message of three lines: "Question: ...", "Reference: ...", "Answer: ...". The label must not be in it.',
        expected: questionOf(labels[0]!),
        actual: { system, messages },
        call: call.index,
      });
    }
  }),

  check('agreement', 'Agreement is counted for each label by itself', async (t) => {
    const labels = makeLabels(t, { pass: t.random.int(20, 24), fail: t.random.int(10, 12) });
    const of = (verdict: string): Labelled[] => labels.filter((one) => one.verdict === verdict);
    const wrong = [
      ...t.random.sample(of('pass'), t.random.int(1, 3)),
      ...t.random.sample(of('fail'), t.random.int(1, 2)),
    ];
    judgeSays(t, labels, (one) => (wrong.includes(one) === (one.verdict === 'fail') ? ' PASS\n' : 'fail'));
    const said = await calibrate(t, labels, {
      usable: true,
      why: 'it agrees with at least 80 % of each label',
    });
    const share = (verdict: string): number =>
      1 - wrong.filter((one) => one.verdict === verdict).length / of(verdict).length;
    expectAgreement(t, said, { pass: share('pass'), fail: share('fail') });
    t.expect.match(
      said,
      { total: labels.length, errors: 0 },
      'The report should have the number of labels and of errors.',
    );
    const ids = said['disagreements'];
    t.expect.equal(
      Array.isArray(ids) ? ids.map(String).toSorted() : ids,
      wrong.map(({ id }) => id).toSorted(),
      '"disagreements" should list the ids that a person should look at.',
    );
  }),

  check('always-passes', 'A judge that passes everything is found out', async (t) => {
    const pass = t.random.int(54, 60);
    const labels = makeLabels(t, { pass, fail: 10 });
    judgeSays(t, labels, () => 'PASS');
    const said = await calibrate(t, labels, {
      usable: false,
      why: `it calls everything PASS, bad answers too. That it agrees with ${pass} of ${pass + 10} labels says only that most answers are good`,
    });
    expectAgreement(t, said, { pass: 1, fail: 0 });
  }),

  check('always-fails', 'A judge that fails everything is found out', async (t) => {
    const labels = makeLabels(t, { pass: 10, fail: 40 });
    judgeSays(t, labels, () => 'FAIL');
    const said = await calibrate(t, labels, {
      usable: false,
      why: 'it calls everything FAIL, good answers too',
    });
    expectAgreement(t, said, { pass: 0, fail: 1 });
  }),

  check('no-verdict', 'Words are no verdict', async (t) => {
    const labels = makeLabels(t, { pass: 12, fail: 12 });
    const vague = t.random.sample(
      labels.filter(({ verdict }) => verdict === 'pass'),
      4,
    );
    const phrases = t.random.shuffle([
      'PASS or FAIL? Hard to say.',
      'It would be wrong to say PASS.',
      'The answer is fine.',
      '',
    ]);
    judgeSays(t, labels, (one) => (vague.includes(one) ? phrases[vague.indexOf(one)]! : honest(one)));
    const said = await calibrate(t, labels, {
      usable: false,
      why: 'it gave no verdict on 4 of 12 good answers, so it agreed with 8 of 12',
    });
    t.expect.equal(
      said['errors'],
      4,
      'An answer of the judge that is not PASS or FAIL alone is an error: no pass, and no fail.',
    );
    expectAgreement(t, said, { pass: 8 / 12, fail: 1 });
  }),

  check('too-few-labels', 'A handful of labels proves nothing', async (t) => {
    const few = t.random.int(1, 9);
    const labels = makeLabels(t, t.random.chance(0.5) ? { pass: 20, fail: few } : { pass: few, fail: 20 });
    judgeSays(t, labels, honest);
    await calibrate(t, labels, {
      usable: false,
      why: `there are ${few} labels of one kind, and at least 10 of each are needed`,
    });
  }),

  check('uncalibrated', 'Only the judge that was calibrated may judge', async (t) => {
    const labels = await trusted(t);
    const count = t.gateway.messages().length;
    const no = async (
      why: string,
      { judge = makeJudge(), ...wanted }: Wanted & { judge?: ReturnType<typeof makeJudge> } = {},
    ): Promise<void> => {
      await refused(t, judgeArgs(t, judge, labels), { ...wanted, why });
      t.expect.equal(t.gateway.messages().length, count, 'A judge that may not judge should not be asked.');
    };
    await no('the calibration is of a judge with another system prompt', {
      judge: makeJudge({ system: `${makeJudge().system} Be kind.` }),
    });
    await no('the calibration is of another model', { env: { CAIRN_MODEL: `other-${t.random.word()}` } });
    t.files.write('calibration.json', '{}');
    await no('the calibration is an empty object');
  }),

  check('unusable', 'A judge that failed its calibration may not judge', async (t) => {
    const labels = makeLabels(t, { pass: 12, fail: 12 });
    judgeSays(t, labels, () => 'PASS');
    await calibrate(t, labels, { usable: false, why: 'it calls everything PASS' });
    await refused(t, judgeArgs(t, makeJudge(), labels), {
      why: 'the calibration says that this judge is not usable',
    });
  }),

  check('judged', 'A calibrated judge makes results like those of a run', async (t) => {
    await trusted(t);
    const answers = makeLabels(t, { pass: t.random.int(6, 9), fail: t.random.int(2, 5) });
    const vague = t.random.pick(answers);
    judgeSays(t, answers, (one) => (one === vague ? 'Well, PASS I would say' : honest(one)));
    const args = judgeArgs(t, makeJudge(), answers);
    const said = (await command(t, args)).json() as Json;
    const ran = readRun(t, { args, said, name: 'judged' });
    for (const one of answers) {
      const result = ran.of(one.id);
      if (one === vague)
        expectResult(t, result, { status: 'error', why: 'the judge gave no verdict on it.' });
      else if (one.verdict === 'pass')
        expectResult(t, result, { status: 'pass', grader: null, why: 'the judge said PASS.' });
      else expectResult(t, result, { status: 'fail', grader: 'judge', why: 'the judge said FAIL.' });
      expectResult(t, result, {
        text: one.question,
        queue: one.queue,
        // Beside an error it may be null, as in the results of `run`.
        ...(one === vague ? {} : { answer: one.answer }),
        why: '"text" is the question, "queue" and "answer" are those of the line that was judged.',
      });
    }
    const good = answers.filter((one) => one.verdict === 'pass' && one !== vague).length;
    expectSummary(t, said, { passed: good, failed: answers.length - good - 1, errors: 1 });
    t.expect.match(
      ran.file,
      { name: 'reference', summary: said },
      'The file should have the name of the judge, and the summary that was printed.',
    );
  }),

  check('live-judge', 'A real model judges plain facts well enough', { live: true }, async (t) => {
    const labels = makeLabels(t, { pass: 12, fail: 12 });
    await calibrate(t, labels, {
      usable: true,
      why: 'the labels are plain facts, which a model can compare',
    });
  }),
];

export default checks;
