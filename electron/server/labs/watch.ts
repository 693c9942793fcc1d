import { watch } from 'node:fs';

const DEBOUNCE_MS = 100;

/**
 * Tells of changed files in a folder, gathered over 100 ms; does not keep the process alive.
 * @returns a function that stops watching
 */
export function watchFolder(folder: string, onChange: (paths: string[]) => void): () => void {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, { recursive: true, persistent: false }, (_event, name) => {
    const file = name?.split('\\').join('/');
    if (!file || file.endsWith('.cairn-save') || /(^|\/)(node_modules|\.git)(\/|$)/.test(file)) return;
    changed.add(file);
    timer ??= setTimeout(() => {
      timer = undefined;
      const paths = [...changed].toSorted();
      changed.clear();
      onChange(paths);
    }, DEBOUNCE_MS);
  });
  // A folder that is deleted or moved ends the watch; opening the lab again starts a new one.
  watcher.on('error', () => watcher.close());
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
