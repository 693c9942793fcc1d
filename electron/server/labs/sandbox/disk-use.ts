import { opendir, lstat } from 'node:fs/promises';
import path from 'node:path';

export interface DiskUse {
  files: number;
  bytes: number;
}

/** Enough for any workspace; a walk through more would itself be a load. */
const MAX_ENTRIES = 50_000;

/** Counts what is in folders, links not followed, without holding up the server. */
export async function diskUseOf(
  folders: readonly string[],
  stop: DiskUse = { files: MAX_ENTRIES, bytes: Infinity },
): Promise<DiskUse> {
  const use: DiskUse = { files: 0, bytes: 0 };
  const queue = [...folders];
  for (let folder = queue.pop(); folder !== undefined; folder = queue.pop()) {
    try {
      for await (const entry of await opendir(folder)) {
        const at = path.join(folder, entry.name);
        use.files += 1;
        if (entry.isDirectory()) queue.push(at);
        else if (entry.isFile()) {
          const stats = await lstat(at);
          // What it takes on the disk: a file with holes only claims to be large.
          use.bytes += Math.min(stats.size, (stats.blocks ?? Infinity) * 512);
        }
        if (use.files > stop.files || use.bytes > stop.bytes) return use;
      }
    } catch {
      // Deleted meanwhile, or not to be read.
    }
  }
  return use;
}
