import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { labUpdate } from '../../shared/labs.ts';
import { language } from '../../shared/settings.ts';
import type { Workspace } from './workspace.ts';

/** Beside the workspaces of a lab: what Cairn last gave to each, and what of it nobody has read about yet. */
const RECORD = '.given.json';
const given = z.object({
  /** The hash of each file of the starter and of `data/` as it was given. */
  files: z.record(z.string(), z.string()),
  update: labUpdate.nullable(),
});
const record = z.record(language, given);

export type Given = z.infer<typeof given>;

const fileOf = ({ folder }: Workspace): string => path.join(path.dirname(folder), RECORD);

/** @returns undefined when nothing is known of what the workspace was given */
export function readGiven(workspace: Workspace): Given | undefined {
  return readAll(fileOf(workspace))[workspace.language];
}

/** Keeps what a workspace was given; the other languages' stay. */
export function writeGiven(workspace: Workspace, next: Given): void {
  const file = fileOf(workspace);
  writeFileSync(file, JSON.stringify({ ...readAll(file), [workspace.language]: next }));
}

function readAll(file: string): z.infer<typeof record> {
  try {
    return existsSync(file) ? record.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  } catch {
    // Half written when the power went. Every file then counts as the person's, which is the safe side.
    return {};
  }
}
