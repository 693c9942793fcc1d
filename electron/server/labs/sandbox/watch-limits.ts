import type { DiskMeter } from './disk-meter.ts';
import type { Limit, Limits } from './limits.ts';
import { usageOf } from './usage.ts';

const EVERY_MS = 250;
const DISK_EVERY_MS = 500;
/** How old a count of the compiled code may be that a program starts from: little is added to it at a time. */
const CACHE_AGE_MS = 10_000;
/** A program that starts in a folder with more files than this may not add any. */
const MOST_BEFORE = 50_000;
const MB = 1024 * 1024;

/** What is looked at, and how. */
interface Watched {
  limits: Limits;
  disk: DiskMeter;
  writable: readonly string[];
  cache: string | undefined;
  said: () => number;
}

/**
 * Looks at a running program several times a second and tells of the first limit that it passes. For what the system
 * cannot hold for a whole tree of processes, or not at all (macOS has no limit on memory).
 * @param what `writable`: folders whose growth counts; `cache`: that of them which all programs fill; `said`: bytes that came on a protocol's stdout so far
 * @returns a function that ends it
 */
export function watchLimits(
  pid: number,
  { limits, disk, writable, cache, said }: Watched,
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
    const own = disk.use(
      writable.filter((folder) => folder !== cache),
      0,
    );
    const filled = disk.use(cache === undefined ? [] : [cache], CACHE_AGE_MS);
    repeat(DISK_EVERY_MS, async () => {
      const [before, compiled] = await Promise.all([own, filled]);
      const most = {
        files: Math.min(before.files + compiled.files, MOST_BEFORE) + limits.files,
        bytes: before.bytes + compiled.bytes + limits.diskMb * MB,
      };
      const now = await disk.use(writable, DISK_EVERY_MS);
      if (now.bytes > most.bytes) tell('disk');
      else if (now.files > most.files) tell('files');
    });
  }
  return () => {
    isOver = true;
    for (const timer of timers) clearTimeout(timer);
  };
}
