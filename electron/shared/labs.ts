import { z } from 'zod';
import { rowId, slug } from './ids.ts';
import { replayMode } from './gateway-runs.ts';
import { isolation, language } from './settings.ts';

export const verdict = z.enum(['pass', 'fail', 'error']);
export type Verdict = z.infer<typeof verdict>;

/** One check's outcome. `fail` is about the learner's code; `error` is not (no model, no network, a bug of ours). */
export const checkResult = z.object({
  id: slug,
  title: z.string(),
  status: verdict,
  /** The step that the check belongs to: a report may hold checks of earlier steps too. */
  step: slug.optional(),
  /** The gateway's run behind this check: names its model calls in the ledger. */
  gatewayRun: z.string().optional(),
  message: z.string(),
  expected: z.string().optional(),
  actual: z.string().optional(),
  /** Where in the workspace the failure shows, when that is known. The line counts from 1. */
  file: z.string().optional(),
  line: z.int().optional(),
  /** A real model answered, or a recorded answer of one came. */
  live: z.boolean().optional(),
  /** Soft feedback beside a pass or a fail. */
  notes: z.array(z.string()).optional(),
  /** The model call that matters: its index among the calls of `gatewayRun`. */
  call: z.int().optional(),
  durationMs: z.number(),
});
export type CheckResult = z.infer<typeof checkResult>;

/** The report of one `cairn lab check`, as printed by `--json` (design: contract for commands). */
export const labReport = z.object({
  lab: slug,
  step: slug,
  language,
  status: verdict,
  checks: z.array(checkResult),
  /** Checks that the chosen model cannot be asked for, and why. */
  leftOut: z.array(z.object({ id: slug, title: z.string(), step: slug, reason: z.string() })).optional(),
  model: z.string().nullable(),
  live: z.boolean(),
  /** How many of the calls got a recorded answer; such a run is not live. */
  replayed: z.int().optional(),
  calls: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  costUsd: z.number().nullable(),
  seed: z.int(),
  runId: rowId,
  durationMs: z.number(),
});
export type LabReport = z.infer<typeof labReport>;

export const stepState = z.object({
  id: slug,
  title: z.string(),
  status: z.enum(['todo', 'pass', 'fail', 'error', 'stale']),
  passedAt: z.int().nullable(),
  verifiedWith: z.string().nullable(),
  hintsRevealed: z.int(),
});
export type StepState = z.infer<typeof stepState>;

/** A language that labs can be written in. */
export const labLanguage = z.object({
  id: language,
  title: z.string(),
  /** Whether Cairn brings all that its programs need, so that it works on every machine. */
  isIncluded: z.boolean(),
});
export type LabLanguage = z.infer<typeof labLanguage>;

export const labSummary = z.object({
  id: slug,
  title: z.string(),
  summary: z.string(),
  skills: z.array(slug),
  minutes: z.int(),
  /** Labs to have passed before; advice, not a lock. */
  prerequisites: z.array(slug),
  languages: z.array(language),
  state: z.enum(['new', 'started', 'passed']),
  stepsPassed: z.int(),
  /** Steps that passed once and whose checks or given files have changed since. */
  stepsStale: z.int(),
  steps: z.int(),
  /** When it was last opened for the first time in a language, or checked; null for a new one. */
  touchedAt: z.int().nullable(),
  verifiedWith: z.array(z.string()),
});
export type LabSummary = z.infer<typeof labSummary>;

/** A program of the person's that a workspace can be opened in. */
export const opener = z.object({ id: slug, title: z.string(), kind: z.enum(['editor', 'terminal']) });
export type Opener = z.infer<typeof opener>;

export const workspaceFile = z.object({
  path: z.string(),
  role: z.enum(['editable', 'read-only']),
  /** Content hash; a write must name the hash it was based on, so that nothing is overwritten unseen. */
  hash: z.string(),
  size: z.int(),
});
export type WorkspaceFile = z.infer<typeof workspaceFile>;

/** One step as the workspace shows it: its text without the hints, and the hints that were asked for. */
export const labStep = stepState.extend({
  markdown: z.string(),
  hints: z.int(),
  revealed: z.array(z.string()),
});
export type LabStep = z.infer<typeof labStep>;

/** What a newer version of a lab changed in a workspace, until the person has seen it. */
export const labUpdate = z.object({
  /** Files of the lab's that were replaced, added or taken out. */
  files: z.array(z.string()),
  /** The copy of those that the person had changed; null when there were none. */
  backupId: z.string().nullable(),
});
export type LabUpdate = z.infer<typeof labUpdate>;

/** A lab that is open in a workspace. `folder` is an ordinary folder: any editor may work in it. */
export const openLab = z.object({
  lab: labSummary,
  language,
  folder: z.string(),
  readme: z.string(),
  steps: z.array(labStep),
  files: z.array(workspaceFile),
  /** A run of the learner's program or a check that is under way. */
  busy: z.enum(['check', 'run']).nullable(),
  update: labUpdate.nullable(),
});
export type OpenLab = z.infer<typeof openLab>;

export const labFile = workspaceFile.extend({ text: z.string() });
export type LabFile = z.infer<typeof labFile>;

/** A past check run. */
export const labRunSummary = z.object({
  runId: rowId,
  step: slug,
  language,
  status: verdict,
  seed: z.int(),
  model: z.string().nullable(),
  live: z.boolean(),
  startedAt: z.int(),
  report: labReport,
});
export type LabRunSummary = z.infer<typeof labRunSummary>;

/** The largest file that a workspace takes from the app. */
export const MAX_FILE_BYTES = 1024 * 1024;

/** A path inside a workspace: relative, with forward slashes. */
export const workspacePath = z.string().min(1).max(300);

export const labInput = z.object({ slug, language: language.optional() });
export const checkInput = labInput.extend({
  /** A step's id, or `all`. Left out: the first step that has not passed yet. */
  step: slug.optional(),
  seed: z.int().min(0).max(2_147_483_647).optional(),
  /** `provider/model`; null checks without any model. Left out: the default model. */
  model: z.string().max(300).nullable().optional(),
  /** Whether live checks may use recorded answers; left out: they may not. */
  replay: replayMode.optional(),
  /** Left out: as the settings say. */
  isolation: isolation.optional(),
});
