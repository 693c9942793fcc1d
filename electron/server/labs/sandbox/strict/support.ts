import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { bubblewrap } from './bubblewrap.ts';
import { sandboxExec } from './sandbox-exec.ts';
import type { StrictSupport } from './types.ts';

/** Folders of the system, never the PATH: what stands in a person's own folder could be a learner's program. */
const BWRAP = ['/usr/bin/bwrap', '/bin/bwrap', '/usr/local/bin/bwrap', '/run/current-system/sw/bin/bwrap'];
const SANDBOX_EXEC = '/usr/bin/sandbox-exec';
const TRIAL_MS = 5000;

/** Runs a trial. @returns undefined when it went well, else what it said */
function trial(file: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(file, args, { timeout: TRIAL_MS }, (error, _stdout, stderr) => {
      resolve(error ? stderr.trim() || error.message : undefined);
    });
  });
}

/**
 * Looks for the system's sandbox and tries it out, because finding it is not enough: some systems forbid namespaces.
 * @param place where to look, for tests
 */
export async function strictSupport(
  place: { platform?: NodeJS.Platform; bwrap?: readonly string[] } = {},
): Promise<StrictSupport> {
  const { platform = process.platform, bwrap = BWRAP } = place;
  if (platform === 'linux') {
    const file = bwrap.find((candidate) => existsSync(candidate));
    if (file === undefined) {
      return {
        tool: null,
        reason: 'Strict mode needs bubblewrap, which is not installed.',
        hint: 'Install it (Debian, Ubuntu: sudo apt install bubblewrap; Fedora: sudo dnf install bubblewrap), or switch strict mode off.',
      };
    }
    const said = await trial(file, [
      '--unshare-all',
      '--ro-bind',
      '/',
      '/',
      '--dev',
      '/dev',
      '--proc',
      '/proc',
      'true',
    ]);
    if (said === undefined) return { tool: bubblewrap(file) };
    return {
      tool: null,
      reason: `Strict mode needs bubblewrap, which does not work here: ${said}`,
      hint: 'This system may forbid user namespaces (see docs/lab-isolation.md). Allow them for bwrap, or switch strict mode off.',
    };
  }
  if (platform === 'darwin') {
    const said = existsSync(SANDBOX_EXEC)
      ? await trial(SANDBOX_EXEC, ['-p', '(version 1)(allow default)', '/usr/bin/true'])
      : 'it is not there';
    if (said === undefined) return { tool: sandboxExec(SANDBOX_EXEC) };
    return {
      tool: null,
      reason: `Strict mode needs ${SANDBOX_EXEC}, which does not work here: ${said}`,
      hint: 'Run Cairn outside of other sandboxes, or switch strict mode off.',
    };
  }
  return {
    tool: null,
    reason: 'There is no strict mode on this system: it needs Linux or macOS.',
    hint: 'Switch strict mode off, or run Cairn in WSL.',
  };
}
