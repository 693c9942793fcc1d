import type { WorkspaceFile } from '../../../../electron/shared/labs.ts';
import type { PlainFile } from '../../../../electron/shared/lab-copies.ts';

/** How a file differs from what the lab began with. */
export type FileChange = 'changed' | 'added';

/** The learner's files that are not as they were at the start, by path. A file whose text is not here has no mark. */
export function changesOf(
  files: readonly WorkspaceFile[],
  texts: ReadonlyMap<string, string>,
  starter: readonly PlainFile[],
): ReadonlyMap<string, FileChange> {
  const began = new Map(starter.map(({ path, text }) => [path, text]));
  const changes = new Map<string, FileChange>();
  for (const { path, role } of files) {
    if (role !== 'editable') continue;
    const before = began.get(path);
    const now = texts.get(path);
    if (before === undefined) changes.set(path, 'added');
    else if (now !== undefined && now !== before) changes.set(path, 'changed');
  }
  return changes;
}
