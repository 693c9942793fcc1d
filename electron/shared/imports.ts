import { z } from 'zod';
import { rowId, slug } from './ids.ts';
import { activity, instant, localDate } from './practice.ts';

/** The trackers whose own export files are known; `table` is any other file of rows, with its columns named. */
export const importFormat = z.enum([
  'toggl-csv',
  'toggl-json',
  'clockify',
  'wakatime',
  'activitywatch',
  'super-productivity',
  'table',
]);
export type ImportFormat = z.infer<typeof importFormat>;

/** What a column of a table can hold. A start without a day takes its day from `date`, an end from `endDate`. */
export const columnRole = z.enum([
  'date',
  'start',
  'endDate',
  'end',
  'duration',
  'note',
  'project',
  'tags',
  'skill',
  'activity',
  'zone',
  'id',
]);
export type ColumnRole = z.infer<typeof columnRole>;

/** The order of a date's numbers: 2026-11-21, 21.11.2026 or 11/21/2026. */
export const dateOrder = z.enum(['ymd', 'dmy', 'mdy']);
export type DateOrder = z.infer<typeof dateOrder>;

export const durationUnit = z.enum(['seconds', 'minutes', 'hours']);
export type DurationUnit = z.infer<typeof durationUnit>;

/** What a project or a tag of the file becomes. `leaveOut`: its rows are not practice. */
export const nameChoice = z.object({
  skillId: slug.nullable().default(null),
  activity: activity.nullable().default(null),
  leaveOut: z.boolean().default(false),
});
export type NameChoice = z.infer<typeof nameChoice>;

const text = (max: number) => z.string().max(max);
export const NOTE_MAX = 20_000;
export const MAX_NAMES = 2000;

/** How a file is to be read. What is not given is decided from the file, or taken from the last time. */
export const importOptions = z.object({
  format: importFormat.optional(),
  /** The heading of the column for each role; null for a role that no column has. */
  columns: z.partialRecord(columnRole, text(300).nullable()).optional(),
  dateOrder: dateOrder.optional(),
  durationUnit: durationUnit.optional(),
  /** The zone of times that say none; the machine's unless given. */
  zone: text(100).optional(),
  /** By "project:NAME" or "tag:NAME". */
  names: z.record(text(320), nameChoice).optional(),
  /** Rows that an earlier import brought, or that stand in the file twice. */
  duplicates: z.enum(['skip', 'add']).optional(),
  /** Rows that overlap a session that was logged otherwise. */
  overlaps: z.enum(['skip', 'add']).optional(),
});
export type ImportOptions = z.infer<typeof importOptions>;

export const skipReason = z.enum([
  'no-start',
  'no-length',
  'bad-date',
  'bad-time',
  'bad-length',
  'no-such-zone',
  'running',
  'not-positive',
  'ends-first',
  'too-long',
  'too-old',
  'future',
  'note-too-long',
  'cut-off',
  'not-a-row',
  'left-out',
  'break',
  'total',
  'imported-before',
  'twice-in-file',
  'overlaps',
]);
export type SkipReason = z.infer<typeof skipReason>;

const count = z.int().nonnegative();

export const skippedRow = z.object({
  /** The line of a text file, from 1; in JSON the number of the entry. */
  line: count,
  reason: skipReason,
  detail: z.string(),
});
export type SkippedRow = z.infer<typeof skippedRow>;

/** A row as it would be logged. */
export const understoodRow = z.object({
  line: count,
  startedAt: instant,
  endedAt: instant,
  seconds: z.int().positive(),
  zone: z.string(),
  localDate,
  /** False when the file tells the day only: the time of day is then made up. */
  timeKnown: z.boolean(),
  skillId: slug.nullable(),
  activity,
  note: z.string(),
  /** The project and the tags as the file has them. */
  from: z.string(),
});
export type UnderstoodRow = z.infer<typeof understoodRow>;

