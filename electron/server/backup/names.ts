import path from 'node:path';
import { backupReason, type BackupReason } from '../../shared/backup.ts';

/**
 * Where the backups of a data folder are: beside it, so that deleting or damaging the folder leaves them alone.
 * @param data the data folder, absolute
 */
export function backupFolder(data: string): string {
  return path.join(path.dirname(data), `${path.basename(data)}-backups`);
}

/** An instant as a part of a file name that every system takes: `2026-11-21T03-07-27-123Z`. */
export const fileStamp = (at: number): string => new Date(at).toISOString().replaceAll(/[:.]/g, '-');

const NAME = /^cairn-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z-([a-z]+)\.db$/;

export const backupName = (at: number, reason: BackupReason): string => `cairn-${fileStamp(at)}-${reason}.db`;

/** What a backup's name says, or null when it is not the name of one (so a name can never be a path). */
export function parseBackupName(name: string): { at: number; reason: BackupReason } | null {
  const [, date, hour, minute, second, ms, word] = NAME.exec(name) ?? [];
  const at = Date.parse(`${date}T${hour}:${minute}:${second}.${ms}Z`);
  const reason = backupReason.safeParse(word);
  return Number.isFinite(at) && reason.success ? { at, reason: reason.data } : null;
}
