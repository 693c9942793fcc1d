import { adapterOf } from './adapters/index.ts';
import type { Launch } from './adapters/types.ts';
import type { Bench } from './bench.ts';
import type { Expectation } from './checks.ts';
import { createModuleClient, type ModuleClient } from './contracts/module-client.ts';
import { fail } from './expect.ts';
import { createLearnerUse, type LearnerUse } from './learner-use.ts';
import { startLearnerServer, type LearnerServer } from './learner-server.ts';
import type { Contract } from './manifest.ts';
import type { Program } from './sandbox/program.ts';
import { tail } from './sandbox/tail.ts';
import { programFolders } from './workspace.ts';

/** The learner's program in one check: started at its first use, ended with the check. */
export interface Learner {
  /** The file that a contract starts. */
  entry(contract: Contract): string;
  /** Adds to the environment of programs that start from here on. */
  addEnv(values: Record<string, string>): void;
  /** Lets programs that start from here on call a port of this machine, in strict mode too. */
  addReach(port: number): void;
  hasStarted(): boolean;
  server(): Promise<LearnerServer>;
  module(): Promise<ModuleClient>;
  /** A program of its own. */
  start(contract: Contract, launch: Partial<Launch>): Promise<Program>;
  /** Ends what runs; the next use starts anew. */
  stop(): Promise<void>;
  /** What all of it printed, the last lines. */
  said(): string;
  /** Whether what runs can serve another run of the same check: one program, which nothing of this run has ended. */
  canStay(): boolean;
  /** Whether this run uses the program of an earlier one. */
  isShared(): boolean;
  /** Begins another run of the same check. What runs is used again if it was started with the environment of that run. */
  renew(): void;
  /** Where programs start from here on. */
  moveTo(ground: ProgramGround): void;
}

/** The learner's folder, and the packages beside it. */
export type ProgramGround = Pick<Bench, 'workspace' | 'packages'>;

interface LearnerOptions {
  bench: Bench;
  /** Settles with the environment of the check's gateway run. */
  env: () => Promise<Record<string, string>>;
  wallMs: number;
  /** Aborts when the check ends. */
  signal: AbortSignal;
}

/** A module that could not be loaded: the learner's failure, unless the check was stopped. */
function gone(why: Expectation, signal: AbortSignal): never {
  if (signal.aborted) throw new Error('the check was canceled');
  return fail(why);
}

interface LauncherParts {
  use: LearnerUse;
  programs: Program[];
  entry: Learner['entry'];
  ground: () => ProgramGround;
}

/** Starts programs of a check with all that they get. @returns a function of the contract that gets everything ready */
function createLauncher(
  { bench, env, wallMs, signal }: LearnerOptions,
  { use, programs, entry, ground }: LauncherParts,
) {
  const { lab, language } = bench;
  return async (contract: Contract): Promise<(launch: Partial<Launch>) => Promise<Program>> => {
    const [runtime, own] = await Promise.all([bench.runtimes.get(language), env()]);
    const strict = await bench.strict?.tool();
    return async (launch) => {
      const program = await runtime.launch({
        as: 'program',
        entry: entry(contract),
        // The scratch folder of a check stays where it was made.
        folders: { ...programFolders(ground()), scratch: programFolders(bench).scratch },
        wallMs,
        nativePackages: lab.manifest.nativePackages,
        packages: lab.manifest.packages[language] ?? [],
        signal,
        onOutput: bench.onOutput,
        strict,
        reach: use.reach,
        ...launch,
        env: { ...own, ...use.env, ...launch.env },
      });
      programs.push(program);
      return program;
    };
  };
}

const entryOf =
  ({ lab, language }: Bench): Learner['entry'] =>
  (contract) =>
    lab.entry(language, lab.contracts.includes(contract) ? contract : lab.contracts[0]);

export function createLearner({ bench, env, wallMs, signal }: LearnerOptions): Learner {
  const adapter = adapterOf(bench.language);
  const programs: Program[] = [];
  let server: Promise<LearnerServer> | undefined;
  let module: Promise<ModuleClient> | undefined;
  let ground: ProgramGround = bench;
  const use = createLearnerUse(end);

  async function end(): Promise<void> {
    server = undefined;
    module = undefined;
    await Promise.all(programs.splice(0).map((program) => program.stop()));
  }

  const entry = entryOf(bench);
  const parts: LauncherParts = { use, programs, entry, ground: () => ground };
  const ready = createLauncher({ bench, env, wallMs, signal }, parts);

  const explain = (contract: Contract, output: string): Expectation => ({
    message: adapter.explainStart(output, entry(contract)),
    ...adapter.placeOf(output, ground.workspace),
  });

  async function bootServer(): Promise<LearnerServer> {
    const start = await ready('http');
    const why = (output: string): Expectation => explain('http', output);
    return startLearnerServer({ start: (more) => start({ env: more }), explain: why, signal });
  }

  async function bootModule(): Promise<ModuleClient> {
    const start = await ready('module');
    const client = createModuleClient(await start({ as: 'module', input: 'pipe', stdout: 'pipe' }));
    return (await client.ready) ? client : gone(explain('module', client.program.output()), signal);
  }

  return {
    entry,
    addEnv: (values) => void Object.assign(use.env, values),
    addReach: (port) => void use.reach.push(port),
    hasStarted: () => use.isUsed,
    async server() {
      await use.begin();
      return (server ??= bootServer());
    },
    async module() {
      await use.begin();
      return (module ??= bootModule());
    },
    async start(contract, launch) {
      await use.begin();
      use.spend();
      return (await ready(contract))(launch);
    },
    async stop() {
      use.spend();
      use.pause();
      await end();
    },
    canStay: () => use.isUsed && !use.isSpent && programs.length === 1 && !programs[0]!.hasEnded,
    isShared: () => use.isShared,
    renew: use.renew,
    moveTo: (next) => void (ground = next),
    said: () => tail(programs.map((program) => program.output()).join('\n')),
  };
}