const nameSeen = z.object({
  key: z.string().describe('"project:NAME" or "tag:NAME"'),
  kind: z.enum(['project', 'tag']),
  name: z.string(),
  rows: count,
  seconds: count,
  ...nameChoice.shape,
  /** Where the choice is from: made now, the last import, a name alike, or nowhere. */
  from: z.enum(['choice', 'last-time', 'guess', 'none']),
});
export type NameSeen = z.infer<typeof nameSeen>;

/** What a dry run found: what the file is, how it is understood, and what would be logged. */
export const importPreview = z.object({
  format: importFormat,
  title: z.string(),
  /** "UTF-8, separated by semicolons". */
  encoding: z.string(),
  bytes: count,
  /** Entries in the file. */
  rows: count,
  columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
  roles: z.partialRecord(columnRole, z.string()),
  dateOrder: z.object({
    value: dateOrder,
    /** False when days and months can be told apart by plausibility only. */
    certain: z.boolean(),
    example: z.object({ text: z.string(), date: localDate }).nullable(),
  }),
  durationUnit: z.object({ value: durationUnit, certain: z.boolean() }).nullable(),
  zone: z.string(),
  zoneMatters: z.boolean().describe('some times in the file say no zone'),
  duplicates: z.enum(['skip', 'add']),
  overlaps: z.enum(['skip', 'add']),
  taken: z.object({
    rows: count,
    seconds: count,
    from: localDate.nullable(),
    to: localDate.nullable(),
    timeUnknown: count.describe('rows of which the file tells the day only'),
    overlapInFile: count.describe('rows that overlap another row of the file; they are taken'),
  }),
  /** How many rows were imported before or stand twice, and how many overlap; whatever was chosen for them. */
  found: z.object({ importedBefore: count, twiceInFile: count, overlaps: count, overlapSeconds: count }),
  first: z.array(understoodRow),
  bySkill: z.array(z.object({ skillId: slug.nullable(), rows: count, seconds: count })),
  byDay: z.array(z.object({ date: localDate, rows: count, seconds: count })),
  names: z.array(nameSeen),
  namesLeft: count.describe('names beyond the first that are listed'),
  reasons: z.array(z.object({ reason: skipReason, rows: count })),
  skipped: z.array(skippedRow).describe('the first 200; the list for download has all'),
});
export type ImportPreview = z.infer<typeof importPreview>;

/** What is remembered for the next file of the same kind. */
export const rememberedChoices = z.object({
  columns: importOptions.shape.columns,
  dateOrder: dateOrder.optional(),
  durationUnit: durationUnit.optional(),
  names: z.record(z.string(), nameChoice).default({}),
});
export type RememberedChoices = z.infer<typeof rememberedChoices>;

export const importState = z.enum(['done', 'undone']);

/** One import that was made. */
export const importRecord = z.object({
  id: rowId,
  format: importFormat,
  fileName: z.string(),
  at: instant,
  actor: z.string(),
  sessions: count,
  seconds: count,
  skipped: count,
  undoneAt: instant.nullable(),
  /** Sessions that the undo left, because they were edited since. */
  kept: count,
});
export type ImportRecord = z.infer<typeof importRecord>;

export const undoResult = z.object({ id: rowId, removed: count, kept: count });
export type UndoResult = z.infer<typeof undoResult>;

export const importPhase = z.enum(['reading', 'checking', 'writing']);
export type ImportPhase = z.infer<typeof importPhase>;

/** Where work on a file stands; `ended` says how, and stays until the file is forgotten. */
export const importProgress = z.object({
  file: rowId,
  phase: importPhase,
  done: count,
  total: count,
});
export type ImportProgress = z.infer<typeof importProgress>;

export const importOutcome = z.discriminatedUnion('status', [
  z.object({ status: z.literal('running'), progress: importProgress }),
  z.object({ status: z.literal('done'), record: importRecord.nullable() }),
  z.object({ status: z.literal('cancelled') }),
  z.object({ status: z.literal('failed'), message: z.string(), hint: z.string().nullable() }),
]);
export type ImportOutcome = z.infer<typeof importOutcome>;

/** A file that was handed in and waits for its options. */
export const importFile = z.object({ file: rowId, name: z.string(), bytes: count });
export type ImportFile = z.infer<typeof importFile>;
