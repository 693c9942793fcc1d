import type { CheckResult } from '../../shared/labs.ts';
import type { Language } from '../../shared/settings.ts';
import { untilAborted } from '../gateway/stop-at-abort.ts';
import type { RecordedCall, ReplayMode, RunHandle, RunUsage, SharedGateway } from '../gateway/types.ts';
import { CheckFailure, type Check, type CheckGateway, type CheckTools } from './checks.ts';
import { expect, show } from './expect.ts';
import { createHttpTools } from './http-tools.ts';
import type { Lab } from './lab.ts';
import { programFolders } from './workspace.ts';
import { startLearnerServer, type LearnerServer } from './learner-server.ts';
import { tail } from './sandbox/startup-message.ts';
import { createRandom } from './random.ts';

/** What a check runs on. */
export interface Bench {
  gateway: SharedGateway;
  lab: Lab;
  language: Language;
  /** The learner's folder. */
  workspace: string;
  /** Cairn's packages, readable for the learner's program. */
  packages: string;
  seed: number;
  /** `provider/model` for live checks. */
  model: string | null;
  /** Whether live checks may use recorded answers. */
  replay?: ReplayMode | undefined;
  signal: AbortSignal;
  onOutput?: ((stream: 'stdout' | 'stderr', text: string) => void) | undefined;
}

export interface CheckOutcome {
  result: CheckResult;
  usage: RunUsage;
  /** How many calls got a recorded answer. */
  replayed: number;
}

/** The environment of a learner's program: nothing of Cairn's own, and the run's token instead of a key. */
export function learnerEnv(baseUrl: string, token: string, model: string): Record<string, string> {
  return {
    PATH: '/usr/bin:/bin',
    NO_COLOR: '1',
    ANTHROPIC_BASE_URL: baseUrl,
    ANTHROPIC_API_KEY: token,
    CAIRN_MODEL: model,
  };
}

/** Runs one check with a fresh process and a fresh gateway run. Never throws: a broken check is an `error`. */
export async function runCheck(check: Check, step: string, bench: Bench): Promise<CheckOutcome> {
  const { gateway, lab } = bench;
  const startedAt = performance.now();
  const model = check.live ? bench.model : null;
  const random = createRandom(bench.seed, check.id);
  const wallMs = lab.manifest.budget.seconds * 1000;
  const run = openRun(bench, model, check.title);
  const calls = createCheckGateway(gateway, run.runId);
  if (model === null) calls.plan([]);
  const modelName = model === null ? `scripted-${random.word(5)}` : model.slice(model.indexOf('/') + 1);
  const extraEnv: Record<string, string> = {};
  const ending = new AbortController();
  const signal = AbortSignal.any([bench.signal, ending.signal]);
  let server: Promise<LearnerServer> | undefined;
  const boot = async (): Promise<LearnerServer> =>
    startLearnerServer({
      ...programFolders(bench),
      entry: lab.entry(bench.language),
      env: { ...learnerEnv(await gateway.baseUrl(), run.token, modelName), ...extraEnv },
      wallMs,
      signal,
      ...(bench.onOutput ? { onOutput: bench.onOutput } : {}),
    });
  const tools: CheckTools = {
    ...createHttpTools(() => (server ??= boot()), signal),
    env(values) {
      if (server) throw new Error('t.env has to come before the first request');
      Object.assign(extraEnv, values);
    },
    gateway: calls,
    random,
    expect,
    model: modelName,
  };

  let thrown: unknown;
  try {
    // A check that waits for ever must not keep a stop waiting.
    await Promise.race([check.run(tools), untilAborted(bench.signal)]);
  } catch (error) {
    thrown = error;
  }
  const all = gateway.calls(run.runId);
  const judged = judge(thrown, { isLive: model !== null, calls: all, isCanceled: bench.signal.aborted });
  const said = await server?.then(({ program }) => tail(program.output())).catch(() => '');
  const verdict = withOutput(judged, said ?? '');
  gateway.closeRun(run.runId);
  ending.abort(new Error('the check is over'));
  await server?.then(({ program }) => program.ended).catch(() => {});
  const spent = gateway.usage(run.runId);
  // Scripted answers cost nothing, whatever the ledger knows of their made-up model.
  const usage = model === null ? { ...spent, costUsd: 0 } : spent;
  const durationMs = Math.round(performance.now() - startedAt);
  return {
    result: { id: check.id, title: check.title, step, gatewayRun: run.runId, ...verdict, durationMs },
    usage,
    replayed: all.filter(({ answeredBy }) => answeredBy === 'replay').length,
  };
}

