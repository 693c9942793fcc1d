import { newId } from '../../../shared/ids.ts';
import type { EventBus } from '../../events.ts';
import type { SharedGateway } from '../../gateway/types.ts';
import { adapterOf } from '../../labs/adapters/index.ts';
import { learnerEnv } from '../../labs/learner-env.ts';
import { startLearnerServer, type LearnerServer } from '../../labs/learner-server.ts';
import type { Strict } from '../../labs/strict.ts';
import type { Runtimes } from '../../labs/runtimes.ts';
import { programFolders } from '../../labs/workspace.ts';
import type { Workspace } from '../../labs/workspace-files.ts';

/** A program that was started to be tried by hand ends by itself after that long. */
const WALL_MS = 30 * 60_000;
/** By hand one makes more calls than a check does. */
const BUDGET_FACTOR = 10;

export interface StartedProgram {
  runId: string;
  gatewayRun: string;
  server: LearnerServer;
  /** Settles when the program has ended and its gateway run is closed. */
  ended: Promise<void>;
}

interface Options {
  gateway: SharedGateway;
  events: EventBus;
  packages: string;
  runtimes: Runtimes;
  workspace: Workspace;
  model: string | null;
  /** Strict mode; left out: the standard one. */
  strict?: Strict | undefined;
  signal: AbortSignal;
  now: number;
}

/** Starts the learner's server with a gateway run of its own; its output goes to the windows. */
export async function startProgram(options: Options): Promise<StartedProgram> {
  const { gateway, events, workspace, model, signal } = options;
  const { manifest } = workspace.lab;
  const { budget } = manifest;
  const runId = newId(options.now);
  const run = gateway.openRun({
    labId: manifest.id,
    model,
    label: `${manifest.title}: by hand`,
    maxCalls: budget.calls * BUDGET_FACTOR,
    maxInputTokens: budget.inputTokens * BUDGET_FACTOR,
    maxOutputTokens: budget.outputTokens * BUDGET_FACTOR,
    maxCostUsd: budget.usd * BUDGET_FACTOR,
    wallMs: WALL_MS,
  });
  const tell = (stream: 'stdout' | 'stderr', text: string): void =>
    events.publish({ type: 'lab.output', runId, lab: manifest.id, stream, text });
  if (model === null)
    gateway.setFaults(run.runId, [{ kind: 'answer', text: 'This is a scripted answer.', match: 'every' }]);
  try {
    const name = model === null ? 'scripted' : model.slice(model.indexOf('/') + 1);
    const folders = programFolders({ workspace: workspace.folder, packages: options.packages });
    const [runtime, baseUrl, strict] = await Promise.all([
      options.runtimes.get(workspace.language),
      gateway.baseUrl(),
      options.strict?.tool(),
    ]);
    const entry = workspace.lab.entry(workspace.language);
    const env = learnerEnv({ baseUrl, token: run.token, model: name, scratch: folders.scratch });
    const server = await startLearnerServer({
      start: (more) =>
        runtime.start({
          as: 'program',
          entry,
          folders,
          env: { ...env, ...more },
          wallMs: WALL_MS,
          nativePackages: manifest.nativePackages,
          strict,
          signal,
          onOutput: tell,
        }),
      explain: (output) => ({ message: adapterOf(workspace.language).explainStart(output, entry) }),
      signal,
    });
    const ended = server.program.ended.then(({ exitCode, signal: by }) => {
      gateway.closeRun(run.runId);
      tell('stderr', `\n[The program has ended: ${by ?? `exit code ${exitCode}`}.]\n`);
    });
    return { runId, gatewayRun: run.runId, server, ended };
  } catch (error) {
    gateway.closeRun(run.runId);
    throw error;
  }
}
