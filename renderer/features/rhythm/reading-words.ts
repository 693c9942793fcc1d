import type { ReadingKind, ReadingStatus } from '../../../electron/shared/reading.ts';

export const KIND_TITLES: Record<ReadingKind, string> = {
  paper: 'Paper',
  post: 'Post',
  chapter: 'Book chapter',
  docs: 'Docs',
  video: 'Video',
};

export const STATUS_TITLES: Record<ReadingStatus, string> = {
  want: 'To read',
  reading: 'Reading',
  read: 'Read',
};

/** What the one button of an entry does next. */
export const NEXT: Record<ReadingStatus, { status: ReadingStatus; label: string }> = {
  want: { status: 'reading', label: 'Begin' },
  reading: { status: 'read', label: 'Finished' },
  read: { status: 'reading', label: 'Read again' },
};

export const hostOf = (url: string): string => new URL(url).hostname.replace(/^www\./, '');
