import { z } from 'zod';
import type { ReportSummary } from '../../../../shared/evidence.ts';

const n = z.int().nonnegative();
type Counts = Pick<ReportSummary, 'cases' | 'passed' | 'skipped'>;

const counts = (passed: number, others: number, skipped = 0): Counts => ({
  cases: passed + others,
  passed,
  skipped,
});

/** promptfoo writes `results.stats` (its docs: "Output files"); version 4 of the file has the same. */
const promptfoo = z
  .object({ results: z.object({ stats: z.object({ successes: n, failures: n, errors: n.default(0) }) }) })
  .transform(({ results: { stats } }) => counts(stats.successes, stats.failures + stats.errors));

/** The counts as test runners and eval tools name them. */
const others = z.union([
  // Jest and Vitest, `--reporter=json`
  z
    .object({ numTotalTests: n, numPassedTests: n, numPendingTests: n.default(0) })
    .transform((it) =>
      counts(
        it.numPassedTests,
        it.numTotalTests - it.numPassedTests - it.numPendingTests,
        it.numPendingTests,
      ),
    ),
  // pytest-json-report
  z
    .object({ summary: z.object({ total: n, passed: n.default(0), skipped: n.default(0) }) })
    .transform(({ summary: s }) => counts(s.passed, s.total - s.passed - s.skipped, s.skipped)),
  z.object({ total: n, passed: n }).transform((it) => counts(it.passed, it.total - it.passed)),
  z.object({ passed: n, failed: n }).transform((it) => counts(it.passed, it.failed)),
]);

/** A list of cases that each say whether they passed. */
const verdictOfCase = z.union([
  z.object({ pass: z.boolean() }).transform(({ pass }) => pass),
  z.object({ passed: z.boolean() }).transform(({ passed }) => passed),
  z.object({ success: z.boolean() }).transform(({ success }) => success),
  z
    .object({ status: z.enum(['pass', 'passed', 'fail', 'failed', 'error']) })
    .transform(({ status }) => status.startsWith('pass')),
]);
const cases = z.array(verdictOfCase).min(1);
const listed = z
  .union([
    cases,
    z.object({ results: cases }).transform((it) => it.results),
    z.object({ cases }).transform((it) => it.cases),
    z.object({ tests: cases }).transform((it) => it.tests),
  ])
  .transform((verdicts) => {
    const passed = verdicts.filter(Boolean).length;
    return counts(passed, verdicts.length - passed);
  });
const rate = z
  .union([
    z.object({ passRate: z.number().min(0).max(1) }).transform((it) => it.passRate),
    z.object({ pass_rate: z.number().min(0).max(1) }).transform((it) => it.pass_rate),
  ])
  .transform((passRate) => passRate);

/** Finds the cases in a JSON report, promptfoo's first. A report without figures is still a report. */
export function readJsonReport(content: unknown): ReportSummary {
  const known = promptfoo.safeParse(content);
  if (known.success) return whole('promptfoo', known.data);
  for (const shape of [others, listed]) {
    const found = shape.safeParse(content);
    if (found.success) return whole('json', found.data);
  }
  const passRate = rate.safeParse(content).data ?? null;
  return { format: 'json', cases: null, passed: null, skipped: null, passRate };
}

/** Puts counts together with the rate that follows from them. */
function whole(format: ReportSummary['format'], { cases: all, passed, skipped }: Counts): ReportSummary {
  return { format, cases: all, passed, skipped, passRate: all ? (passed ?? 0) / all : null };
}
