import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';

export interface BrowserInputs {
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  /** Chromium refuses to run as root with its sandbox on, and Cairn never switches that off. */
  isRoot: boolean;
}

const LINUX = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
];
const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'];
const WINDOWS = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];

/** True where a window can be seen: not in CI, and with a display on Linux. */
export function hasDisplay({ env, platform }: BrowserInputs): boolean {
  if (env['CI']) return false;
  return platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/** The first Chromium-family browser on this machine, or null. */
export function findChromium({ env, platform }: BrowserInputs): string | null {
  return candidates(env, platform).find(isProgram) ?? null;
}

function candidates(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  if (platform === 'darwin') return MAC.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  if (platform === 'win32') {
    const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].filter(
      (root) => root !== undefined,
    );
    return roots.flatMap((root) => WINDOWS.map((name) => path.join(root, name)));
  }
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  return LINUX.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

function isProgram(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Present but not ours to run is as good as absent.
    return false;
  }
}

/**
 * Opens an address in a Chromium window without tabs, else in the default browser. The browser is the
 * person's: it is not a child that ends with Cairn.
 */
export function openBrowser(url: string, inputs: BrowserInputs): void {
  const chromium = inputs.isRoot ? null : findChromium(inputs);
  const [file, ...args] = chromium ? [chromium, `--app=${url}`] : defaultBrowser(url, inputs.platform);
  const child = spawn(file!, args, { detached: true, stdio: 'ignore', env: inputs.env });
  // No browser is not a failure: the address was printed.
  child.on('error', () => {});
  child.unref();
}

function defaultBrowser(url: string, platform: NodeJS.Platform): string[] {
  if (platform === 'darwin') return ['open', url];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return ['xdg-open', url];
}
