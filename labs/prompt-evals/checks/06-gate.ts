import type { DefineChecks } from '../../../electron/server/labs/checks.ts';
import { expectNumber, refused, type Json } from './lib/cli.ts';
import { gate, gateAgainst, gateArgs, gateResults, makeRun } from './lib/gate.ts';
import { junitOf } from './lib/junit.ts';
import { after, before, makePairs, writeResults } from './lib/results.ts';
import { wilson } from './lib/runs.ts';
import { elements } from './lib/xml.ts';

const checks: DefineChecks = (check) => [
  check('minimum', 'The exit code says whether the pass rate is enough', async (t) => {
    const [pass, fail] = t.random.pick([
      [40, 10],
      [24, 6],
      [18, 2],
      [45, 15],
    ] as const);
    const rate = pass / (pass + fail);
    const results = makeRun(t, { pass, fail });
    const said = await gateResults(t, results, {
      min: rate,
      pass: true,
      why: `${pass} of ${pass + fail} passed, which is exactly the minimum`,
    });
    expectNumber(t, said['passRate'], {
      value: rate,
      message: 'The report of `gate` should have the pass rate.',
    });
    const [low, high] = wilson(pass, pass + fail);
    expectNumber(t, said['low'], {
      value: low,
      message: 'The report of `gate` should have the interval of the pass rate; "low" is wrong.',
    });
    expectNumber(t, said['high'], {
      value: high,
      message: 'The report of `gate` should have the interval of the pass rate; "high" is wrong.',
    });
    await gateResults(t, results, {
      min: Number((rate + 0.01).toFixed(4)),
      pass: false,
      why: 'the pass rate is one hundredth below the minimum',
    });
  }),

  check('no-results', 'No results are no pass', async (t) => {
    await gateResults(t, [], { min: 0, pass: false, why: 'the run has no results: nothing was tested' });
  }),

  check('stale-summary', 'The gate counts for itself', async (t) => {
    writeResults(t, 'results', makeRun(t, { pass: 20 }));
    const file = JSON.parse(t.files.read('results.json')!) as Json;
    file['results'] = makeRun(t, { pass: 8, fail: 12 });
    const stale = t.files.write('stale.json', JSON.stringify(file));
    await gate(t, stale, {
      min: 0.9,
      pass: false,
      why: '8 of the 20 results passed, whatever the summary in the file says',
    });
  }),

  check('too-many-errors', 'Errors keep the gate shut', async (t) => {
    const many = makeRun(t, { pass: 36, error: t.random.int(3, 4) });
    await gateResults(t, many, {
      min: 0.5,
      pass: false,
      why: 'more than 5 % of the cases ended in an error, so the run says too little',
    });
    const few = makeRun(t, { pass: 56, fail: 1, error: 3 });
    await gateResults(t, few, { min: 0.5, pass: true, why: 'three errors in 60 cases are no more than 5 %' });
    const enough = makeRun(t, { pass: 76, fail: 20, error: 4 });
    await gateResults(t, enough, {
      min: 0.78,
      pass: false,
      why: '76 of 100 passed. An error is no pass, and it is in the total',
    });
  }),

  check('base', 'Worse than before, or worse in one queue, is not good enough', async (t) => {
    await gateAgainst(
      t,
      [
        { kept: 30, fixed: 1, broken: 4 },
        { kept: 20, broken: 2 },
        { kept: 9, broken: 2 },
      ],
      { pass: false, why: 'one case was fixed and eight were broken' },
    );
    await gateAgainst(
      t,
      [
        { kept: 5, fixed: 16 },
        { kept: 9, broken: t.random.int(3, 4) },
      ],
      { pass: false, why: 'one queue lost three cases or more, although the average is better' },
    );
    await gateAgainst(
      t,
      [
        { kept: 10, fixed: 1, broken: 2 },
        { kept: 10, broken: 1, lost: 2 },
      ],
      { pass: true, why: 'three broken cases and one fixed may be chance, and no queue lost three' },
    );
  }),

  check('base-of-other-cases', 'A base that cannot be compared is no base', async (t) => {
    const pairs = makePairs(t, [{ kept: 12, fixed: 2 }]);
    const base = writeResults(t, 'base', before(pairs.map((one) => ({ ...one, id: `${one.id}-old` }))));
    const results = writeResults(t, 'results', after(pairs));
    await refused(t, gateArgs(results, 0.5, ['--base', base]), { why: 'the base has none of the cases' });
  }),

  check('junit', 'CI gets a test for each case', async (t) => {
    const results = makeRun(t, { pass: t.random.int(5, 9), fail: t.random.int(2, 4), error: 1 });
    const root = await junitOf(t, results, false);
    const suite = root.name === 'testsuite' ? root : elements(root, 'testsuite')[0];
    const count = (status: string): string => String(results.filter((one) => one.status === status).length);
    t.expect.match(
      suite?.attributes,
      { name: 'results', tests: String(results.length), failures: count('fail'), errors: count('error') },
      'The <testsuite> should have the name of the run and the numbers of tests, failures and errors.',
    );
    const cases = new Map(elements(root, 'testcase').map((one) => [one.attributes['name'], one]));
    for (const { id, queue, status, reason } of results) {
      const found = cases.get(id);
      t.expect.equal(
        [found?.attributes['classname'], found?.children.map(({ name }) => name)],
        [queue, status === 'pass' ? [] : [status === 'fail' ? 'failure' : 'error']],
        `The <testcase> of ${id} should have its queue as classname, and a <failure> or an <error> when it did not pass (it is "${status}").`,
      );
      const message = found?.children[0]?.attributes['message'];
      t.expect.that(reason === null || message === reason, {
        message: 'The message of a <failure> or an <error> should be the reason.',
        expected: reason,
        actual: message,
      });
    }
    t.expect.equal(cases.size, results.length, 'There should be one <testcase> for each result.');
  }),

  check('junit-any-text', 'Whatever a model says, the JUnit file can be read', async (t) => {
    const results = makeRun(t, { pass: 4, fail: 4 });
    const nasty = t.random.shuffle([
      '<queue name="a">',
      'billing & delivery',
      'it\'s "billing" ]]> here',
      '\u001B[31mbilling\u0000\uFFFE',
    ]);
    let i = 0;
    const said = results.map((one) => {
      if (one.status !== 'fail') return one;
      const answer = nasty[i++]!;
      return {
        ...one,
        text: `${one.text} ${answer}`,
        answer,
        reason: `expected ${one.queue}, got ${answer}`,
      };
    });
    const root = await junitOf(t, said, t.random.chance(0.5));
    const messages = elements(root, 'failure').map((one) => one.attributes['message'] ?? '');
    const lost = nasty.filter(
      (one) => !one.includes('\u0000') && !messages.some((message) => message.includes(one)),
    );
    t.expect.equal(
      lost,
      [],
      'A reason should come back as it was when the JUnit file is read: escape &, < and quotes.',
    );
  }),

  check('bad-minimum', 'A minimum that is no share is refused', async (t) => {
    const file = writeResults(t, 'results', makeRun(t, { pass: 3, fail: 17 }));
    for (const min of ['80%', 'NaN', '80'])
      await refused(t, gateArgs(file, min), {
        why: `--min is "${min}", and a gate that compares with it would never shut, or never open`,
      });
    await refused(t, gateArgs(`${t.files.folder}/none.json`, 0.5), {
      why: 'the file of results is not there',
    });
  }),
];

export default checks;
