import type { BackupReason } from '../../../electron/shared/backup.ts';

const dateAndTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** "20 Nov 2026, 14:05" in this machine's zone. */
export const showWhen = (at: number): string => dateAndTime.format(at);

export const WHY: Record<BackupReason, string> = {
  automatic: 'By itself',
  manual: 'By you',
  migration: 'Before an update',
  restore: 'Before a restore',
};

/** "152 kB" or "3.4 MB". */
export const showBytes = (bytes: number): string =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
