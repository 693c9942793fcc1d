import { z } from 'zod';
import { evidenceDetails, evidenceKind } from './evidence.ts';
import { rowId, slug } from './ids.ts';
import { verdict } from './labs.ts';
import { traceSummary } from './models.ts';
import {
  changeKind,
  enrolment,
  paceChange,
  pause,
  planInputs,
  MAX_TARGET_NOTE,
  targetChangeKind,
  targetStatus,
} from './plan.ts';
import { instant, localDate, practiceSession, subject, pause as stretch } from './practice.ts';
import { note } from './notes.ts';
import { reading } from './reading.ts';
import { itemRow, occurrenceState, period } from './rhythm.ts';
import { importRecord, rememberedChoices } from './imports.ts';
import { MAX_REVIEW_CHARS, reviewPeriod } from './review.ts';
import { language } from './settings.ts';
import { skillFacts } from './skills.ts';
import { isZone } from './time.ts';

/**
 * Cairn's export: one JSON object with everything a person made. docs/export-format.md describes it for people.
 * Objects are strict: a field that this Cairn does not know would otherwise vanish on import without a word.
 */
export const EXPORT_FORMAT = 'cairn-export';
/** Version 2 added sections and fields; what a file of version 1 does not have counts as empty. */
export const EXPORT_VERSION = 2;
const readable = z.union([z.literal(1), z.literal(EXPORT_VERSION)]);
/** Everything as JSON; the sessions as a table or a calendar. */
export const EXPORT_FORMATS = ['json', 'csv', 'ics'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
/** The largest file that is read back. Ten years of practice with its history is about 40 MB. */
export const MAX_IMPORT_BYTES = 200 * 1024 * 1024;

const text = (max: number) => z.string().max(max);
const zone = z.string().refine(isZone, 'this machine does not know that time zone');
/** Any JSON, handed through as it is: its meaning belongs to the feature that reads it. */
const anyJson = z.custom<unknown>((value) => value !== undefined, 'a value is needed');
/** Checked but not rebuilt, because rebuilding would change the order of keys that were stored. */
const checked = <T>(schema: z.ZodType<T>, message: string) =>
  z.custom<T>((value) => schema.safeParse(value).success, message);

const sessionRow = practiceSession
  .extend({ zone, deletedAt: instant.nullable() })
  .strict()
  .refine((row) => row.endedAt >= row.startedAt, { path: ['endedAt'], message: 'it ends before it starts' })
  .refine((row) => row.seconds * 1000 <= row.endedAt - row.startedAt + 1000, {
    path: ['seconds'],
    message: 'it counts more than lies between start and end',
  });

const evidenceRow = z
  .strictObject({
    id: rowId,
    targetId: slug,
    kind: evidenceKind,
    value: text(20_000),
    details: checked(evidenceDetails.nullable(), 'these are not the details of a piece of evidence').default(
      null,
    ),
    createdAt: instant,
    updatedAt: instant.nullable().default(null),
    deletedAt: instant.nullable(),
  })
  .refine((row) => row.kind !== 'link' || /^https?:\/\//i.test(row.value), {
    path: ['value'],
    message: 'a link starts with https://',
  });

const targetSnapshot = z.looseObject({
  status: targetStatus,
  doneOn: localDate.nullable(),
  note: z.string(),
  evidence: z.array(rowId),
});

/** The report of a run as far as Cairn relies on it; older reports may hold fewer other fields. */
const storedReport = z.looseObject({
  runId: rowId,
  lab: slug,
  step: slug,
  language,
  status: verdict,
  checks: z.array(z.looseObject({ status: verdict, message: z.string() })),
});

