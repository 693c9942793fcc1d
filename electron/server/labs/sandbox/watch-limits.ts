import { diskUseOf, type DiskUse } from './disk-use.ts';
import type { Limit, Limits } from './limits.ts';
import { usageOf } from './usage.ts';

const EVERY_MS = 250;
const DISK_EVERY_MS = 500;
const MB = 1024 * 1024;

/**
 * Looks at a running program several times a second and tells of the first limit that it passes. For what the system
 * cannot hold for a whole tree of processes, or not at all (macOS has no limit on memory).
 * @param what `writable`: folders whose growth counts; `said`: bytes that came on a protocol's stdout so far
 * @returns a function that ends it
 */
export function watchLimits(
  pid: number,
  { limits, writable, said }: { limits: Limits; writable: readonly string[]; said: () => number },
  onLimit: (limit: Limit) => void,
): () => void {
  let isOver = false;
  const timers = new Set<NodeJS.Timeout>();
  const tell = (limit: Limit): void => {
    if (!isOver) onLimit(limit);
    isOver = true;
  };

  /** Looks again some time after a look has ended, so that slow looks do not pile up. */
  const repeat = (everyMs: number, look: () => Promise<void>): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      void look().finally(() => {
        if (!isOver) repeat(everyMs, look);
      });
    }, everyMs);
    timer.unref();
    timers.add(timer);
  };

  repeat(EVERY_MS, async () => {
    if (said() > limits.protocolMb * MB) return tell('output');
    const usage = await usageOf(pid);
    if (!usage) return;
    if (usage.memoryMb > limits.memoryMb) tell('memory');
    else if (usage.processes > limits.processes || usage.threads > limits.threads) tell('processes');
  });

  if (writable.length > 0) {
    const before: Promise<DiskUse> = diskUseOf(writable);
    repeat(DISK_EVERY_MS, async () => {
      const { files, bytes } = await before;
      const most = { files: files + limits.files, bytes: bytes + limits.diskMb * MB };
      const now = await diskUseOf(writable, most);
      if (now.bytes > most.bytes) tell('disk');
      else if (now.files > most.files) tell('files');
    });
  }
  return () => {
    isOver = true;
    for (const timer of timers) clearTimeout(timer);
  };
}
