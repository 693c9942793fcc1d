import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { adapterOf } from './adapters/index.ts';
import type { Bench } from './bench.ts';
import type { RunGateway } from './check-gateway.ts';
import type { CheckFiles, CheckTools } from './checks.ts';
import { createCliTools } from './contracts/cli-tools.ts';
import { createMcpTools } from './contracts/mcp-tools.ts';
import { createModuleTools } from './contracts/module-tools.ts';
import { expect } from './expect.ts';
import { createHttpTools } from './http-tools.ts';
import type { Learner } from './learner.ts';
import { expectPassRate } from './pass-rate.ts';
import type { SeededRandom } from './random.ts';
import { createServe } from './serve.ts';
import type { TurnTaker } from './turns.ts';

interface ToolParts {
  bench: Bench;
  learner: Learner;
  calls: RunGateway;
  files: CheckFiles;
  random: SeededRandom;
  turns: TurnTaker;
  modelName: string;
  /** The ports of its servers in an earlier run, which a program that stayed knows; those of this run are added. */
  ports: number[];
  signal: AbortSignal;
}

/** Puts together what a check works with. */
export function createCheckTools(parts: ToolParts): {
  tools: CheckTools;
  notes: string[];
  cleanUp(): Promise<void>;
} {
  const { bench, learner, calls, files, random, turns, modelName, ports, signal } = parts;
  const notes: string[] = [];
  const cleanups: (() => unknown)[] = [];
  const note = (message: string): void => void notes.push(message);
  const tools: CheckTools = {
    ...createHttpTools(() => learner.server(), signal),
    ...createModuleTools({
      adapter: adapterOf(bench.language),
      workspace: bench.workspace,
      entry: learner.entry('module'),
      start: () => learner.module(),
    }),
    ...createCliTools((options) => learner.start('cli', { ...options, input: 'pipe' })),
    ...createMcpTools(() => learner.start('mcp-stdio', { input: 'pipe', stdout: 'pipe' })),
    get seed() {
      random.noteSeed();
      return bench.seed;
    },
    language: bench.language,
    stop: () => learner.stop(),
    env(values) {
      if (learner.hasStarted()) throw new Error('t.env has to come before the program starts');
      learner.addEnv(values);
    },
    serve: createServe({ learner, ports, onClose: (close) => cleanups.push(close) }),
    files,
    data: (file) => readData(bench, file),
    gateway: calls,
    reply: (answer) => calls.reply(answer),
    random,
    turns: () => turns.take(),
    expect,
    note,
    passRate: (n, threshold, trial) => expectPassRate({ n, threshold, note }, trial),
    cleanup: (work) => void cleanups.push(work),
    model: modelName,
  };
  return {
    tools,
    notes,
    async cleanUp() {
      for (const work of cleanups.toReversed()) {
        try {
          await work();
        } catch {
          // The verdict stands; what a check left behind goes with the machine's own cleaning.
        }
      }
    },
  };
}

function readData({ lab }: Bench, file: string): string {
  const at = path.join(lab.folder, 'data', file);
  if (!existsSync(at)) throw new Error(`the lab has no data/${file}`);
  return readFileSync(at, 'utf8');
}
