// Runs on Node 20 with nothing installed: only node: imports here.
import { mkdirSync, readFileSync, rmdirSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import path from 'node:path';

const POLL_MS = 150;
const TAKEOVER_STALE_MS = 10_000;

/**
 * Runs `work` while no other process of this checkout does. Two first starts at once would otherwise
 * install into the same folder.
 * @param {string} root the checkout
 * @param {(lock: { addChild(pid: number | undefined): void }) => Promise<T>} work told how to name a child
 *   whose life keeps the lock (an orphaned installer still writes)
 * @param {() => void} onWait called once when another process holds the lock
 * @template T
 */
export async function withPrepareLock(root, work, onWait) {
  const folder = path.join(root, '.cairn');
  const file = path.join(folder, 'prepare.lock');
  mkdirSync(folder, { recursive: true });
  let told = false;
  while (!tryCreate(file)) {
    if (isStale(file) && takeOver(file)) continue;
    if (!told) onWait();
    told = true;
    await sleep(POLL_MS);
  }
  const pids = [process.pid];
  try {
    return await work({
      addChild(pid) {
        if (pid) writeFileSync(file, [...pids, pid].join('\n'));
      },
    });
  } finally {
    unlinkSync(file);
  }
}

function tryCreate(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function isStale(file) {
  try {
    const pids = readFileSync(file, 'utf8').split('\n').filter(Boolean).map(Number);
    // Empty between creation and the first write: give the owner a moment before calling it dead.
    if (pids.length === 0) return Date.now() - statSync(file).mtimeMs > TAKEOVER_STALE_MS;
    return !pids.some(isAlive);
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Removes a dead owner's lock; a folder guards the check and the removal, so no live lock is removed. */
function takeOver(file) {
  const guard = `${file}.takeover`;
  try {
    mkdirSync(guard);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    dropOldGuard(guard);
    return false;
  }
  try {
    if (isStale(file)) unlinkSync(file);
    return true;
  } finally {
    rmdirSync(guard);
  }
}

function dropOldGuard(guard) {
  try {
    if (Date.now() - statSync(guard).mtimeMs > TAKEOVER_STALE_MS) rmdirSync(guard);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}
