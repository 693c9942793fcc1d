import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../shared/errors.ts';
import type { Opener } from '../../../shared/labs.ts';
import type { AppDeps, Desktop } from '../../deps.ts';
import { findOpeners, type FoundOpener } from './openers.ts';
import type { LabRef, LabService } from './service.ts';

/** A launcher that fails says so at once; one that is still there after this long has opened its window. */
const GRACE_MS = 700;

interface Deps {
  deps: Pick<AppDeps, 'paths' | 'desktop'>;
  labs: Pick<LabService, 'open'>;
  graceMs?: number;
}

/** Opens workspaces in the person's own editor or terminal. */
export function createOpenInService({ deps, labs, graceMs = GRACE_MS }: Deps) {
  const { desktop, paths } = deps;
  const found = (): FoundOpener[] => (desktop ? findOpeners(desktop) : []);
  return {
    /** The editors and terminals of this machine that a workspace can be opened in, editors first. */
    list: (): Opener[] => found().map(({ id, title, kind }) => ({ id, title, kind })),

    /**
     * Starts a program with the workspace as its only argument, and leaves it running on its own.
     * @throws AppError `unavailable` when the program is gone or fails at once, `forbidden` for a workspace that leads
     *   out of the data folder
     */
    async open(ref: LabRef, id: string): Promise<void> {
      const opener = found().find((one) => one.id === id);
      if (!desktop || !opener) {
        throw new AppError('unavailable', 'That program is not on this machine any more.', {
          hint: 'Copy the path and open the folder by hand.',
        });
      }
      const folder = inside(path.join(paths.data, 'labs'), labs.open(ref).folder);
      await launch(opener, { folder, desktop, graceMs });
    },
  };
}

export type OpenInService = ReturnType<typeof createOpenInService>;

/** The real path of a workspace. A link on the way must not open a folder that is not Cairn's. */
function inside(root: string, folder: string): string {
  const real = realpathSync(folder);
  if (real.startsWith(realpathSync(root) + path.sep)) return real;
  throw new AppError('forbidden', 'This workspace leads out of the data folder.', {
    hint: 'There is a symbolic link on the way. Put the folder itself there.',
  });
}

interface Launch {
  folder: string;
  desktop: Desktop;
  graceMs: number;
}

async function launch(
  { title, file, args }: FoundOpener,
  { folder, desktop, graceMs }: Launch,
): Promise<void> {
  // Without a shell: nothing in a path can be taken for a command.
  const child = spawn(file, args(folder), {
    cwd: folder,
    env: desktop.env,
    detached: true,
    stdio: 'ignore',
    shell: false,
  });
  const { promise: failed, resolve } = Promise.withResolvers<string>();
  child.once('error', (error) => resolve(error.message));
  child.once('exit', (code) => code !== null && code !== 0 && resolve(`it ended with exit code ${code}`));
  const over = new AbortController();
  const reason = await Promise.race([
    failed,
    sleep(graceMs, undefined, { signal: over.signal }).catch(() => undefined),
  ]);
  over.abort();
  child.unref();
  if (reason === undefined) return;
  throw new AppError('unavailable', `${title} could not be started: ${reason}.`, {
    hint: 'Copy the path and open the folder by hand.',
  });
}
