import { readdirSync, type Dirent } from 'node:fs';
import path from 'node:path';

/** A folder with more than this is not one of models. */
const MOST_ENTRIES = 2000;
const MOST_FOUND = 200;

/**
 * The GGUF files of a folder and, down to `depth` more levels, of the folders in it. Links to files count (model hubs'
 * caches are made of them), links to folders do not. A folder that is not there or may not be read has none.
 */
export function findGguf(folder: string, depth: number): string[] {
  const entries = entriesOf(folder);
  const files = entries
    .filter((entry) => !entry.isDirectory() && /\.gguf$/i.test(entry.name) && !entry.name.startsWith('.'))
    .map(({ name }) => path.join(folder, name));
  if (depth > 0) {
    for (const entry of entries) {
      if (entry.isDirectory()) files.push(...findGguf(path.join(folder, entry.name), depth - 1));
      if (files.length >= MOST_FOUND) break;
    }
  }
  return files.slice(0, MOST_FOUND).toSorted();
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).slice(0, MOST_ENTRIES);
  } catch {
    return [];
  }
}
