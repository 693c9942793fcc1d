import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { expectNumber, LIVE, refused, report, type Json } from './lib/cli.ts';
import {
  after,
  before,
  makePairs,
  makeResult,
  mcnemar,
  writeResults,
  type Change,
  type Pair,
} from './lib/results.ts';
import { makeCases, makePrompt, pickExamples, runArgs, wilson, type Result } from './lib/runs.ts';
import { PLAIN_QUEUES, queueNames } from './lib/tickets.ts';

const compareArgs = (t: CheckTools, base: readonly Result[], candidate: readonly Result[]): string[] => [
  'compare',
  '--base',
  writeResults(t, 'base', base),
  '--candidate',
  writeResults(t, 'candidate', candidate),
];

const compare = (t: CheckTools, base: readonly Result[], candidate: readonly Result[]): Promise<Json> =>
  report(t, compareArgs(t, base, candidate));

const comparePairs = (t: CheckTools, pairs: readonly Pair[]): Promise<Json> =>
  compare(t, before(pairs), t.random.shuffle(after(pairs)));

const idsOf = (pairs: readonly Pair[], then: string, now: string): string[] =>
  pairs
    .filter((pair) => pair.before === then && pair.after === now)
    .map(({ id }) => id)
    .toSorted();

function expectIds(
  t: CheckTools,
  said: Json,
  { key, ids, why }: { key: string; ids: string[]; why: string },
): void {
  const got = said[key];
  t.expect.equal(Array.isArray(got) ? got.map(String).toSorted() : got, ids, `"${key}" should list ${why}.`);
}

/** The numbers for the cases that both runs answered. */
function expectPaired(t: CheckTools, said: Json, pairs: readonly Pair[]): void {
  const cases = pairs.length;
  t.expect.equal(said['cases'], cases, '"cases" should be the number of cases that both runs answered.');
  const passed = {
    base: pairs.filter((one) => one.before === 'pass').length,
    candidate: pairs.filter((one) => one.after === 'pass').length,
  };
  for (const side of ['base', 'candidate'] as const) {
    const got = (said[side] ?? {}) as Json;
    t.expect.equal(
      got['passed'],
      passed[side],
      `"${side}.passed" should count the passes of the ${side} among the cases that both runs answered.`,
    );
    expectNumber(t, got['passRate'], {
      value: passed[side] / cases,
      message: `"${side}.passRate" should be of the cases that both runs answered.`,
    });
    const [low, high] = wilson(passed[side], cases);
    expectNumber(t, got['low'], {
      value: low,
      message: `"${side}.low" should be of the Wilson interval of ${passed[side]} in ${cases}.`,
    });
    expectNumber(t, got['high'], {
      value: high,
      message: `"${side}.high" should be of the Wilson interval of ${passed[side]} in ${cases}.`,
    });
  }
  const difference = (passed.candidate - passed.base) / cases;
  expectNumber(t, said['difference'], {
    value: difference,
    message: '"difference" should be the candidate\'s pass rate minus the base\'s.',
  });
  const [fixed, broken] = [idsOf(pairs, 'fail', 'pass'), idsOf(pairs, 'pass', 'fail')];
  expectIds(t, said, { key: 'fixed', ids: fixed, why: 'the cases that failed before and pass now' });
  expectIds(t, said, { key: 'broken', ids: broken, why: 'the cases that passed before and fail now' });
  const value = mcnemar(fixed.length, broken.length);
  expectNumber(t, said['pValue'], {
    value,
    message: `"pValue" should be that of the exact McNemar test for ${fixed.length} fixed and ${broken.length} broken cases.`,
  });
}

function expectVerdict(t: CheckTools, said: Json, [verdict, why]: readonly [string, string]): void {
  t.expect.equal(said['verdict'], verdict, `"verdict" should be "${verdict}": ${why}.`);
}