/** One schema for a row of each section, in the order in which the file holds them: what is referred to comes first. */
export const sectionRows = {
  settings: z.strictObject({ key: text(100), value: anyJson, updatedAt: instant }),
  enrolments: z.strictObject({
    id: rowId,
    ...enrolment.shape,
    createdAt: instant,
    replacedAt: instant.nullable(),
  }),
  planPauses: pause.extend({ updatedAt: instant, deletedAt: instant.nullable() }).strict(),
  planPaces: paceChange
    .extend({ enrolmentId: rowId, updatedAt: instant, deletedAt: instant.nullable() })
    .strict(),
  planChanges: z.strictObject({
    id: rowId,
    kind: changeKind,
    before: checked(planInputs, 'this is not a plan'),
    after: checked(planInputs, 'this is not a plan'),
    at: instant,
    undoneAt: instant.nullable(),
  }),
  sessions: sessionRow,
  changes: z.strictObject({
    id: rowId,
    sessionId: rowId,
    kind: z.enum(['create', 'update', 'delete']),
    before: checked(practiceSession.nullable(), 'this is not a session'),
    after: checked(practiceSession, 'this is not a session'),
    actor: text(100),
    at: instant,
    undoneAt: instant.nullable(),
    redoneAt: instant.nullable().default(null),
    groupId: rowId.nullable().default(null),
    action: text(40).nullable().default(null),
  }),
  overlapsKept: z.strictObject({ firstId: rowId, secondId: rowId, keptAt: instant }),
  imports: z.strictObject({
    ...importRecord.shape,
    firstSession: rowId,
    lastSession: rowId,
    sourceKeys: z.base64().describe('8 bytes a session'),
  }),
  importChoices: z.strictObject({
    source: text(1000),
    choices: checked(rememberedChoices, 'these are not the choices of an import'),
    updatedAt: instant,
  }),
  targets: z.strictObject({
    targetId: slug,
    status: targetStatus,
    doneOn: localDate.nullable(),
    changedAt: instant,
    note: text(MAX_TARGET_NOTE).default(''),
  }),
  targetChanges: z.strictObject({
    id: rowId,
    targetId: slug,
    kind: targetChangeKind,
    before: checked(targetSnapshot, 'this is not a target'),
    after: checked(targetSnapshot, 'this is not a target'),
    at: instant,
    undoneAt: instant.nullable(),
  }),
  evidence: evidenceRow,
  rhythmChecks: z.strictObject({ itemId: slug, period: text(40), checkedAt: instant }),
  rhythmItems: itemRow.strict(),
  rhythmOccurrences: z.strictObject({
    itemId: slug,
    period,
    ...occurrenceState.omit({ checkedAt: true }).shape,
    updatedAt: instant,
  }),
  notes: note.extend({ deletedAt: instant.nullable() }).strict(),
  readings: reading
    .omit({ sessionIds: true, seconds: true })
    .extend({ urlKey: text(2100).nullable(), deletedAt: instant.nullable() })
    .strict(),
  readingSessions: z.strictObject({
    readingId: rowId,
    sessionId: rowId,
    linkedAt: instant,
    removedAt: instant.nullable(),
  }),
  reviews: z.strictObject({
    period: reviewPeriod,
    body: text(MAX_REVIEW_CHARS),
    createdAt: instant,
    updatedAt: instant,
  }),
  skillLevels: z.strictObject({
    skillId: slug,
    level: z.int().min(1).max(4),
    reachedOn: localDate,
    facts: skillFacts,
    notedAt: instant,
  }),
  labWorkspaces: z.strictObject({
    labId: slug,
    language,
    openedAt: instant,
    solutionSeenAt: instant.nullable(),
  }),
  labRuns: z.strictObject({
    id: rowId,
    labId: slug,
    language,
    stepId: slug,
    status: verdict,
    seed: z.int(),
    model: text(300).nullable(),
    live: z.boolean(),
    filesHash: text(200),
    report: checked(storedReport, 'this is not the report of a lab run'),
    startedAt: instant,
  }),
  labSteps: z.strictObject({
    labId: slug,
    language,
    stepId: slug,
    status: verdict,
    runId: rowId,
    passedAt: instant.nullable(),
    verifiedWith: text(300).nullable(),
    filesHash: text(200),
    givenHash: text(200),
  }),
  labHints: z.strictObject({ labId: slug, stepId: slug, number: z.int().positive(), revealedAt: instant }),
  providers: z.strictObject({
    id: slug,
    kind: z.enum(['anthropic-compatible', 'openai-compatible']),
    title: text(80),
    baseUrl: text(500),
    server: text(40),
    hasKey: z.boolean(),
    models: z.array(
      checked(z.looseObject({ id: z.string(), title: z.string(), note: z.string() }), 'this is not a model'),
    ),
    createdAt: instant,
  }),
  modelCalls: z.strictObject({
    ...traceSummary.shape,
    wire: text(20).default('anthropic'),
    callIndex: z.int().nullable().default(null),
    label: text(500).nullable().default(null),
    labId: text(100).nullable().default(null),
    conversationId: text(100).nullable().default(null),
    answeredBy: text(20).nullable().default(null),
    errorClass: text(40).nullable().default(null),
    queueMs: z.number().nullable().default(null),
    connectMs: z.number().nullable().default(null),
    outcome: text(100),
  }),
} as const;

