import { existsSync, statfsSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { findChromium } from '../../host/browser-window.ts';
import { prepareDataDir } from '../../host/data-dir.ts';
import { acquireInstance, readInstance } from '../../host/instance.ts';
import { pathsFor } from '../../host/paths.ts';
import { strictSupport } from '../../server/labs/sandbox/strict/support.ts';
import { AppError } from '../../shared/errors.ts';
import type { Isolation } from '../../shared/settings.ts';
import { fail, ok, warn, type DoctorInputs, type Finding } from './finding.ts';

const MB = 1024 * 1024;

/** The Node that runs Cairn: 24 is the one that is tested, 22.14 the least the database driver takes. */
export function checkNode(): Finding {
  const detail = `Node ${process.versions.node}`;
  if (Number(process.versions.node.split('.')[0]) >= 24) return ok('node', detail);
  return fail(
    'node',
    `${detail}, but Cairn runs on Node 24.`,
    'Run it as `npm run cairn -- doctor` in the folder of Cairn.',
  );
}

export function checkDataDir({ dataDir }: DoctorInputs): Finding {
  try {
    prepareDataDir(dataDir);
    return ok('data-folder', `${dataDir} can be written.`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return fail('data-folder', error.message, error.hint ?? '');
  }
}

export function checkDisk({ dataDir }: DoctorInputs): Finding {
  const existing = nearestFolder(dataDir);
  const { bavail, bsize } = statfsSync(existing);
  const free = Math.floor((bavail * bsize) / MB);
  const detail = `${free} MB free for your data.`;
  if (free < 50) return fail('disk', detail, 'Free some space: Cairn cannot save on a full disk.');
  if (free < 500) return warn('disk', detail, 'Free some space soon; backups need it.');
  return ok('disk', detail);
}

function nearestFolder(dir: string): string {
  return existsSync(dir) || dir === path.dirname(dir) ? dir : nearestFolder(path.dirname(dir));
}

/** Whether Cairn runs on this folder now, or a port of this machine can be had for it. */
export async function checkPort({ dataDir }: DoctorInputs): Promise<Finding> {
  if (existsSync(dataDir)) {
    const lock = acquireInstance(dataDir);
    if (!lock)
      return ok(
        'port',
        `Cairn is running${readInstance(dataDir)?.url ? ` at ${readInstance(dataDir)?.url}` : ''}.`,
      );
    lock.release();
  }
  const { promise, resolve } = Promise.withResolvers<Finding>();
  const probe = createServer();
  probe.once('error', (error) =>
    resolve(
      fail(
        'port',
        `127.0.0.1 cannot be used: ${error.message}.`,
        'Check the firewall or sandbox of this machine.',
      ),
    ),
  );
  probe.listen(0, '127.0.0.1', () => probe.close(() => resolve(ok('port', 'A port of 127.0.0.1 is free.'))));
  return promise;
}

export function checkBrowser(inputs: DoctorInputs): Finding {
  const found = findChromium({ ...inputs, isRoot: false });
  if (found) return ok('browser', found);
  return warn(
    'browser',
    'No Chromium, Chrome, Edge or Brave was found.',
    'Any current browser works: open the address that `npm start` prints.',
  );
}

/** Whether strict mode can be had; a warning only when it is switched on, because then no lab runs. */
export async function checkIsolation(wanted: Isolation): Promise<Finding> {
  const support = await strictSupport();
  if (support.tool) return ok('lab-isolation', `Strict mode can be used: ${support.tool.name}.`);
  if (wanted === 'standard') return ok('lab-isolation', `Standard. ${support.reason}`);
  return warn('lab-isolation', `Strict mode is on, and no lab runs. ${support.reason}`, support.hint);
}

export function checkInterface({ dataDir }: DoctorInputs): Finding {
  const page = path.join(pathsFor(dataDir).renderer, 'index.html');
  if (existsSync(page)) return ok('interface', 'The interface is built.');
  return warn('interface', 'The interface is not built yet.', 'Run `npm start`; it builds what is missing.');
}
