import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { COACH_FILES } from './coach-names.ts';

const SKIPPED = new Set(
  'node_modules .git .vscode .idea __pycache__ .venv venv .ruff_cache .mypy_cache .pytest_cache'.split(' '),
);
const MAX_FILES = 500;
const MAX_FOLDERS = 1000;

/** The files of a folder, relative, with forward slashes; links, package folders and coach files are left out. */
export function filesIn(folder: string): string[] {
  const found: string[] = [];
  let folders = 0;
  const walk = (under: string): void => {
    folders += 1;
    const at = (name: string): string => (under === '' ? name : `${under}/${name}`);
    const entries = readdirSync(path.join(folder, under), { withFileTypes: true });
    // Files before folders: one folder with very many of them must not hide the others.
    for (const entry of entries) if (entry.isFile() && found.length < MAX_FILES) found.push(at(entry.name));
    for (const entry of entries) {
      const isLeft = found.length < MAX_FILES && folders < MAX_FOLDERS;
      if (entry.isDirectory() && !SKIPPED.has(entry.name) && isLeft) walk(at(entry.name));
    }
  };
  if (existsSync(folder)) walk('');
  return found.filter((file) => !COACH_FILES.has(file)).toSorted();
}
