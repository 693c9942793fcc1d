import path from 'node:path';
import { createDiskMeter } from '../../sandbox/disk-meter.ts';
import { nodeCommand } from '../../sandbox/node-command.ts';
import { runProgram, type Program, type ProgramOptions } from '../../sandbox/program.ts';
import type { AdapterOfFolder, LanguageRuntime, Launch, RuntimePlace } from '../types.ts';
import { startupMessage } from './startup-message.ts';
import { createWarmPool } from './warm-pool.ts';

const MODULE_MAIN = path.join(import.meta.dirname, 'module-main.mjs');
const MODULE_HOST = path.join(import.meta.dirname, 'module-host.ts');
const WAIT = path.join(import.meta.dirname, 'wait.mjs');
const MEMORY_MB = 256;

/** @param ahead the process waits until it is told to go */
function optionsOf(launch: Launch, ahead = false): ProgramOptions {
  const { as, entry, args = [], folders, nativePackages } = launch;
  const isModule = as === 'module';
  return {
    ...launch,
    cwd: folders.cwd,
    command: nodeCommand({
      readable: [
        ...folders.readable,
        ...(isModule ? [MODULE_MAIN, MODULE_HOST] : []),
        ...(ahead ? [WAIT] : []),
      ],
      writable: [folders.cwd, folders.scratch],
      cache: folders.cache,
      memoryMb: MEMORY_MB,
      nativePackages,
      args: [
        ...(ahead ? ['--import', WAIT] : []),
        ...(isModule ? [MODULE_MAIN] : []),
        entry,
        ...(ahead ? [] : args),
      ],
    }),
  };
}

function runtimeOf({ isWarm = () => false }: RuntimePlace): LanguageRuntime {
  const pool = createWarmPool((launch) => optionsOf(launch, true), MODULE_HOST);
  const disk = createDiskMeter();
  const start = (launch: Launch): Program => runProgram({ ...optionsOf(launch), disk });
  return {
    start,
    async launch(launch) {
      // A sandbox is put around a program when it starts, with the ports that it may reach: too late for these.
      if (launch.strict) return start(launch);
      const adopt = pool.take(launch, launch.env);
      const program = runProgram({ ...optionsOf(launch), adopt, disk });
      // Not at once: the next one would take the processor from this one.
      if (isWarm()) void program.ended.then(() => pool.refill(launch));
      return program;
    },
    close: async () => pool.close(),
  };
}

/** TypeScript on the Node that Cairn itself runs on: types are stripped, nothing is built. */
export const adapter: AdapterOfFolder = {
  title: 'TypeScript',
  isIncluded: true,
  fences: ['ts', 'typescript', 'js', 'javascript'],
  nameOf: (name) => name,
  declaration: (name) => `export function ${name}`,
  explainStart: startupMessage,
  placeOf(trace, workspace) {
    for (const [, file, line] of trace.matchAll(
      /(?:file:\/\/)?(\/[^\s():]+|[A-Za-z]:[\\/][^\s():]+):(\d+)/g,
    )) {
      const inside = path.relative(workspace, file!);
      if (!inside.startsWith('..') && !path.isAbsolute(inside) && !inside.includes('node_modules'))
        return { file: inside.split(path.sep).join('/'), line: Number(line) };
    }
    return undefined;
  },
  prepare: async (place) => runtimeOf(place),
};
