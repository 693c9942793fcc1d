import { type FSWatcher, readdirSync, watch } from 'node:fs';
import path from 'node:path';

const DEBOUNCE_MS = 100;
/** The system has few watches to give; a workspace that holds more folders than this is not watched to the end. */
const MAX_WATCHES = 500;
/** Coach files are no work: a change of one is no reason to check again. */
const IGNORED = /(^|\/)(node_modules|\.git|\.?venv|__pycache__)(\/|$)|\.cairn-save$|^(AGENTS|CLAUDE)\.md$/;

/**
 * Tells of changed files in a folder, gathered over 100 ms; does not keep the process alive.
 * Each folder has its own watch: Node's recursive one follows files on Linux, and loses a file that was replaced by
 * renaming, which is how Cairn and most editors save.
 * @returns a function that stops watching
 */
export function watchFolder(folder: string, onChange: (paths: string[]) => void): () => void {
  const changed = new Set<string>();
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;

  function tell(file: string): void {
    changed.add(file);
    timer ??= setTimeout(() => {
      timer = undefined;
      const paths = [...changed].toSorted();
      changed.clear();
      onChange(paths);
    }, DEBOUNCE_MS);
  }

  /** Watches a folder and those in it. @returns false when there is no such folder */
  function follow(inside: string): boolean {
    if (watchers.size >= MAX_WATCHES) return false;
    try {
      const names = readdirSync(path.join(folder, inside), { withFileTypes: true });
      if (!watchers.has(inside)) watchers.set(inside, open(inside));
      for (const entry of names) {
        const child = path.posix.join(inside, entry.name);
        if (entry.isDirectory() && !IGNORED.test(child)) follow(child);
      }
      return true;
    } catch {
      // A file, or a folder that is gone again: nothing to watch.
      return false;
    }
  }

  function open(inside: string): FSWatcher {
    const watcher = watch(path.join(folder, inside), { persistent: false }, (event, name) => {
      const file = name === null ? '' : path.posix.join(inside, name);
      if (!file || IGNORED.test(file)) return;
      if (event === 'rename' && follow(file)) return filesOf(file).forEach(tell);
      tell(file);
    });
    // A folder that is deleted or moved ends its watch; when it comes back, its parent says so.
    watcher.on('error', () => watcher.close());
    watcher.on('close', () => watchers.delete(inside));
    return watcher;
  }

  /** The files of a folder that has just come: they may have been there before its watch was. */
  function filesOf(inside: string): string[] {
    return readdirSync(path.join(folder, inside), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'),
      )
      .filter((file) => !IGNORED.test(file));
  }

  follow('');
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  };
}
