import type { CheckResult } from '../../shared/labs.ts';
import { untilAborted } from '../gateway/stop-at-abort.ts';
import type { RunHandle, RunUsage } from '../gateway/types.ts';
import type { Bench } from './bench.ts';
import { createCheckFiles } from './check-files.ts';
import { createCheckGateway, type RunGateway } from './check-gateway.ts';
import { createCheckTools } from './check-tools.ts';
import { CheckFailure, type Check } from './checks.ts';
import { judge, withOutput } from './judge.ts';
import { learnerEnv } from './learner-env.ts';
import { createLearner, type Learner } from './learner.ts';
import { createRandom } from './random.ts';
import { createOutputRedactor } from './redact-output.ts';
import { programFolders } from './workspace.ts';

export type { Bench };

export interface CheckOutcome {
  result: CheckResult;
  usage: RunUsage;
  /** How many calls got a recorded answer. */
  replayed: number;
}

/** A check may wait a little longer than its program may run: the program's end then says more. */
const PATIENCE_MS = 5000;

/** Runs one check with a fresh process and a fresh gateway run. Never throws: a broken check is an `error`. */
export async function runCheck(check: Check, step: string, bench: Bench): Promise<CheckOutcome> {
  const { gateway, lab } = bench;
  const startedAt = performance.now();
  const model = check.live ? bench.model : null;
  const wallMs = lab.step(step).budget.seconds * 1000;
  const run = openRun(bench, model, { step, title: check.title });
  const calls = createCheckGateway(gateway, run.runId);
  if (model === null) calls.plan([]);
  const random = createRandom(bench.seed, check.id);
  const modelName = model === null ? `scripted-${random.word(5)}` : model.slice(model.indexOf('/') + 1);
  const files = createCheckFiles(programFolders(bench).scratch);
  const redactor = createOutputRedactor(run.token);
  const onOutput = bench.onOutput && redactor.output(bench.onOutput);
  const ending = new AbortController();
  const signal = AbortSignal.any([bench.signal, ending.signal]);
  const learner = createLearner({
    bench: { ...bench, onOutput },
    wallMs,
    signal,
    env: async () =>
      learnerEnv({
        baseUrl: await gateway.baseUrl(),
        token: run.token,
        model: modelName,
        scratch: files.folder,
      }),
  });
  const { tools, notes, cleanUp } = createCheckTools({
    bench,
    learner,
    calls,
    files,
    random,
    modelName,
    signal,
  });

  const thrown = await attempt(() => check.run(tools), { bench, calls, wallMs });
  const all = gateway.calls(run.runId);
  const judged = judge(thrown, { isLive: model !== null, calls: all, isCanceled: bench.signal.aborted });
  const verdict = withOutput(judged, learner.said());
  gateway.closeRun(run.runId);
  ending.abort(new Error('the check is over'));
  await settle(learner, cleanUp);
  files.remove();
  const durationMs = Math.round(performance.now() - startedAt);
  const facts = { ...(model === null ? {} : { live: true }), ...(notes.length > 0 ? { notes } : {}) };
  return {
    result: redactor.verdict({
      id: check.id,
      title: check.title,
      step,
      gatewayRun: run.runId,
      ...verdict,
      ...facts,
      durationMs,
    }),
    usage: gateway.usage(run.runId),
    replayed: all.filter(({ answeredBy }) => answeredBy === 'replay').length,
  };
}

/** Runs a check to its end, its time or its stop. @returns what it threw, or undefined */
async function attempt(
  work: () => Promise<void>,
  { bench, calls, wallMs }: { bench: Bench; calls: RunGateway; wallMs: number },
): Promise<unknown> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new CheckFailure({ message: `This check did not end within ${wallMs / 1000} seconds.` }));
  }, wallMs + PATIENCE_MS);
  try {
    // A check that waits for ever must not keep a stop waiting.
    await Promise.race([work(), untilAborted(bench.signal), late.promise]);
    return calls.thrown();
  } catch (error) {
    return calls.thrown() ?? error;
  } finally {
    clearTimeout(timer);
  }
}

async function settle(learner: Learner, cleanUp: () => Promise<void>): Promise<void> {
  await learner.stop();
  await cleanUp();
}

/** A gateway run within the budget of the step. */
function openRun(
  { gateway, lab, replay = 'off' }: Bench,
  model: string | null,
  { step, title }: { step: string; title: string },
): RunHandle {
  const { budget } = lab.step(step);
  return gateway.openRun({
    labId: lab.manifest.id,
    model,
    replay,
    label: `${lab.manifest.title}: ${title}`,
    maxCalls: budget.calls,
    maxInputTokens: budget.inputTokens,
    maxOutputTokens: budget.outputTokens,
    maxCostUsd: budget.usd,
    wallMs: budget.seconds * 1000,
  });
}
