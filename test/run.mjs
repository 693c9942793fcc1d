// `npm test`: everything that must hold before a commit lands on main, from a bare clone.
// `npm run check` (--quick) is the fast loop: no labs proof, no integration, no browser.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt, ensureInstalled, nodeBinary } from '../electron/host/prepare.mjs';
import { findOrInstallChromium } from './support/chromium.mjs';
import { createTail, failedTests } from './support/failures.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const quick = process.argv.includes('--quick');
/** How many lines of a failed stage are said again at the end. */
const TAIL = 30;
const scratch = mkdtempSync(path.join(tmpdir(), 'cairn-test-'));

/** A terminal shows colours and progress by itself, and scrolls; a log needs what failed once more at its end. */
const isTerminal = process.stdout.isTTY;

/** Runs one command in the repository. @returns its exit code, and in a log the last lines that it printed */
function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const bin = path.join(root, 'node_modules', '.bin');
    const said = createTail(TAIL);
    const child = spawn(command, args, {
      cwd: root,
      stdio: isTerminal ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      // Whatever a test leaves behind goes with the scratch folder.
      env: { ...process.env, TMPDIR: scratch, ...env, PATH: `${bin}${path.delimiter}${process.env.PATH}` },
    });
    for (const stream of ['stdout', 'stderr']) {
      child[stream]?.setEncoding('utf8').on('data', (piece) => {
        process[stream].write(piece);
        said.add(piece);
      });
    }
    const end = (code) => resolve({ code: code ?? 1, said: said.lines() });
    child.on('error', () => end(1));
    child.on('close', end);
    // A program that a test left behind may hold the pipe open.
    child.on('exit', (code) => setTimeout(end, 3000, code).unref());
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
/** What failed, for the end of the output: the middle of a long log is easily cut. */
const failures = [];

/** Runs one stage under its title and says how long it took. */
async function timed(title, args, env) {
  console.log(`\n── ${title}`);
  const startedAt = performance.now();
  const ended = await run(node, args, env);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(`── ${title}: ${ended.code === 0 ? 'passed' : 'failed'} in ${seconds} s`);
  return ended;
}

/** One named stage that counts as one check. */
async function stage(title, args) {
  const { code, said } = await timed(title, args);
  if (code === 0) passed += 1;
  else {
    failed += 1;
    failures.push({ title, lines: said });
  }
}

// Vitest leaves a core to itself, which on two cores means one file at a time; most files wait for programs they started.
const parallel = [`--maxWorkers=${Math.max(2, availableParallelism() - 1)}`];

/** A vitest project, counted test by test from its JSON report. */
async function tests(title, project, { env = {}, flags = [] } = {}) {
  const report = path.join(scratch, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code, said } = await timed(
    title,
    [vitest, 'run', '--project', project, ...flags, ...reporters],
    env,
  );
  let named = [];
  try {
    const found = JSON.parse(readFileSync(report, 'utf8'));
    passed += found.numPassedTests;
    named = failedTests(found, root);
  } catch {
    // No report: what it printed last has to do.
  }
  if (code === 0 && named.length === 0 && existsSync(report)) return;
  // An error outside of any test has no name in the report, but vitest exits non-zero.
  failed += Math.max(1, named.length);
  failures.push({ title, lines: named.length > 0 ? named : said });
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
  // Fixed seeds: a check that fails by luck is for the soak to find, which draws its own.
  const seeds = ['--seeds', '20', '--first-seed', '1'];
  await stage('labs', ['electron/cli/labs-check.ts', '--short', ...seeds]);
  await tests('integration', 'integration', { env, flags: parallel });
  await tests('end to end', 'e2e', { env });
}

try {
  await main();
} catch (error) {
  failed += 1;
  failures.push({ title: 'preparation', lines: [error instanceof Error ? error.message : String(error)] });
} finally {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
}
if (failures.length > 0) console.log('\n── What failed');
for (const { title, lines } of failures) console.log([title, ...lines.map((line) => `  ${line}`)].join('\n'));
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
