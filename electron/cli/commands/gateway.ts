import type { Services } from '../../server/services.ts';
import type { Cassette } from '../../server/gateway/replay/cassette.ts';
import type { RunHandle, RunPolicy } from '../../server/gateway/types.ts';
import { AppError } from '../../shared/errors.ts';
import { nearest } from '../../shared/nearest.ts';
import { report, type Command, type CommandContext } from '../command.ts';
import { GATEWAY_USAGE, readGatewayFlags, type GatewayFlags } from '../gateway/flags.ts';
import { callLine, environmentOf, exportLines, limitsText, totalLine } from '../gateway/lines.ts';
import { listRuns, stopRuns } from '../gateway/live-runs.ts';

export const command: Command = {
  name: 'gateway',
  summary: 'serve a model to a program that you write, with limits, replay and faults',
  usage: GATEWAY_USAGE,

  async run(ctx) {
    const flags = readGatewayFlags(ctx);
    const [action, runId, ...more] = flags.positionals;
    if (more.length > 0) throw new AppError('bad_input', `"${more.join(' ')}" is too much.`);
    switch (action) {
      case undefined:
        return serve(ctx, flags);
      case 'runs':
        return listRuns(ctx);
      case 'stop':
        return stopRuns(ctx, flags.all ? null : runId);
      default: {
        const near = nearest(action, ['runs', 'stop']);
        throw new AppError('bad_input', `\`cairn gateway\` has no action "${action}".`, {
          hint: near ? `Did you mean ${near}?` : 'Leave it out to serve; --help lists the rest.',
        });
      }
    }
  },
};

/** Serves until Ctrl+C, or until its own minutes are over. Exits 0 either way: both are what was asked for. */
async function serve(ctx: CommandContext, flags: GatewayFlags): Promise<number> {
  const services = await ctx.services();
  const { gateway } = services.models;
  const cassette = flags.cassette === undefined ? null : services.models.cassette(flags.cassette);
  const policy = await policyFor(services, flags, cassette);
  const baseUrl = await gateway.baseUrl(flags.port);
  const run = gateway.openRun(policy, flags.faults);
  const stop = tellCalls(ctx, services, run);
  announce(ctx, { baseUrl, run, policy });
  try {
    await untilOver(ctx.signal, policy.wallMs ?? null);
  } finally {
    gateway.closeRun(run.runId);
    await gateway.settled(run.runId, 1000);
    stop();
    cassette?.save();
  }
  const usage = gateway.usage(run.runId);
  report(ctx, { done: true, runId: run.runId, ...usage }, () => `\n${totalLine(usage)}`);
  return 0;
}

async function policyFor(
  { models }: Services,
  { model, provider, policy }: GatewayFlags,
  cassette: Cassette | null,
): Promise<RunPolicy> {
  const whole = {
    label: 'cairn gateway',
    ...policy,
    ...(cassette ? { recordings: cassette } : {}),
  };
  if (provider === undefined) {
    const ref = model ?? models.defaultModel();
    models.needModel(ref);
    return { ...whole, model: ref };
  }
  const all = await models.providers();
  const found = all.find(({ id }) => id === provider);
  if (!found) {
    const ids = all.map(({ id }) => id);
    const near = nearest(provider, ids);
    throw new AppError('not_found', `There is no provider "${provider}".`, {
      hint: `${near ? `Did you mean ${near}? ` : ''}There are: ${ids.join(', ')}.`,
    });
  }
  return { ...whole, model: found.models[0]?.ref ?? `${provider}/default`, provider, pinModel: false };
}

interface Ready {
  baseUrl: string;
  run: RunHandle;
  policy: RunPolicy;
}

function announce(ctx: CommandContext, { baseUrl, run, policy }: Ready): void {
  const env = environmentOf(baseUrl, run);
  const what = policy.provider ? `models of ${policy.provider}` : policy.model;
  report(ctx, { ready: true, baseUrl, runId: run.runId, token: run.token, model: policy.model, env }, () =>
    [
      ctx.paint.bold(`The gateway is ready at ${baseUrl}`),
      '',
      exportLines(env, process.platform),
      '',
      `Answers with ${what}. ${limitsText(policy)}`,
      ctx.paint.dim('A client that wants /v1 in its base URL takes it too. Ctrl+C ends it.'),
    ].join('\n'),
  );
}

/** Prints a line for each call as it ends. @returns a function that ends it */
function tellCalls(ctx: CommandContext, { events, models }: Services, { runId }: RunHandle): () => void {
  return events.subscribe((event) => {
    if (event.type !== 'trace' || event.trace.runId !== runId) return;
    const call = models.gateway.calls(runId).findLast(({ id }) => id === event.trace.id);
    if (!call) return;
    report(ctx, { call: { ...event.trace, answeredBy: call.answeredBy } }, () => callLine(call, ctx.paint));
  });
}

function untilOver(signal: AbortSignal, wallMs: number | null): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = wallMs === null ? undefined : setTimeout(resolve, wallMs);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
