import { z } from 'zod';
import { language } from './settings.ts';

/** An earlier copy of workspace files: made before a change that replaces or removes them, and when a step passes. */
export const labCopy = z.object({
  id: z.string().regex(/^[\w-]+$/),
  at: z.int(),
  language,
  why: z.enum(['pass', 'reset-file', 'reset-step', 'reset-all', 'delete', 'restore', 'update']),
  /** The step that passed or was reset, or the path that was reset or deleted. */
  what: z.string().nullable(),
  files: z.array(z.string()),
});
export type LabCopy = z.infer<typeof labCopy>;

/** What every change of files gives: the id of the copy that undoes it. */
export const undoable = z.object({ backupId: z.string() });

/** A file's text outside the workspace: of the starter, the reference solution, or a package's types. */
export const plainFile = z.object({ path: z.string(), text: z.string() });
export type PlainFile = z.infer<typeof plainFile>;
