import { ADAPTERS } from './adapters/index.ts';
import type { Launch } from './adapters/types.ts';
import type { Bench } from './bench.ts';
import type { Expectation } from './checks.ts';
import { createModuleClient, type ModuleClient } from './contracts/module-client.ts';
import { fail } from './expect.ts';
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
  hasStarted(): boolean;
  server(): Promise<LearnerServer>;
  module(): Promise<ModuleClient>;
  /** A program of its own. */
  start(contract: Contract, launch: Partial<Launch>): Promise<Program>;
  /** Ends what runs; the next use starts anew. */
  stop(): Promise<void>;
  /** What all of it printed, the last lines. */
  said(): string;
}

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

export function createLearner({ bench, env, wallMs, signal }: LearnerOptions): Learner {
  const { lab, language } = bench;
  const adapter = ADAPTERS[language];
  const extra: Record<string, string> = {};
  const programs: Program[] = [];
  let server: Promise<LearnerServer> | undefined;
  let module: Promise<ModuleClient> | undefined;

  const entry = (contract: Contract): string =>
    lab.entry(language, lab.contracts.includes(contract) ? contract : lab.contracts[0]);

  async function ready(contract: Contract): Promise<(launch: Partial<Launch>) => Promise<Program>> {
    const [runtime, own] = await Promise.all([bench.runtimes.get(language), env()]);
    const strict = await bench.strict?.tool();
    return async (launch) => {
      const program = await runtime.launch({
        as: 'program',
        entry: entry(contract),
        folders: programFolders(bench),
        wallMs,
        nativePackages: lab.manifest.nativePackages,
        packages: lab.manifest.packages[language] ?? [],
        signal,
        onOutput: bench.onOutput,
        strict,
        ...launch,
        env: { ...own, ...extra, ...launch.env },
      });
      programs.push(program);
      return program;
    };
  }

  const explain = (contract: Contract, output: string): Expectation => ({
    message: adapter.explainStart(output, entry(contract)),
    ...adapter.placeOf(output, bench.workspace),
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
    addEnv: (values) => void Object.assign(extra, values),
    hasStarted: () => programs.length > 0,
    server: () => (server ??= bootServer()),
    module: () => (module ??= bootModule()),
    start: async (contract, launch) => (await ready(contract))(launch),
    async stop() {
      const all = programs.splice(0);
      await Promise.all(all.map((program) => program.stop()));
      server = undefined;
      module = undefined;
    },
    said: () => tail(programs.map((program) => program.output()).join('\n')),
  };
}
