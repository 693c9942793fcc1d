import { createHash } from 'node:crypto';
import { ask } from './ask.ts';
import { config } from './config.ts';
import { readJson, readJsonLines, UsageError, writeJson } from './files.ts';
import { PASS } from './graders.ts';
import { mapPool } from './pool.ts';
import { summarize } from './stats.ts';
import type { Outcome, Result, Status } from './types.ts';

const CONCURRENCY = 4;
const MIN_AGREEMENT = 0.8;
const MIN_LABELS = 10;

interface Judge {
  name: string;
  system: string;
}

interface Answer {
  id: string;
  queue: string;
  question: string;
  reference: string;
  answer: string;
}

interface Labelled extends Answer {
  /** What a person said. */
  verdict: 'pass' | 'fail';
}

interface Calibration {
  fingerprint: string;
  usable: boolean;
}

/** Holds a judge against the verdicts of people. */
export async function calibrate(files: { judge: string; labels: string; out: string }): Promise<Outcome> {
  const judge = readJson<Judge>(files.judge);
  const labels = readJsonLines<Labelled>(files.labels);
  const judged = await mapPool(labels, CONCURRENCY, async (label) => ({
    label,
    status: (await verdict(judge, label)).status,
  }));
  const agreementOn = (wanted: Labelled['verdict']): { labels: number; agreement: number | null } => {
    const own = judged.filter(({ label }) => label.verdict === wanted);
    const same = own.filter(({ status }) => status === wanted).length;
    return { labels: own.length, agreement: own.length > 0 ? same / own.length : null };
  };
  const [pass, fail] = [agreementOn('pass'), agreementOn('fail')];
  const usable = [pass, fail].every(
    ({ labels: count, agreement }) => count >= MIN_LABELS && (agreement ?? 0) >= MIN_AGREEMENT,
  );
  const report = {
    judge: judge.name,
    model: config.model,
    total: labels.length,
    errors: judged.filter(({ status }) => status === 'error').length,
    passAgreement: pass.agreement,
    failAgreement: fail.agreement,
    disagreements: judged
      .filter(({ label, status }) => status !== label.verdict)
      .map(({ label }) => label.id),
    usable,
  };
  writeJson(files.out, { ...report, fingerprint: fingerprint(judge) });
  return { report, exitCode: usable ? 0 : 1 };
}

/** Grades answers with a judge that has been calibrated. */
export async function judge(files: {
  judge: string;
  calibration: string;
  answers: string;
  out: string;
}): Promise<Outcome> {
  const judge = readJson<Judge>(files.judge);
  const calibration = readJson<Calibration>(files.calibration);
  if (calibration.fingerprint !== fingerprint(judge))
    throw new UsageError('The calibration is of another judge or another model. Calibrate this one.');
  if (!calibration.usable) throw new UsageError('The calibration says that this judge is not usable.');
  const results = await mapPool(
    readJsonLines<Answer>(files.answers),
    CONCURRENCY,
    async (one): Promise<Result> => ({
      id: one.id,
      text: one.question,
      queue: one.queue,
      answer: one.answer,
      ...(await verdict(judge, one)),
    }),
  );
  if (results.length === 0) throw new UsageError(`${files.answers} has no answers.`);
  const summary = summarize(results);
  writeJson(files.out, { name: judge.name, model: config.model, results, summary });
  return { report: summary };
}

/** The judge is its words and its model: a change of either makes it another one. */
function fingerprint({ system }: Judge): string {
  return createHash('sha256')
    .update(JSON.stringify([system, config.model]))
    .digest('hex');
}

async function verdict(
  { system }: Judge,
  { question, reference, answer }: Answer,
): Promise<Pick<Result, 'grader' | 'reason'> & { status: Status }> {
  const content = `Question: ${question}\nReference: ${reference}\nAnswer: ${answer}`;
  try {
    const said = await ask({ system, messages: [{ role: 'user', content }] });
    if (said.trim().toUpperCase() === 'PASS') return PASS;
    if (said.trim().toUpperCase() === 'FAIL')
      return { status: 'fail', grader: 'judge', reason: `The judge says FAIL; expected: ${reference}` };
    return { status: 'error', grader: null, reason: `The judge gave no verdict: ${said}` };
  } catch (error) {
    return { status: 'error', grader: null, reason: String(error) };
  }
}
