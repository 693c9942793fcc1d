import { copyFileSync, lstatSync, mkdirSync, rmdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { filesIn } from './files-in.ts';

/** Copies a file to `name` in a folder. A link or an empty folder in its way goes, so nothing is written through one. */
export function copyInto(folder: string, name: string, from: string): void {
  let at = folder;
  for (const part of name.split('/')) {
    at = path.join(at, part);
    if (lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(at);
  }
  mkdirSync(path.dirname(at), { recursive: true });
  if (lstatSync(at, { throwIfNoEntry: false })?.isDirectory()) rmdirSync(at);
  copyFileSync(from, at);
}

/** Copies all files of a folder into another; files that are only there stay. */
export function copyAll(from: string, to: string): void {
  for (const name of filesIn(from)) copyInto(to, name, path.join(from, name));
}
