import path from 'node:path';
import { createDiskMeter } from '../../sandbox/disk-meter.ts';
import { pythonCommand } from '../../sandbox/python-command.ts';
import { runProgram, type Program, type ProgramOptions } from '../../sandbox/program.ts';
import type { AdapterOfFolder, LanguageRuntime, Launch } from '../types.ts';
import { compileOwnFiles } from './compile.ts';
import { placeEditorEnvironment } from './editor-environment.ts';
import { prepareEnvironment } from './environment.ts';
import { explainStart, placeOf } from './explain.ts';
import { createForkServer } from './fork-server.ts';

const RUN = path.join(import.meta.dirname, 'run.py');

/** `extractAll` as Python writes it: `extract_all`. */
const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const argumentsOf = ({ as, entry, args = [] }: Launch): string[] => [as, entry, ...args];

function optionsOf(python: string, launch: Launch): ProgramOptions {
  return {
    ...launch,
    cwd: launch.folders.cwd,
    command: pythonCommand({
      python,
      readable: [...launch.folders.readable, import.meta.dirname],
      writable: [launch.folders.cwd, launch.folders.scratch],
      nativePackages: launch.nativePackages,
      args: [RUN, ...argumentsOf(launch)],
    }),
  };
}

/** Programs on an interpreter that is there. @param python its absolute path */
export function pythonRuntime(python: string): LanguageRuntime {
  // Elsewhere a fork after imports is not safe (macOS) or not to be had (Windows).
  const forks = process.platform === 'linux' ? createForkServer(python) : undefined;
  const disk = createDiskMeter();
  const start = (launch: Launch): Program => runProgram({ ...optionsOf(python, launch), disk });
  return {
    start,
    async launch(launch) {
      // A sandbox is put around a program when it starts: a fork would be outside.
      if (!forks || launch.strict) return start(launch);
      const options = optionsOf(python, launch);
      const { packages = [] } = launch;
      const adopt = await forks.fork({ ...options, args: argumentsOf(launch), packages });
      // The input of a fork is always there to be closed.
      if (adopt && launch.input !== 'pipe') adopt.child.stdin!.end();
      return runProgram({ ...options, adopt, disk });
    },
    warm: async (packages) => forks?.load(packages),
    close: async () => forks?.close(),
  };
}

/** Python 3.10 or newer, with the pinned packages of the lab set in an environment of its own. */
export const adapter: AdapterOfFolder = {
  title: 'Python',
  isIncluded: false,
  fences: ['py', 'python'],
  nameOf: snakeCase,
  declaration: (name) => `def ${snakeCase(name)}`,
  explainStart,
  placeOf,
  helpEditors: placeEditorEnvironment,
  async prepare(place) {
    const python = await prepareEnvironment(place);
    compileOwnFiles(python);
    return pythonRuntime(python);
  },
};
