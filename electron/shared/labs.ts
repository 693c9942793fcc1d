import { z } from 'zod';
import { rowId, slug } from './ids.ts';
import { language } from './settings.ts';

export const verdict = z.enum(['pass', 'fail', 'error']);
export type Verdict = z.infer<typeof verdict>;

/** One check's outcome. `fail` is about the learner's code; `error` is not (no model, no network, a bug of ours). */
export const checkResult = z.object({
  id: slug,
  title: z.string(),
  status: verdict,
  message: z.string(),
  expected: z.string().optional(),
  actual: z.string().optional(),
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
  model: z.string().nullable(),
  live: z.boolean(),
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

export const labSummary = z.object({
  id: slug,
  title: z.string(),
  summary: z.string(),
  skills: z.array(slug),
  minutes: z.int(),
  languages: z.array(language),
  state: z.enum(['new', 'started', 'passed']),
  stepsPassed: z.int(),
  steps: z.int(),
  verifiedWith: z.array(z.string()),
});
export type LabSummary = z.infer<typeof labSummary>;

export const workspaceFile = z.object({
  path: z.string(),
  role: z.enum(['editable', 'read-only']),
  /** Content hash; a write must name the hash it was based on, so that nothing is overwritten unseen. */
  hash: z.string(),
  size: z.int(),
});
export type WorkspaceFile = z.infer<typeof workspaceFile>;
