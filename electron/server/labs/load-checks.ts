import { statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Check, DefineCheck, DefineChecks } from './checks.ts';

const define: DefineCheck = (...args) => {
  if (args.length === 3) return { id: args[0], title: args[1], run: args[2] };
  return { id: args[0], title: args[1], ...args[2], run: args[3] };
};

/**
 * Loads a step's checks. A file that changed since is loaded anew, so that `watch` sees a lab author's edits.
 * @throws Error when the file does not export its checks as the default
 */
export async function loadChecks(file: string): Promise<Check[]> {
  // Ends in .ts like the file itself: test runners choose their transform by the ending of the whole address.
  const url = `${pathToFileURL(file).href}?changed=${statSync(file).mtimeMs}.ts`;
  const module = (await import(url)) as { default?: DefineChecks };
  if (typeof module.default !== 'function')
    throw new Error(`${file} has to export its checks as the default.`);
  const checks = module.default(define);
  const ids = checks.map(({ id }) => id);
  const double = ids.find((id, i) => ids.indexOf(id) !== i);
  if (double) throw new Error(`${file} uses the check id "${double}" twice.`);
  return checks;
}
