import { realpathSync } from 'node:fs';
import path from 'node:path';
import type { Command } from './program.ts';

export interface PythonCommandOptions {
  /** The interpreter of the lab set's environment. */
  python: string;
  /** The file to run and its arguments. */
  args: readonly string[];
  /** Folders that may be read, besides Python's own and those in `writable`. */
  readable: readonly string[];
  writable: readonly string[];
  /** SQLite may load add-ons. */
  nativePackages: boolean;
}

/** The file that it runs does what is needed of `site` (adapters/python/packages.py), for folders as Unix has them. */
const WITHOUT_SITE = process.platform === 'win32' ? [] : ['-S'];

/** What guard.py takes: the rules for this run. */
export const GUARD_RULES = 'CAIRN_GUARD';

/**
 * Python on its own: no variables of the person, no packages of the person, UTF-8 everywhere, output at once, and no
 * compiled files beside the learner's. The file that it runs puts on the seat belt (adapters/python/guard.py).
 */
export function pythonCommand(options: PythonCommandOptions): Command {
  const { python, args, readable, writable, nativePackages } = options;
  return {
    file: python,
    args: ['-I', ...WITHOUT_SITE, '-B', '-u', '-X', 'utf8', ...args],
    env: { [GUARD_RULES]: JSON.stringify({ read: readable, write: writable, native: nativePackages }) },
    // The environment, and the Python that it was made from.
    readable: [
      ...readable,
      ...[python, realpathSync(python)].map((file) => path.dirname(path.dirname(file))),
    ],
    writable,
  };
}
