import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { RuntimePlace } from '../types.ts';
import { existingEnvironment } from './environment.ts';

const NAME = '.venv';
const isWindows = process.platform === 'win32';

/**
 * Lets editors and a terminal find the packages of a Python workspace: a small virtual environment beside it that
 * borrows the packages of the labs' environment, and a link to it inside, where they look. Of its own, because `pip`
 * and `uv sync` change what they find, and the labs' environment serves every check; beside, because a program may write
 * in its workspace. Nothing happens before that environment is there, and what the person put in either place stays.
 * @param workspace its folder
 */
export function placeEditorEnvironment(workspace: string, place: RuntimePlace): void {
  try {
    const python = existingEnvironment(place);
    if (python === undefined) return;
    const own = path.join(path.dirname(workspace), NAME);
    if (make(own, python)) link(path.join(workspace, NAME), own);
  } catch (error) {
    // A read-only folder or a full disk must not keep a lab from being opened: checks do not need this.
    if (!(error instanceof Error) || !('code' in error)) throw error;
  }
}

/** @param python the interpreter of the labs' environment. @returns false when something of the person's is there */
function make(own: string, python: string): boolean {
  const shared = path.dirname(path.dirname(python));
  const settings = path.join(own, 'pyvenv.cfg');
  const stats = lstatSync(own, { throwIfNoEntry: false });
  if (stats && !stats.isDirectory()) return false;
  const mark = `cairn = ${shared}`;
  if (existsSync(settings)) {
    const lines = readFileSync(settings, 'utf8').split('\n');
    if (lines.includes(mark)) return true;
    if (!lines.some((line) => line.startsWith('cairn = '))) return false;
  }
  const packages = packagesIn(shared);
  mkdirSync(path.join(own, packages), { recursive: true });
  // A plain path: Python reads it when it starts, and type checkers know it too (docs.python.org/3/library/site.html).
  writeFileSync(path.join(own, packages, '_cairn.pth'), `${path.join(shared, packages)}\n`);
  placePrograms(own, shared);
  const kept = readFileSync(path.join(shared, 'pyvenv.cfg'), 'utf8').replace(
    /^(command|prompt) = .*\n?/gm,
    '',
  );
  // Last: what was interrupted before is made again.
  writeFileSync(settings, `${kept.trimEnd()}\nprompt = cairn\n${mark}\n`);
  return true;
}

/** Where an environment keeps its packages, relative. */
function packagesIn(shared: string): string {
  if (isWindows) return path.join('Lib', 'site-packages');
  const version = readdirSync(path.join(shared, 'lib')).find((name) => /^python3\.\d+$/.test(name));
  return path.join('lib', version ?? 'python3', 'site-packages');
}

/** The interpreter under its names, and the scripts that put it first in a terminal. */
function placePrograms(own: string, shared: string): void {
  const inside = isWindows ? 'Scripts' : 'bin';
  const from = path.join(shared, inside);
  const to = path.join(own, inside);
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const at = path.join(to, name);
    if (/^pythonw?[\d.]*(\.exe)?$/.test(name)) {
      rmSync(at, { force: true });
      const base = baseOf(path.join(from, name), shared);
      if (base === undefined) copyFileSync(path.join(from, name), at);
      else symlinkSync(base, at);
    } else if (/^activate/i.test(name)) {
      writeFileSync(at, moved(readFileSync(path.join(from, name), 'utf8'), shared, own));
    }
  }
}

/** The interpreter outside that a link in the labs' environment leads to; undefined for one that is no link. */
function baseOf(file: string, shared: string): string | undefined {
  if (!lstatSync(file).isSymbolicLink()) return undefined;
  const target = path.resolve(path.dirname(file), readlinkSync(file));
  return target.startsWith(shared + path.sep) ? baseOf(target, shared) : target;
}

/** A script of the labs' environment for another folder. It names the folder that it was made in, which was renamed. */
function moved(script: string, shared: string, own: string): string {
  const name = `${path.basename(shared)}(?:\\.part)?`;
  return script
    .replace(new RegExp(`(?:[A-Za-z]:)?[/\\\\][^"'\\n]*[/\\\\]${name}`, 'g'), () => own)
    .replace(new RegExp(name, 'g'), 'cairn');
}

function link(at: string, own: string): void {
  const stats = lstatSync(at, { throwIfNoEntry: false });
  if (stats) {
    const isLost = stats.isSymbolicLink() && !existsSync(at);
    if (!isLost) return;
    rmSync(at);
  }
  // A junction needs no rights on Windows, but a whole path.
  if (isWindows) symlinkSync(own, at, 'junction');
  else symlinkSync(path.join('..', NAME), at);
}
