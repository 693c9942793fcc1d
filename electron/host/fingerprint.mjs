// Runs on Node 20 with nothing installed: only node: imports here.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What the built renderer is made of. A change in any of these makes the build stale. */
const RENDERER_INPUTS = ['renderer', 'electron/shared', 'vite.config.ts', 'package-lock.json'];
const SHELL_INPUTS = [
  'electron/shell',
  'electron/host',
  'electron/shared',
  'vite.shell.config.ts',
  'package-lock.json',
];

/** @param {string} root @returns {string} hex SHA-256 over the names and contents of the renderer's inputs */
export const rendererFingerprint = (root) => fingerprint(root, RENDERER_INPUTS);
/** @param {string} root @returns {string} the same for the Electron shell's bundle */
export const shellFingerprint = (root) => fingerprint(root, SHELL_INPUTS);

/** @param {string} root @returns {string} hex SHA-256 of the lockfile, '' when there is none */
export function lockfileFingerprint(root) {
  const file = path.join(root, 'package-lock.json');
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : '';
}

function fingerprint(root, inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of filesOf(path.join(root, input))) {
      hash
        .update(`${path.relative(root, file)}\0`)
        .update(readFileSync(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

function filesOf(entry) {
  if (!existsSync(entry)) return [];
  // A file input has no entries; reading it as a folder says so.
  let entries;
  try {
    entries = readdirSync(entry, { recursive: true, withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return [entry];
    throw error;
  }
  return entries
    .filter((found) => found.isFile())
    .map((found) => path.join(found.parentPath, found.name))
    .sort();
}

/**
 * True when the packages in node_modules are those of the lockfile: npm writes what it installed to
 * node_modules/.package-lock.json. Honours an `npm install` done by hand, so a start never wipes it.
 * @param {string} root
 */
export function isInstalled(root) {
  const wanted = readPackages(path.join(root, 'package-lock.json'));
  const found = readPackages(path.join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !found) return false;
  return Object.entries(wanted).every(([place, entry]) => {
    if (place === '' || entry.link || !place.includes('node_modules/')) return true;
    const installed = found[place];
    if (!installed) return entry.optional === true;
    return installed.version === entry.version && installed.integrity === entry.integrity;
  });
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    // Missing or unreadable means the same here: install again.
    return undefined;
  }
}
