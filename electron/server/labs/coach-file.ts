import { existsSync, lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { COACH_FILES } from './coach-names.ts';
import { coachText } from './coach-text.ts';
import { hashOf } from './hash.ts';
import type { Workspace } from './workspace.ts';

/** Beside the workspaces of a lab: the hash of each coach file as Cairn last wrote it. */
const RECORD = '.coach.json';
const record = z.record(z.string(), z.record(z.string(), z.string()));
type Written = z.infer<typeof record>;

/**
 * Writes the coach files of a workspace, brings them up to date, or takes them out. A file that the person wrote,
 * changed or deleted is theirs and stays as it is.
 */
export function placeCoachFiles(workspace: Workspace, isWanted: boolean): void {
  try {
    place(workspace, isWanted);
  } catch (error) {
    // A read-only folder or a full disk must not keep a lab from being opened for want of a note to assistants.
    if (!(error instanceof Error) || !('code' in error)) throw error;
  }
}

function place(workspace: Workspace, isWanted: boolean): void {
  const { folder, language } = workspace;
  const at = path.join(path.dirname(folder), RECORD);
  const all = readRecord(at);
  const before = all[language] ?? {};
  const texts: Record<string, string> = { 'AGENTS.md': coachText(workspace), 'CLAUDE.md': '@AGENTS.md\n' };
  const after: Record<string, string> = {};
  for (const name of COACH_FILES) {
    const hash = settle(path.join(folder, name), {
      text: isWanted ? (texts[name] ?? null) : null,
      known: before[name],
    });
    if (hash !== undefined) after[name] = hash;
  }
  if (JSON.stringify(after) === JSON.stringify(before)) return;
  writeFileSync(at, JSON.stringify({ ...all, [language]: after }));
}

/** @param known the hash of what Cairn last wrote there. @returns that hash as it is now; undefined for nothing written */
function settle(file: string, { text, known }: { text: string | null; known: string | undefined }) {
  const isThere = lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  if (!isThere) {
    // Written once and gone: the person deleted it. Switched off, that is forgotten.
    if (text === null || known !== undefined) return text === null ? undefined : known;
    writeFileSync(file, text, { flag: 'wx' });
    return hashOf(text);
  }
  if (known === undefined || hashOfFile(file) !== known) return known;
  if (text === null) {
    rmSync(file);
    return undefined;
  }
  if (hashOf(text) !== known) writeFileSync(file, text);
  return hashOf(text);
}

function hashOfFile(file: string): string | undefined {
  return lstatSync(file).isFile() ? hashOf(readFileSync(file)) : undefined;
}

function readRecord(file: string): Written {
  try {
    return existsSync(file) ? record.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  } catch {
    // A damaged record makes every file the person's, which is the safe side.
    return {};
  }
}
