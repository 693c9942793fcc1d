import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Paths } from '../server/deps.ts';

/** The folder that holds `electron/`: the checkout, or the packed app's resources. */
export const root = path.resolve(import.meta.dirname, '..', '..');

/** Where everything is. @param data the person's data folder, absolute */
export function pathsFor(data: string): Paths {
  return {
    data,
    curriculum: path.join(root, 'curriculum'),
    labs: path.join(root, 'labs'),
    renderer: path.join(root, 'dist', 'renderer'),
    models: path.join(root, 'resources', 'models'),
  };
}

export function cairnVersion(): string {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

/** The Electron program on this machine: where ELECTRON_OVERRIDE_DIST_PATH says, or where its package puts it. */
export function electronBinary(env: NodeJS.ProcessEnv): string | null {
  const dist = env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(root, 'node_modules', 'electron', 'dist');
  const names: Partial<Record<NodeJS.Platform, string>> = {
    darwin: 'Electron.app/Contents/MacOS/Electron',
    win32: 'electron.exe',
  };
  const file = path.join(dist, names[process.platform] ?? 'electron');
  return existsSync(file) ? file : null;
}