const checks: DefineChecks = (check) => [
  check('paired', 'Two runs are compared case by case', async (t) => {
    const pairs = makePairs(t, [
      { kept: t.random.int(3, 6), fixed: t.random.int(5, 7), broken: 1, lost: 1 },
      { kept: t.random.int(3, 6), fixed: 1, broken: t.random.int(0, 1), lost: t.random.int(0, 2) },
    ]);
    const said = await comparePairs(t, pairs);
    expectPaired(t, said, pairs);
    t.expect.equal(said['leftOut'], 0, 'Both runs have the same cases: "leftOut" should be 0.');
    for (const queue of new Set(pairs.map((one) => one.queue))) {
      const own = pairs.filter((one) => one.queue === queue);
      const got = (((said['queues'] ?? {}) as Json)[queue] ?? {}) as Json;
      const shape = {
        cases: own.length,
        base: own.filter((one) => one.before === 'pass').length,
        candidate: own.filter((one) => one.after === 'pass').length,
      };
      t.expect.match(
        got,
        shape,
        `"queues" should have the numbers of ${queue} by itself: its cases, and the passes of base and candidate.`,
      );
    }
  }),

  check('same-cases', 'Only cases that both runs have are compared', async (t) => {
    const all = makePairs(t, [
      { kept: 8, fixed: 2, broken: 1, lost: 2 },
      { kept: 6, fixed: 1, broken: 1 },
    ]);
    const [onlyBase, onlyCandidate, retold, relabelled, ...same] = t.random.shuffle(all) as [
      Pair,
      Pair,
      Pair,
      Pair,
      ...Pair[],
    ];
    const other = all.find(({ queue }) => queue !== relabelled.queue)!.queue;
    const base = before([onlyBase, retold, relabelled, ...same]);
    const candidate = after([
      ...same,
      onlyCandidate,
      { ...retold, text: `${retold.text} again` },
      { ...relabelled, queue: other },
    ]);
    const said = await compare(t, base, candidate);
    expectPaired(t, said, same);
    t.expect.equal(
      said['leftOut'],
      4,
      '"leftOut" should count the cases that only one run has, and those whose text or label differ between the runs.',
    );
  }),

  check('errors-left-out', 'A case without an answer is not compared', async (t) => {
    const pairs = makePairs(t, [
      { kept: 8, fixed: 2, broken: 2, lost: 1 },
      { kept: 6, fixed: 3 },
    ]);
    const mixed = t.random.shuffle(pairs);
    const [was, is, both] = [mixed.slice(0, 2), mixed.slice(2, 5), mixed.slice(5, 6)];
    const same = mixed.slice(6);
    const broken = (own: readonly Pair[]): Result[] => own.map((one) => makeResult(one, 'error'));
    const base = [...broken(was), ...before(is), ...broken(both), ...before(same)];
    const candidate = [...after(was), ...broken(is), ...broken(both), ...after(same)];
    const said = await compare(t, base, candidate);
    expectPaired(t, said, same);
    t.expect.equal(
      said['leftOut'],
      6,
      '"leftOut" should count the cases that ended in an error in one run or both. An outage is no regression, and its end no progress.',
    );
  }),

  check('noise', 'A few cases more are no progress', async (t) => {
    const [fixed, broken] = t.random.pick([
      [3, 0],
      [4, 1],
      [5, 0],
      [6, 2],
      [7, 2],
    ] as const);
    const change = t.random.shuffle([
      { kept: 12, fixed, broken },
      { kept: 10, lost: 3 },
    ]);
    const pairs = makePairs(t, change);
    const said = await comparePairs(t, pairs);
    expectVerdict(t, said, [
      'unclear',
      `with ${fixed} fixed and ${broken} broken cases, chance alone does as much in more than one of twenty comparisons (p = ${mcnemar(fixed, broken).toFixed(3)})`,
    ]);
    const swapped = pairs.map((one) => ({ ...one, before: one.after, after: one.before }));
    expectVerdict(t, await comparePairs(t, swapped), [
      'unclear',
      `with ${broken} fixed and ${fixed} broken cases it may be chance`,
    ]);
    const same = await comparePairs(t, makePairs(t, [{ kept: 9, lost: 3 }]));
    expectVerdict(t, same, ['unclear', 'nothing changed']);
    t.expect.equal(same['pValue'], 1, '"pValue" should be 1 when no case changed.');
  }),

  check('clear', 'A clear change gets a clear verdict', async (t) => {
    const [more, fewer] = t.random.pick([
      [6, 0],
      [8, 1],
      [10, 2],
      [14, 3],
    ] as const);
    // Each side's interval overlaps the other's: only the pairs show it.
    const pairs = makePairs(t, [{ kept: 20, fixed: more, broken: fewer, lost: 10 }]);
    const said = await comparePairs(t, pairs);
    expectVerdict(t, said, [
      'better',
      `${more} cases were fixed and ${fewer} broken, which chance hardly does (p = ${mcnemar(more, fewer).toFixed(3)})`,
    ]);
    const swapped = pairs.map((one) => ({ ...one, before: one.after, after: one.before }));
    expectVerdict(t, await comparePairs(t, swapped), [
      'worse',
      `${fewer} cases were fixed and ${more} broken`,
    ]);
  }),

  check('hidden-regression', 'The average hides no queue', async (t) => {
    const changes: Change[] = [
      { kept: 4, fixed: 12, broken: 0 },
      { kept: 6, fixed: t.random.int(0, 1), broken: 2 },
      { kept: 3, fixed: t.random.int(0, 2), broken: 5, lost: 1 },
      { kept: 7, fixed: 1, broken: 1 },
    ];
    const queues = queueNames(t, changes.length);
    const bad = queues[2]!;
    const pairs = makePairs(t, changes, queues);
    const said = await comparePairs(t, pairs);
    t.expect.equal(
      said['regressions'],
      [bad],
      `"regressions" should name each queue that lost at least three cases more than it gained, here ${bad}, however good the average is.`,
    );
    const fine = await comparePairs(
      t,
      makePairs(t, [
        { kept: 5, fixed: 3, broken: 5 },
        { kept: 5, broken: 2 },
      ]),
    );
    t.expect.equal(
      fine['regressions'],
      [],
      '"regressions" should be empty when no queue lost three cases more than it gained.',
    );
  }),

  check('nothing-in-common', 'Runs of different cases cannot be compared', async (t) => {
    const pairs = makePairs(t, [{ kept: 6, fixed: 2 }]);
    const others = pairs.map((one) => ({ ...one, id: `${one.id}-b` }));
    await refused(t, compareArgs(t, before(pairs), after(others)), {
      why: 'the two runs have no case in common',
    });
  }),

  check(
    'live-compare',
    'Examples make a real model better, and the comparison says so',
    { live: true },
    async (t) => {
      const { queues, cases, dev } = makeCases(t, { dev: 12, holdout: 0, queues: PLAIN_QUEUES });
      const shown = pickExamples(t, dev, 3);
      await report(t, runArgs(t, { prompt: makePrompt(queues), cases, out: 'plain' }), LIVE);
      await report(
        t,
        runArgs(t, { prompt: makePrompt(queues, { name: 'v2', examples: shown }), cases, out: 'shown' }),
        LIVE,
      );
      const of = (name: string): string => `${t.files.folder}/${name}.json`;
      const said = await report(t, ['compare', '--base', of('plain'), '--candidate', of('shown')]);
      t.expect.equal(
        [said['cases'], said['leftOut']],
        [36, 12],
        'Twelve of the 48 cases became examples: 36 are compared, 12 left out.',
      );
      expectVerdict(t, said, [
        'better',
        'the names of the queues are codes, and only the examples show what they mean',
      ]);
    },
  ),
];

export default checks;
