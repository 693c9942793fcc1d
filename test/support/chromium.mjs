import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of a Chromium on this machine, or undefined. CAIRN_TEST_CHROMIUM wins. */
export function findChromium(env = process.env) {
  if (env.CAIRN_TEST_CHROMIUM) return env.CAIRN_TEST_CHROMIUM;
  const onPath = (env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((dir) => NAMES.map((name) => path.join(dir, name)));
  return [...onPath, ...PLACES].find(isExecutable);
}

/** Finds a Chromium or installs one: Debian's package where that is allowed, else Playwright's own build. */
export async function findOrInstallChromium() {
  const found = findChromium();
  if (found) return found;
  console.log('No Chromium on this machine: installing one for the browser tests.');
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'] };
  if (process.platform === 'linux' && process.getuid?.() === 0 && findOnPath('apt-get')) {
    spawnSync('apt-get', ['update', '-qq'], quiet);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      ...quiet,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    const installed = findChromium();
    if (installed) return installed;
  }
  const cli = fileURLToPath(new URL('../../node_modules/playwright-core/cli.js', import.meta.url));
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'inherit' });
  const { chromium } = await import('playwright-core');
  if (isExecutable(chromium.executablePath())) return chromium.executablePath();
  throw new Error(
    'The browser tests need a Chromium. Install one, or name it in CAIRN_TEST_CHROMIUM, and run again.',
  );
}

function findOnPath(name) {
  return (process.env.PATH ?? '').split(path.delimiter).some((dir) => isExecutable(path.join(dir, name)));
}
