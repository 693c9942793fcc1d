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
import { createLearner } from './learner.ts';
import { createRandom } from './random.ts';
import { createOutputRedactor } from './redact-output.ts';
import type { Kept, Stay } from './stay.ts';
import { createTurns } from './turns.ts';
import { programFolders } from './workspace.ts';

export type { Bench };

export interface CheckOutcome {
  result: CheckResult;
  usage: RunUsage;
  /** How many calls got a recorded answer. */
  replayed: number;
  /** Whether anything that the check did depended on the seed. */
  isSeeded: boolean;
  /** Whether its program or its scratch folder had served an earlier run. */
  isShared: boolean;
}

/** What a check runs on; with a stay, its program may serve several runs. */
export type CheckBench = Bench & { stay?: Stay | undefined };

/** A check may wait a little longer than its program may run: the program's end then says more. */
const PATIENCE_MS = 5000;

/** How long calls may take to end that nobody waits for, before a program counts as busy with an earlier run. */
const SETTLING_MS = 100;

/**
 * Runs one check with a fresh process and a fresh gateway run, or with the process that stayed from its last run.
 * Never throws: a broken check is an `error`.
 */
export async function runCheck(check: Check, step: string, bench: CheckBench): Promise<CheckOutcome> {
  const { gateway, stay } = bench;
  const startedAt = performance.now();
  const missing = await makeReady(bench);
  const model = check.live ? bench.model : null;
  const ground = prepare(check, step, bench);
  const { run, random, turns, kept, wallMs, ending, signal } = ground;
  const { learner, files, modelName, ports } = kept;
  const calls = createCheckGateway(gateway, run.runId);
  if (model === null) calls.plan([]);
  const hasOldFiles = files.list().length > 0;
  const parts = { bench, learner, calls, files, random, turns, modelName, ports, signal };
  const { tools, notes, cleanUp } = createCheckTools(parts);

  const thrown = missing ?? (await attempt(() => check.run(tools), { bench, calls, wallMs }));
  const all = gateway.calls(run.runId);
  const judged = judge(thrown, { isLive: model !== null, calls: all, isCanceled: bench.signal.aborted });
  const isShared = learner.isShared() || hasOldFiles;
  const verdict = await withOutput(judged, () => learner.said());
  const stays =
    stay !== undefined &&
    verdict.status === 'pass' &&
    learner.canStay() &&
    (turns.wasTaken() || files.list().length === 0) &&
    (await gateway.settled(run.runId, SETTLING_MS));
  gateway.closeRun(run.runId);
  ending.abort(new Error('the check is over'));
  if (!stays) await learner.stop();
  await cleanUp();
  if (stays) {
    learner.renew();
    stay.keep(kept);
  } else files.remove();
  const durationMs = Math.round(performance.now() - startedAt);
  const facts = { ...(model === null ? {} : { live: true }), ...(notes.length > 0 ? { notes } : {}) };
  const { id, title } = check;
  return {
    result: ground.redactor.verdict({
      id,
      title,
      step,
      gatewayRun: run.runId,
      ...verdict,
      ...facts,
      durationMs,
    }),
    usage: gateway.usage(run.runId),
    replayed: all.filter(({ answeredBy }) => answeredBy === 'replay').length,
    isSeeded: random.wasUsed(),
    isShared,
  };
}

/**
 * Makes the language ready before the check's time begins: an environment may have to be made, packages loaded.
 * @returns why it cannot be used
 */
async function makeReady({ runtimes, lab, language, strict, signal }: Bench): Promise<unknown> {
  const ready = async (): Promise<void> => {
    const runtime = await runtimes.get(language);
    if (!strict) await runtime.warm?.(lab.manifest.packages[language] ?? []);
  };
  try {
    await Promise.race([ready(), untilAborted(signal)]);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** What a check needs before it runs, made for it or kept from its last run. */
function prepare(check: Check, step: string, bench: CheckBench) {
  const { gateway, lab, stay } = bench;
  const model = check.live ? bench.model : null;
  const last = stay?.take();
  last?.learner.moveTo(bench);
  const run = openRun(bench, model, { step, title: check.title, token: last?.token });
  const wallMs = lab.step(step).budget.seconds * 1000;
  const random = createRandom(bench.seed, check.id);
  const redactor = createOutputRedactor(run.token);
  const modelName = model === null ? `scripted-${random.word(5)}` : model.slice(model.indexOf('/') + 1);
  random.forget();
  const ending = new AbortController();
  const signal = AbortSignal.any([bench.signal, ending.signal]);
  const begin = (): Kept => {
    const files = createCheckFiles(programFolders(bench).scratch);
    const learner = createLearner({
      bench: { ...bench, onOutput: bench.onOutput && redactor.output(bench.onOutput) },
      wallMs: wallMs * (stay?.runs ?? 1),
      // A program that was about to start when its check ended must not start any more.
      signal: stay?.signal ?? signal,
      env: async () =>
        learnerEnv({
          baseUrl: await gateway.baseUrl(),
          token: run.token,
          model: modelName,
          scratch: files.folder,
        }),
    });
    return { token: run.token, modelName, files, learner, ports: [] };
  };
  return {
    run,
    random,
    turns: createTurns(check.id, { seed: bench.seed, stay, random }),
    redactor,
    wallMs,
    ending,
    signal,
    kept: last ?? begin(),
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

/** A gateway run within the budget of the step. */
function openRun(
  { gateway, lab, replay = 'off' }: Bench,
  model: string | null,
  { step, title, token }: { step: string; title: string; token: string | undefined },
): RunHandle {
  const { budget } = lab.step(step);
  return gateway.openRun({
    labId: lab.manifest.id,
    model,
    replay,
    token,
    label: `${lab.manifest.title}: ${title}`,
    maxCalls: budget.calls,
    maxInputTokens: budget.inputTokens,
    maxOutputTokens: budget.outputTokens,
    maxCostUsd: budget.usd,
    wallMs: budget.seconds * 1000,
  });
}
