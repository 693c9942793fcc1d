import { spawn, type ChildProcess } from 'node:child_process';
import { cpuSecondsFor, limited, type Limits } from './limits.ts';
import type { Command, ProgramOptions } from './program.ts';
import { MARK } from './stragglers.ts';
import type { StrictRoom } from './strict/types.ts';

/** What a program needs of its process; one that was forked by another process has no more. */
export type ChildLike = Pick<ChildProcess, 'pid' | 'stdin' | 'stdout' | 'stderr' | 'stdio' | 'once'>;

export interface Spawned {
  child: ChildLike;
  /** Closes what stands beside the program: the bridge of a strict room. */
  close: () => void;
  /** The mark that it carries, when it was started before its program was known. */
  mark?: string;
}

/** The ports on this machine that a run's variables name: the gateway, and servers that a check opened. */
export function portsIn(env: Readonly<Record<string, string>>): number[] {
  const ports = Object.values(env).flatMap((value) =>
    [...value.matchAll(/\bhttps?:\/\/(?:127\.0\.0\.1|localhost):(\d{1,5})/g)].map(([, port]) => Number(port)),
  );
  return [...new Set(ports)];
}

function roomOf({ command, cwd, env, reach = [] }: ProgramOptions): StrictRoom {
  const port = Number(env['PORT']);
  return {
    cwd,
    readable: command.readable ?? [],
    writable: command.writable ?? [],
    reach: [...new Set([...portsIn(env), ...reach])],
    listen: Number.isInteger(port) && port > 0 ? port : undefined,
  };
}

/** Starts the system's process: in strict mode inside its sandbox, with the limits of the system, as the leader of a group. */
export function spawnProgram(options: ProgramOptions, limits: Limits, mark: string): Spawned {
  const { cwd, env, wallMs, input = 'none', strict } = options;
  const wrapped = strict?.wrap(options.command, roomOf(options));
  const command: Command = wrapped ?? options.command;
  const { file, args } =
    process.platform === 'win32' ? command : limited(command, limits, cpuSecondsFor(limits, wallMs));
  const child = spawn(file, args, {
    cwd,
    env: { ...env, ...command.env, [MARK]: mark },
    detached: process.platform !== 'win32',
    windowsHide: true,
    // The last one is never written to: it closes when Cairn dies, and the program's guard ends it then.
    stdio: [input === 'pipe' ? 'pipe' : 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  return { child, close: () => wrapped?.close() };
}
