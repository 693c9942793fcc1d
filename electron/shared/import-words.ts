import type { ColumnRole, ImportFormat, SkipReason } from './imports.ts';

/** What people call the kinds of files, the columns and the reasons. Apart from the schemas, which are heavy to load. */
export const FORMAT_TITLES: Record<ImportFormat, string> = {
  'toggl-csv': 'Toggl Track, detailed report (CSV)',
  'toggl-json': 'Toggl Track, time entries (JSON)',
  clockify: 'Clockify, detailed report (CSV)',
  wakatime: 'WakaTime, data dump (JSON)',
  activitywatch: 'ActivityWatch, buckets (JSON)',
  'super-productivity': 'Super Productivity, backup (JSON)',
  table: 'A table of times',
};

export const ROLE_TITLES: Record<ColumnRole, string> = {
  date: 'Day',
  start: 'Start',
  endDate: 'Day it ended',
  end: 'End',
  duration: 'Length',
  note: 'Note',
  project: 'Project',
  tags: 'Tags',
  skill: 'Skill',
  activity: 'Kind of work',
  zone: 'Time zone',
  id: 'The row’s own id',
};

export const REASON_TITLES: Record<SkipReason, string> = {
  'no-start': 'No start and no day',
  'no-length': 'No end and no length',
  'bad-date': 'The day cannot be read',
  'bad-time': 'The time cannot be read',
  'bad-length': 'The length cannot be read',
  'no-such-zone': 'Unknown time zone',
  running: 'Still running when it was exported',
  'not-positive': 'No time, or less than none',
  'ends-first': 'It ends before it starts',
  'too-long': 'Longer than 24 hours',
  'too-old': 'Before the year 2000',
  future: 'In the future',
  'note-too-long': 'The note is too long',
  'cut-off': 'The row is not complete',
  'not-a-row': 'Not an entry',
  'left-out': 'Not counted as practice',
  break: 'A break',
  total: 'A line with the total',
  'imported-before': 'Imported before',
  'twice-in-file': 'Twice in the file',
  overlaps: 'Overlaps what is logged',
};
