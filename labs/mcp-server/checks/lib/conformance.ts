import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { CheckTools } from '../../../../electron/server/labs/checks.ts';

/** A check of the official suite: github.com/modelcontextprotocol/conformance. */
interface SuiteCheck {
  id: string;
  status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO';
  description?: string;
  errorMessage?: string;
}

const require = createRequire(import.meta.url);
/** These call tools that the suite's own example server has, which a server for tickets lacks. */
const NEED_FIXTURES = new Set([
  'sep-2575-server-rejects-undeclared-capability',
  'sep-2575-missing-capability-http-400',
  'sep-2575-http-server-no-independent-requests-on-stream',
  'sep-2575-server-no-log-without-loglevel',
]);

/**
 * Runs what a revision of the protocol requires, and holds the scenarios that need no fixtures of the suite's own
 * against the server. One run of all costs less than a process for each.
 */
export async function expectConformance(
  t: CheckTools,
  { revision, scenarios }: { revision: string; scenarios: readonly string[] },
): Promise<void> {
  const url = await t.url('/mcp');
  const output = path.join(t.files.folder, `conformance-${revision}`);
  await runSuite(t, ['server', '--url', url, '--requirements', revision, '-o', output]);
  const folders = readdirSync(output);
  for (const scenario of scenarios) {
    const folder = folders.find((name) =>
      name.startsWith(`server-${scenario}-${new Date().getUTCFullYear()}`),
    );
    if (!folder) throw new Error(`the conformance suite left no result for ${scenario}`);
    const results = JSON.parse(
      readFileSync(path.join(output, folder, 'checks.json'), 'utf8'),
    ) as SuiteCheck[];
    const failed = results.find(({ id, status }) => status === 'FAILURE' && !NEED_FIXTURES.has(id));
    t.expect.that(failed === undefined, {
      message: `The official conformance suite, scenario ${scenario} of ${revision}, check ${failed?.id}: ${failed?.description ?? ''} ${failed?.errorMessage ?? ''}`,
    });
  }
}

/** Its exit code says nothing here: the scenarios with fixtures fail by design. */
function runSuite(t: CheckTools, args: readonly string[]): Promise<void> {
  const entry = path.join(
    path.dirname(require.resolve('@modelcontextprotocol/conformance/package.json')),
    'dist/index.js',
  );
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [entry, ...args],
      {
        cwd: t.files.folder,
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
        maxBuffer: 64 * 1024 * 1024,
      },
      () => resolve(),
    );
    t.cleanup(() => child.kill());
  });
}
