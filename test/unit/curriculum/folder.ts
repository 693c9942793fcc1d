import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

export const SHIPPED = join(import.meta.dirname, '../../../curriculum');

/** Makes temporary folders that are gone after the file's tests. */
export function temporaryFolders(): () => string {
  const made: string[] = [];
  afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'cairn-curriculum-'));
    made.push(folder);
    return folder;
  };
}

/** Copies the shipped curriculum and replaces one text in one of its files; the text must be there. */
export function damage(
  folder: string,
  file: string,
  [from, to]: readonly [string, string],
): { line: number } {
  cpSync(SHIPPED, folder, { recursive: true });
  const text = readFileSync(join(folder, file), 'utf8');
  const at = text.indexOf(from);
  if (at === -1) throw new Error(`"${from}" is not in ${file}`);
  writeFileSync(join(folder, file), text.slice(0, at) + to + text.slice(at + from.length));
  return { line: text.slice(0, at).split('\n').length };
}