/** A gateway run within the budget of the lab. */
function openRun({ gateway, lab, replay = 'off' }: Bench, model: string | null, title: string): RunHandle {
  const { budget } = lab.manifest;
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

type Judged = Pick<CheckResult, 'status' | 'message' | 'expected' | 'actual'>;

/** Tells the learner's failures from everything that is not their fault. */
function judge(
  thrown: unknown,
  facts: { isLive: boolean; calls: readonly RecordedCall[]; isCanceled: boolean },
): Judged {
  if (facts.isCanceled) return { status: 'error', message: 'The check was stopped before it ended.' };
  if (thrown === undefined) return { status: 'pass', message: '' };
  const outage = facts.isLive ? facts.calls.find(isOutage) : undefined;
  if (outage) {
    const reason = outage.error ?? `status ${outage.status}`;
    return {
      status: 'error',
      message: `The model could not be used, so this says nothing about your code: ${reason}`,
    };
  }
  if (thrown instanceof CheckFailure) {
    const { message, expected, actual } = thrown;
    return {
      status: 'fail',
      message,
      ...(expected === undefined ? {} : { expected }),
      ...(actual === undefined ? {} : { actual }),
    };
  }
  const reason = thrown instanceof Error ? thrown.message : show(thrown);
  return { status: 'error', message: `The check itself broke, which is not your fault: ${reason}` };
}

/** A server error is explained by the error that the program printed, more often than by what it answered. */
function withOutput(judged: Judged, said: string): Judged {
  const isServerError = judged.status === 'fail' && /^5\d\d\b/.test(judged.actual ?? '');
  return isServerError && /Error\b/.test(said)
    ? { ...judged, message: `${judged.message}\nYour program printed:\n${said}` }
    : judged;
}

/** A model that did not answer for a reason of its own: not a bad request, and not a budget that was spent. */
function isOutage({ injected, outcome, operation, status, error }: RecordedCall): boolean {
  if (injected !== null || status === null || operation !== 'messages') return false;
  // A real break in mid-answer has a status of 200: the model died, the learner's code only met it.
  if (status >= 500 || outcome === 'cut') return true;
  // The model is not the learner's choice, so neither is one that is unknown, has no key or no price. A wrong run
  // token never gets here: such a call belongs to no run.
  if ([401, 402, 403, 404].includes(status) || /^The (price of|monthly cap) /.test(error ?? '')) return true;
  return outcome === 'answered' && [408, 429].includes(status);
}

/** What the model says when a check plans nothing. */
const ANSWER = { kind: 'answer', text: 'The team opened an office in Warsaw.', match: 'every' } as const;

function createCheckGateway(gateway: SharedGateway, runId: string): CheckGateway {
  const calls = (): readonly RecordedCall[] => gateway.calls(runId);
  return {
    plan: (faults) => gateway.setFaults(runId, [...faults, ANSWER]),
    answer(text, more = {}) {
      gateway.setFaults(runId, [{ kind: 'answer', text, ...more }, ANSWER]);
      return text;
    },
    calls,
    messages: () => calls().filter(({ operation }) => operation === 'messages'),
    settled: (timeoutMs) => gateway.settled(runId, timeoutMs),
  };
}
