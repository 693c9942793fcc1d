import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const HERE = import.meta.dirname;

/**
 * Lets Python keep the compiled form of Cairn's own files beside them, because each program loads them when it starts.
 * Where they cannot be written they are compiled at each start, which only takes longer.
 */
export function compileOwnFiles(python: string): void {
  if (!isStale()) return;
  execFile(python, ['-I', '-m', 'compileall', '-q', HERE], { windowsHide: true }, () => {});
}

function isStale(): boolean {
  const compiled = statSync(path.join(HERE, '__pycache__'), { throwIfNoEntry: false });
  return readdirSync(HERE).some(
    (name) => name.endsWith('.py') && statSync(path.join(HERE, name)).mtimeMs > (compiled?.mtimeMs ?? 0),
  );
}
