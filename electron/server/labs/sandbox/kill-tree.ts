import { spawnSync } from 'node:child_process';

/**
 * Signals a program and all that it started: the whole process group, or the tree on Windows.
 * @param pid the leader of a group made with `detached: true`
 * @returns false when nothing of it is left
 */
export function killTree(pid: number, signal: NodeJS.Signals): boolean {
  if (process.platform === 'win32') {
    return spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { windowsHide: true }).status === 0;
  }
  try {
    process.kill(-pid, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
