import { NODE_GUARD } from './node-guard.ts';
import type { Command } from './program.ts';

export interface NodeCommandOptions {
  /** Folders or files that may be read; those in `writable` may be read as well. */
  readable: readonly string[];
  writable: readonly string[];
  /** Where Node keeps compiled code between runs. */
  cache: string;
  memoryMb: number;
  /** Native add-ons may be loaded. They are not bound by the permission model: a weaker seat belt. */
  nativePackages: boolean;
  /** The file to run and its arguments. */
  args: readonly string[];
}

/**
 * Node with its permission model: no child processes, workers or (unless asked for) add-ons. A seat belt, not a
 * sandbox (nodejs.org/api/permissions.html); what it leaves open is in docs/lab-isolation.md.
 */
export function nodeCommand(options: NodeCommandOptions): Command {
  const { readable, writable, cache, memoryMb, nativePackages, args } = options;
  return {
    file: process.execPath,
    args: [
      '--permission',
      // Its files are not covered by the permission model: it would open Cairn's own database.
      '--no-experimental-sqlite',
      ...(nativePackages ? ['--allow-addons'] : []),
      ...[...writable, cache, ...readable].map((folder) => `--allow-fs-read=${folder}`),
      ...[...writable, cache].map((folder) => `--allow-fs-write=${folder}`),
      `--max-old-space-size=${memoryMb}`,
      '--disable-warning=SecurityWarning',
      '--disable-warning=ExperimentalWarning',
      '--import',
      NODE_GUARD,
      ...args,
    ],
    env: { NODE_COMPILE_CACHE: cache },
    readable,
    writable: [...writable, cache],
    cache,
  };
}