export type SectionName = keyof typeof sectionRows;
export type SectionRow<S extends SectionName> = z.infer<(typeof sectionRows)[S]>;
export const SECTION_NAMES = Object.keys(sectionRows) as SectionName[];

/** A timer that ran when the export was made, with the time that was provable then. */
export const exportedTimer = z
  .strictObject({
    ...subject.shape,
    startedAt: instant,
    provableUntil: instant,
    zone,
    pausedAt: instant.nullable().default(null),
    pauses: z.array(stretch).default([]),
    away: z.boolean().default(false),
    undecided: z.array(stretch).default([]).describe('stretches without input that nobody has decided about'),
  })
  .refine((row) => row.provableUntil >= row.startedAt, {
    path: ['provableUntil'],
    message: 'it ends before it starts',
  })
  .refine(
    (row) => [...row.pauses, ...row.undecided].every((it) => it.from >= row.startedAt && it.to >= it.from),
    {
      path: ['pauses'],
      message: 'a stretch begins before the timer or ends before it begins',
    },
  );
export type ExportedTimer = z.infer<typeof exportedTimer>;

const sections = Object.fromEntries(
  SECTION_NAMES.map((name) => [name, z.array(sectionRows[name] as z.ZodType).optional()]),
);

/** The whole file. A section that is missing counts as empty, so that a part of an export can be imported. */
export const exportFile = z.strictObject({
  format: z.literal(EXPORT_FORMAT),
  formatVersion: readable,
  writtenBy: text(100),
  timer: exportedTimer.nullable().default(null),
  ...sections,
});
export type ExportFile = { timer: ExportedTimer | null } & { [S in SectionName]: SectionRow<S>[] };

const count = z.int().nonnegative();
/** What an import did, or on a dry run would do, with the rows of one section. */
export const sectionResult = z.object({
  section: z.enum(['timer', ...SECTION_NAMES]),
  /** Not here yet: added. */
  added: count,
  /** Here already, exactly so. */
  same: count,
  /** Here in an older state: the file's is taken. */
  updated: count,
  /** Here in a state as new or newer: kept as it is here. */
  kept: count,
});
export type SectionResult = z.infer<typeof sectionResult>;

/** A row that is here and in the file with different content. */
export const importConflict = z.object({
  section: z.enum(['timer', ...SECTION_NAMES]),
  id: z.string(),
  taken: z.enum(['file', 'here']),
  fields: z.array(z.string()).describe('the fields that differ'),
});
export type ImportConflict = z.infer<typeof importConflict>;

export const importResult = z.object({
  dryRun: z.boolean(),
  writtenBy: z.string(),
  backup: z.string().nullable().describe('the backup of what was here, made before anything was changed'),
  sections: z.array(sectionResult).describe('only those that the file has rows of'),
  conflicts: z.array(importConflict).describe('the first 100'),
});
export type ImportResult = z.infer<typeof importResult>;
