import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../shared/errors.ts';
import { electronBinary, root } from './paths.ts';
import type { Stopping } from './stopping.ts';

/**
 * Runs the desktop window to its end. The shell starts the server itself and supervises it.
 * @returns the exit code of the window
 * @throws AppError `unavailable` when there is no Electron or no built shell on this machine
 */
export async function runDesktop(dataDir: string, stopping: Stopping): Promise<number> {
  const electron = electronBinary(process.env);
  if (!electron) {
    throw new AppError('unavailable', 'There is no Electron on this machine.', {
      hint: 'Use --host browser, or name a folder with Electron in ELECTRON_OVERRIDE_DIST_PATH.',
    });
  }
  if (!existsSync(path.join(root, 'dist', 'shell', 'main.js'))) {
    throw new AppError('unavailable', 'The desktop shell is not built.', {
      hint: 'Start with `npm start`, which builds it.',
    });
  }
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const window = spawn(electron, [root, `--data-dir=${dataDir}`], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
  });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  window.on('error', reject);
  window.on('exit', (code) => resolve(code ?? 1));
  void stopping.wish.then(() => window.kill('SIGTERM'));
  return promise;
}
