// Installs and builds what is stale. Runs on Node 20 with nothing installed: only node: imports here.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isInstalled, lockfileFingerprint, rendererFingerprint, shellFingerprint } from './fingerprint.mjs';
import { withPrepareLock } from './prepare-lock.mjs';

const STAMP = '.cairn-stamp';

/** A failure that a person can act on; `message` says what happened and what to do. */
export class PrepareError extends Error {}

const toStderr = (line) => process.stderr.write(`${line}\n`);

/** @param {string} root @returns {string} the Node 24 binary that npm installed beside Cairn */
export function nodeBinary(root) {
  const folder = path.join(root, 'node_modules', 'node', 'bin');
  return path.join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
}

/** @param {string} root @returns {string | undefined} the Electron program, when one is on this machine */
export function electronBinary(root) {
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH || path.join(root, 'node_modules', 'electron', 'dist');
  const name = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform];
  const file = path.join(dist, name ?? 'electron');
  return existsSync(file) ? file : undefined;
}

/**
 * Installs Cairn's packages when node_modules is missing or belongs to another lockfile. Fresh: a few ms.
 * @param {string} root the checkout
 * @param {{ say?: (line: string) => void }} [options] where the one progress line goes (stderr)
 * @throws {PrepareError} with npm's whole output when the install fails
 */
export async function ensureInstalled(root, { say = toStderr } = {}) {
  if (isInstallFresh(root)) return;
  await withPrepareLock(
    root,
    async (lock) => {
      if (isInstallFresh(root)) return;
      if (!isInstalled(root) || !existsSync(nodeBinary(root))) await install(root, { say, lock });
      writeFileSync(installStamp(root), lockfileFingerprint(root));
    },
    () => say('Another start is installing Cairn; waiting for it.'),
  );
}

/**
 * Builds the renderer, and the Electron shell where Electron is present, when their sources changed.
 * @param {string} root the checkout
 * @param {{ say?: (line: string) => void }} [options]
 * @throws {PrepareError} with the whole output of the build
 */
export async function ensureBuilt(root, { say = toStderr } = {}) {
  const builds = staleBuilds(root);
  if (builds.length === 0) return;
  await withPrepareLock(
    root,
    async (lock) => {
      // Asked again inside the lock: another start may have built while this one waited.
      for (const build of staleBuilds(root)) await runBuild(root, build, { say, lock });
    },
    () => say('Another start is building Cairn; waiting for it.'),
  );
}

const installStamp = (root) => path.join(root, 'node_modules', STAMP);

function isInstallFresh(root) {
  return readStamp(installStamp(root)) === lockfileFingerprint(root) && existsSync(nodeBinary(root));
}

function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function staleBuilds(root) {
  const builds = [
    { name: 'interface', folder: 'renderer', config: 'vite.config.ts', stamp: rendererFingerprint },
  ];
  if (electronBinary(root)) {
    builds.push({
      name: 'desktop shell',
      folder: 'shell',
      config: 'vite.shell.config.ts',
      stamp: shellFingerprint,
    });
  }
  return builds
    .filter((build) => existsSync(path.join(root, build.config)))
    .map((build) => ({ ...build, hash: build.stamp(root) }))
    .filter((build) => readStamp(path.join(root, 'dist', build.folder, STAMP)) !== build.hash);
}

async function install(root, { say, lock }) {
  say("Installing Cairn's packages. This happens once and takes about a minute.");
  // Not `npm ci`: it refuses a lockfile that lacks a binary for some other platform, as a registry mirror makes
  // them. With --no-save the lockfile decides every version all the same, and is not written.
  const flags = [
    'install',
    '--no-save',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const result = await run(npmCommand(), flags, { root, lock });
  if (result.code !== 0) {
    throw new PrepareError(
      `${result.output}\nCairn could not install its packages (npm ended with ${result.code}).\n` +
        'Check the network connection and the message above, then start again; nothing else is needed.',
    );
  }
  if (!existsSync(nodeBinary(root))) {
    throw new PrepareError(
      'npm installed the packages, but not the Node 24 that Cairn runs on.\n' +
        'Install scripts are probably switched off: run `npm config set ignore-scripts false` and start again.',
    );
  }
}

async function runBuild(root, build, { say, lock }) {
  say(`Building Cairn's ${build.name}.`);
  const target = path.join(root, 'dist', build.folder);
  // Built beside the old one and swapped in whole: a running Cairn never serves half a build.
  const fresh = path.join(root, 'dist', `.${build.folder}-${process.pid}`);
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const flags = [
    vite,
    'build',
    '--config',
    build.config,
    '--outDir',
    fresh,
    '--emptyOutDir',
    '--logLevel',
    'warn',
  ];
  const result = await run({ file: nodeBinary(root), args: [] }, flags, { root, lock });
  if (result.code !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw new PrepareError(
      `${result.output}\nThe build of Cairn's ${build.name} failed; the message above says where.`,
    );
  }
  mkdirSync(fresh, { recursive: true });
  writeFileSync(path.join(fresh, STAMP), build.hash);
  rmSync(target, { recursive: true, force: true });
  renameSync(fresh, target);
}

function npmCommand() {
  const running = process.env.npm_execpath;
  if (running && path.basename(running) === 'npm-cli.js') return { file: process.execPath, args: [running] };
  return { file: 'npm', args: [], shell: process.platform === 'win32' };
}

/** Runs a command to its end, keeping its output for the case that it fails. */
function run(command, flags, { root, lock }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command.file, [...command.args, ...flags], {
      cwd: root,
      shell: command.shell ?? false,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: undefined, ...(process.stderr.isTTY ? {} : { NO_COLOR: '1' }) },
    });
    lock.addChild(child.pid);
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    const stop = (signal) => child.kill(signal);
    process.once('SIGINT', stop).once('SIGTERM', stop);
    child.on('close', (code, signal) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve({ code: code ?? signal, output: Buffer.concat(chunks).toString().trim() });
    });
  });
}
