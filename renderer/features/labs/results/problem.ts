import type { CheckResult } from '../../../../electron/shared/labs.ts';

/** Something wrong at a place in the workspace. */
export interface Problem {
  path: string;
  line: number;
  column: number;
  message: string;
  severity: 'error' | 'warning';
}

/** `model.ts:12:5`, `model.ts:12`, or Python's `File "main.py", line 12`. */
const PLACE = /([\w./\\-]+\.(?:m?ts|m?js|py|json)):(\d+)(?::(\d+))?|File "([^"]+)", line (\d+)/g;

/** The workspace files that a text names with a line, in its order, each place once. */
export function placesIn(
  text: string,
  paths: readonly string[],
): { path: string; line: number; column: number }[] {
  const found = new Map<string, { path: string; line: number; column: number }>();
  for (const match of text.matchAll(PLACE)) {
    const named = (match[1] ?? match[4] ?? '').replaceAll('\\', '/');
    const line = Number(match[2] ?? match[5]);
    // The longest path that it ends with: `lib/a.ts` before `a.ts`.
    const path = paths
      .filter((one) => named === one || named.endsWith(`/${one}`))
      .toSorted((a, b) => b.length - a.length)[0];
    if (path === undefined || line < 1) continue;
    found.set(`${path}:${line}`, { path, line, column: Number(match[3] ?? 1) });
  }
  return [...found.values()];
}

/** What failed checks say of places in the learner's files: startup errors, and failures with a file and line. */
export function problemsOf(checks: readonly CheckResult[], paths: readonly string[]): Problem[] {
  const problems = new Map<string, Problem>();
  for (const check of checks) {
    if (check.status !== 'fail') continue;
    const { file, line } = check;
    const own =
      file !== undefined && line !== undefined && paths.includes(file)
        ? [{ path: file, line, column: 1 }]
        : placesIn(check.message, paths).slice(0, 1);
    for (const place of own) {
      const message = check.message.split('\n')[0] ?? check.title;
      problems.set(`${place.path}:${place.line}:${message}`, { ...place, message, severity: 'error' });
    }
  }
  return [...problems.values()];
}
