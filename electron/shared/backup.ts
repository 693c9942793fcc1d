import { z } from 'zod';

/** Why a backup was made: by itself, on a person's word, before a change of the schema, before a restore. */
export const backupReason = z.enum(['automatic', 'manual', 'migration', 'restore']);
export type BackupReason = z.infer<typeof backupReason>;

/** What a database holds of a person's work. */
export const storeCounts = z.object({
  sessions: z.int().describe('practice sessions that are not deleted'),
  targets: z.int().describe('targets that are not open any more'),
  evidence: z.int(),
  labRuns: z.int(),
  rhythm: z.int().describe('ticks of the rhythm'),
  rows: z.int().describe('all of these, deleted ones too: 0 means that nothing was done yet'),
});
export type StoreCounts = z.infer<typeof storeCounts>;

/** One backup. It is `ready` when this Cairn can read it; a full check comes before a restore. */
export const backup = z.object({
  name: z.string(),
  at: z.int(),
  reason: backupReason,
  bytes: z.int(),
  state: z.enum(['ready', 'unreadable', 'newer']),
  counts: storeCounts.nullable(),
});
export type Backup = z.infer<typeof backup>;

export const backupList = z.object({
  folder: z.string(),
  /** Newest first. */
  backups: z.array(backup),
  current: storeCounts,
  /** The last automatic backup that could not be made, until one is made. */
  lastFailure: z.object({ at: z.int(), message: z.string(), hint: z.string().nullable() }).nullable(),
});
export type BackupList = z.infer<typeof backupList>;

export const restoreResult = z.object({
  restored: backup,
  before: storeCounts,
  after: storeCounts,
  /** The backup of what was there before; null when there was nothing to keep. */
  saved: backup.nullable(),
});
export type RestoreResult = z.infer<typeof restoreResult>;

/** What a person should know about their data at this start, and the backup to offer first. */
export const storeNotice = z.object({
  /** `damaged`: a damaged database was set aside. `empty`: nothing is here, but a backup has something. */
  kind: z.enum(['damaged', 'empty']),
  reason: z.string().nullable(),
  /** Where the damaged files are now. */
  folder: z.string().nullable(),
  best: backup.nullable(),
});
export type StoreNotice = z.infer<typeof storeNotice>;

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** "214 sessions, 5 targets, 12 lab runs", or "nothing yet". */
export function describeCounts(counts: StoreCounts): string {
  const parts = [
    counts.sessions > 0 && plural(counts.sessions, 'session'),
    counts.targets > 0 && plural(counts.targets, 'target'),
    counts.evidence > 0 && plural(counts.evidence, 'piece of evidence', 'pieces of evidence'),
    counts.labRuns > 0 && plural(counts.labRuns, 'lab run'),
    counts.rhythm > 0 && plural(counts.rhythm, 'rhythm tick'),
  ].filter((part) => part !== false);
  if (parts.length > 0) return parts.join(', ');
  return counts.rows > 0 ? 'only deleted sessions' : 'nothing yet';
}

/** The backup to offer first: the newest that can be read and has any work in it, or null. */
export function bestBackup(backups: readonly Backup[]): Backup | null {
  return backups.find((it) => it.state === 'ready' && (it.counts?.rows ?? 0) > 0) ?? null;
}
