// `npm test`: everything that must hold before a commit lands on main, from a bare clone.
// `npm run check` (--quick) is the fast loop: no labs proof, no integration, no browser.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt, ensureInstalled, nodeBinary } from '../electron/host/prepare.mjs';
import { findOrInstallChromium } from './support/chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const quick = process.argv.includes('--quick');
const scratch = mkdtempSync(path.join(tmpdir(), 'cairn-test-'));

/** Runs one command in the repository and gives its exit code. */
function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const bin = path.join(root, 'node_modules', '.bin');
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      // Whatever a test leaves behind goes with the scratch folder.
      env: { ...process.env, TMPDIR: scratch, ...env, PATH: `${bin}${path.delimiter}${process.env.PATH}` },
    });
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

const bundled = (...parts) => path.join(root, 'node_modules', ...parts);
const node = nodeBinary(root);
const oxfmt = bundled('oxfmt', 'bin', 'oxfmt');
const oxlint = bundled('oxlint', 'bin', 'oxlint');
const tsc = bundled('typescript', 'bin', 'tsc');
const vitest = bundled('vitest', 'vitest.mjs');

let passed = 0;
let failed = 0;

/** One named stage that counts as one check. */
async function stage(title, args) {
  console.log(`\n── ${title}`);
  const code = await run(node, args);
  if (code === 0) passed += 1;
  else failed += 1;
}

// Vitest leaves a core to itself, which on two cores means one file at a time; most files wait for programs they started.
const parallel = [`--maxWorkers=${Math.max(2, availableParallelism() - 1)}`];

/** A vitest project, counted test by test from its JSON report. */
async function tests(title, project, { env = {}, flags = [] } = {}) {
  console.log(`\n── ${title}`);
  const report = path.join(scratch, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run(node, [vitest, 'run', '--project', project, ...flags, ...reporters], env);
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
    passed += numPassedTests;
    // A file that cannot even be loaded has no failed test of its own, but vitest exits non-zero.
    failed += code === 0 ? 0 : Math.max(1, numFailedTests);
  } catch {
    failed += 1;
  }
}

async function main() {
  await ensureInstalled(root);
  await stage('format', [oxfmt, '--check', '.']);
  await stage('lint', [oxlint, '--type-aware', '--deny-warnings']);
  await stage('types', [tsc, '-p', '.']);
  await stage('types of the renderer', [tsc, '-p', 'renderer']);
  await stage('notices', ['.ci/notices.mjs', '--check']);
  await stage('curriculum', ['electron/server/features/curriculum/validate.ts']);
  await tests('unit', 'unit', { flags: parallel });
  if (quick) return;
  await ensureBuilt(root);
  const env = { CAIRN_TEST_CHROMIUM: await findOrInstallChromium() };
  await stage('labs', ['electron/cli/labs-check.ts', '--short']);
  await tests('integration', 'integration', { env, flags: parallel });
  await tests('end to end', 'e2e', { env });
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  failed += 1;
} finally {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
