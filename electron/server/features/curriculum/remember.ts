import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Curriculum } from '../../../shared/curriculum.ts';
import type { Loaded } from './load.ts';

/** The code that reads and checks the files: when it changes, what it made is made again. */
const CODE = {
  folders: [import.meta.dirname, join(import.meta.dirname, '../../../shared')],
  file: join(import.meta.dirname, '../../yaml-problems.ts'),
};

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Gives the curriculum of a folder from the file that the last load left, when nothing it was made of has changed
 * since: reading and checking the YAML takes a third of the time of a short `cairn` command.
 * @param folder the curriculum folder
 * @param file where the result is kept; a missing, damaged or unwritable one only costs the time
 * @param load reads and checks the folder; only a result without problems is kept
 */
export function remembered(folder: string, file: string, load: (folder: string) => Loaded): Loaded {
  let key: string;
  try {
    key = fingerprint([folder, ...CODE.folders]);
  } catch {
    // Reading it properly says in words what is wrong with the folder.
    return load(folder);
  }
  const kept = recall(file, key);
  if (kept) return { curriculum: kept, problems: [] };
  const loaded = load(folder);
  if (loaded.problems.length === 0) keep(file, key, JSON.stringify(loaded.curriculum));
  return loaded;
}

/** A hash over the code of the YAML reader and over the names and contents of all that is in some folders. */
function fingerprint(folders: readonly string[]): string {
  const hash = createHash('sha256').update(readFileSync(CODE.file));
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const at = join(entry.parentPath, entry.name);
      // Only the contents of ordinary files: a named pipe would hold up the start.
      hash
        .update(`${at}\0`)
        .update(entry.isFile() ? readFileSync(at) : 'no file')
        .update('\0');
    }
  }
  return hash.digest('hex');
}

function recall(file: string, key: string): Curriculum | undefined {
  try {
    const [foundKey, sum, json = ''] = readFileSync(file, 'utf8').split('\n', 3);
    return foundKey === key && sum === hashOf(json) ? (JSON.parse(json) as Curriculum) : undefined;
  } catch {
    return undefined;
  }
}

function keep(file: string, key: string, json: string): void {
  try {
    // Written aside and renamed, so that another start never reads half of it.
    writeFileSync(`${file}.new`, `${key}\n${hashOf(json)}\n${json}`);
    renameSync(`${file}.new`, file);
  } catch {
    // A folder that is read-only or full is named by what has to write there.
  }
}
