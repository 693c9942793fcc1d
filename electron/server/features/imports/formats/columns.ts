import type { ColumnRole, ImportFormat } from '../../../../shared/imports.ts';

/** Headings by role, in the order of preference, as `plain` writes them. English first, then other tongues. */
const HEADINGS: Record<ColumnRole, readonly string[]> = {
  date: [
    'start date',
    'date',
    'day',
    'datum',
    'startdatum',
    'fecha',
    'jour',
    'data',
    'spent date',
    'work date',
  ],
  start: [
    'start time',
    'start',
    'started at',
    'time interval start',
    'begin',
    'beginn',
    'startzeit',
    'from',
    'von',
    'start datetime',
    'started',
    'inicio',
    'debut',
    'début',
  ],
  endDate: ['end date', 'stop date', 'enddatum'],
  end: [
    'end time',
    'end',
    'stop',
    'stop time',
    'ended at',
    'time interval end',
    'finish',
    'ende',
    'endzeit',
    'to',
    'bis',
    'end datetime',
    'stopped',
    'ended',
    'fin',
  ],
  duration: [
    'duration h',
    'duration',
    'duration decimal',
    'time interval duration',
    'length',
    'minutes',
    'hours',
    'seconds',
    'time spent',
    'time h',
    'dauer',
    'stunden',
    'durée',
    'duree',
    'duración',
    'duration seconds',
    'duration minutes',
    'dur',
  ],
  note: [
    'description',
    'note',
    'notes',
    'comment',
    'title',
    'summary',
    'beschreibung',
    'notiz',
    'text',
    'what',
  ],
  project: ['project', 'project name', 'projekt', 'projet', 'proyecto', 'category', 'kategorie'],
  tags: ['tags', 'tag', 'labels', 'label'],
  skill: ['skill', 'skill id'],
  activity: ['activity', 'kind of work', 'kind', 'activity type'],
  zone: ['zone', 'time zone', 'timezone', 'tz'],
  id: ['id', 'uuid', 'entry id', 'guid'],
};

/** "Duration (h)", "timeInterval.duration" and "time_interval_duration" alike: lower-case words. */
export const plain = (heading: string): string =>
  heading
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Which column holds what, by its heading. A column has one role. */
export function guessRoles(columns: readonly string[]): Partial<Record<ColumnRole, string>> {
  const names = columns.map(plain);
  const taken = new Set<number>();
  const roles: Partial<Record<ColumnRole, string>> = {};
  for (const [role, headings] of Object.entries(HEADINGS) as [ColumnRole, readonly string[]][]) {
    const at = headings
      .map((heading) => names.findIndex((name, index) => name === heading && !taken.has(index)))
      .find((index) => index >= 0);
    if (at === undefined) continue;
    taken.add(at);
    roles[role] = columns[at]!;
  }
  return roles;
}

/**
 * Which tracker wrote a table, by its headings. Toggl Track: support.toggl.com/exporting-data ("detailed report",
 * `User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags`).
 * Clockify: clockify.me/help/reports/exporting-reports ("Start Date" to "Duration (h)","Duration (decimal)"; newer
 * ones have "Type", which is Regular or Break).
 */
export function formatOfTable(columns: readonly string[]): ImportFormat {
  const names = new Set(columns.map(plain));
  const has = (...wanted: string[]): boolean => wanted.every((one) => names.has(one));
  if (
    has('start date', 'project', 'description') &&
    (names.has('duration h') || names.has('duration decimal'))
  )
    return 'clockify';
  if (has('start date', 'start time', 'duration', 'description', 'project')) return 'toggl-csv';
  return 'table';
}
