import { join, resolve } from 'node:path';
import { addOwnPaths, loadShipped } from './load.ts';
import { problemLine } from './service.ts';

/**
 * The check of the build: `node validate.ts [curriculum folder] [folder of own paths]`.
 * Prints each problem as `file:line:column field: message` and exits 1, or a count of what is there and exits 0.
 */
function main(folder: string, own: string | undefined): number {
  const shipped = loadShipped(folder);
  const { curriculum, problems } =
    own === undefined ? { ...shipped, problems: [] } : addOwnPaths(shipped.curriculum, own);
  const all = [
    ...shipped.problems.map((problem) => ({ ...problem, file: join(folder, problem.file) })),
    ...problems,
  ];
  if (all.length > 0) {
    process.stderr.write(`${all.map((problem) => problemLine(problem)).join('\n')}\n`);
    return 1;
  }
  const { paths, skills, tools, labs } = curriculum;
  process.stdout.write(
    `The curriculum is valid: ${paths.length} paths, ${skills.length} skills, ${tools.length} tools, ${labs.length} labs.\n`,
  );
  return 0;
}

process.exitCode = main(resolve(process.argv[2] ?? 'curriculum'), process.argv[3]);
