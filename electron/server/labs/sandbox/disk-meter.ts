import { diskUseOf, type DiskUse } from './disk-use.ts';

/** Counts folders for several programs: those that ask for the same folder within a moment share one walk. */
export interface DiskMeter {
  /** @param maxAgeMs how long ago the count may have begun */
  use(folders: readonly string[], maxAgeMs: number): Promise<DiskUse>;
}

/** After so long nobody asks for a count any more. */
const FORGET_MS = 60_000;

export function createDiskMeter(): DiskMeter {
  const walks = new Map<string, { at: number; use: Promise<DiskUse> }>();

  function useOf(folder: string, maxAgeMs: number): Promise<DiskUse> {
    const now = performance.now();
    const last = walks.get(folder);
    if (last && now - last.at < maxAgeMs) return last.use;
    for (const [other, { at }] of walks) if (now - at > FORGET_MS) walks.delete(other);
    const use = diskUseOf(folder);
    walks.set(folder, { at: now, use });
    return use;
  }

  return {
    async use(folders, maxAgeMs) {
      const all = await Promise.all(folders.map((folder) => useOf(folder, maxAgeMs)));
      return {
        files: all.reduce((sum, { files }) => sum + files, 0),
        bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
      };
    },
  };
}
