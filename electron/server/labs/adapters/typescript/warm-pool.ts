import { existsSync } from 'node:fs';
import path from 'node:path';
import { LIMITS } from '../../sandbox/limits.ts';
import type { ProgramOptions } from '../../sandbox/program.ts';
import { spawnProgram, type Spawned } from '../../sandbox/spawn-program.ts';
import type { Launch } from '../types.ts';

/** How long a process waits for its use before it is given up, and how many wait at most. */
const IDLE_MS = 5 * 60_000;
const MOST = 6;
/** As many as checks of one step usually run at a time. */
const MOST_ALIKE = 3;

/** Processes that were started ahead, each for one launch of one kind. */
export interface WarmPool {
  /** One that fits, told what it is to be; undefined when none waits. */
  take(launch: Launch, env: Readonly<Record<string, string>>): Spawned | undefined;
  /** Starts the next of this kind. */
  refill(launch: Launch): void;
  close(): void;
}

interface Waiting {
  key: string;
  spawned: Spawned;
  timer: NodeJS.Timeout;
}

/** What a waiting process was started with and cannot change later. */
const keyOf = ({ as, entry, folders, wallMs, nativePackages, packages, limits }: Launch): string =>
  JSON.stringify([as, entry, folders, wallMs, nativePackages, packages, limits]);

/**
 * @param optionsOf what a process of a kind is started with
 * @param host the file that serves a module: loaded ahead
 */
export function createWarmPool(optionsOf: (launch: Launch) => ProgramOptions, host: string): WarmPool {
  const waiting: Waiting[] = [];
  let isClosed = false;

  function drop(one: Waiting): void {
    const at = waiting.indexOf(one);
    if (at >= 0) waiting.splice(at, 1);
    clearTimeout(one.timer);
  }

  /** Its end of stdin closes, which it takes for the end. */
  const dismiss = ({ spawned }: Waiting): void => {
    spawned.child.stdin!.destroy();
    spawned.close();
  };

  return {
    take(launch, env) {
      const key = keyOf(launch);
      const one = waiting.find((candidate) => candidate.key === key);
      if (!one) return undefined;
      drop(one);
      const text = Buffer.from(JSON.stringify({ args: launch.args ?? [], env }));
      one.spawned.child.stdin!.write(`${String(text.length).padStart(10)}${text.toString('utf8')}`);
      if (launch.input !== 'pipe') one.spawned.child.stdin!.end();
      return one.spawned;
    },
    refill(launch) {
      if (isClosed) return;
      const key = keyOf(launch);
      if (waiting.filter((one) => one.key === key).length >= MOST_ALIKE) return;
      if (!existsSync(path.join(launch.folders.cwd, launch.entry))) return;
      const mark = crypto.randomUUID();
      const ahead = [...(launch.packages ?? []), ...(launch.as === 'module' ? [host] : [])];
      const env = { PATH: '/usr/bin:/bin', CAIRN_AHEAD: JSON.stringify(ahead) };
      const options = { ...optionsOf(launch), env, input: 'pipe' as const };
      const spawned = { ...spawnProgram(options, { ...LIMITS, ...launch.limits }, mark), mark };
      const one: Waiting = {
        key,
        spawned,
        timer: setTimeout(() => (drop(one), dismiss(one)), IDLE_MS).unref(),
      };
      spawned.child.stdin!.on('error', () => {});
      spawned.child.once('error', () => drop(one)).once('exit', () => drop(one));
      waiting.push(one);
      if (waiting.length > MOST) {
        const [oldest] = waiting;
        drop(oldest!);
        dismiss(oldest!);
      }
    },
    close() {
      isClosed = true;
      for (const one of waiting.splice(0)) {
        clearTimeout(one.timer);
        dismiss(one);
      }
    },
  };
}
