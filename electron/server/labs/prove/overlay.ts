import { cpSync, mkdtempSync } from 'node:fs';
import path from 'node:path';

/** A fresh folder under `root` with these folders copied over each other, in order. */
export function overlay(root: string, folders: readonly string[]): string {
  const made = mkdtempSync(path.join(root, 'work-'));
  for (const folder of folders) {
    cpSync(folder, made, {
      recursive: true,
      filter: (source) => path.basename(source) !== 'mutant.yaml',
    });
  }
  return made;
}
