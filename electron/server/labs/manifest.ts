import { z } from 'zod';
import { slug } from '../../shared/ids.ts';
import type { Language } from '../../shared/settings.ts';
import { LANGUAGES } from './adapters/index.ts';

const text = z.string().trim().min(1);
const language = z.enum(LANGUAGES.map(({ id }) => id));

/** A path inside the lab or its workspace: no way out, no absolute start. */
const innerPath = z
  .string()
  .regex(
    /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/,
    'use a relative path with forward slashes, like "src/server.ts"',
  );

export const contract = z.enum(['module', 'http', 'mcp-stdio', 'cli']);
export type Contract = z.infer<typeof contract>;

const budget = z.strictObject({
  calls: z.int().positive(),
  inputTokens: z.int().positive(),
  outputTokens: z.int().positive(),
  usd: z.number().positive(),
  seconds: z.int().positive().max(600),
});
export type Budget = z.infer<typeof budget>;

/** Paths for every language, and paths of one: `[package.json, { python: [main.py] }]`. */
const paths = z.union([z.array(innerPath), innerPath.transform((path) => [path])]);
const fileList = z
  .union([
    z.array(z.union([innerPath, z.partialRecord(language, paths)])),
    z.partialRecord(language, paths).transform((one) => [one]),
  ])
  .default([]);
export type FileList = z.infer<typeof fileList>;

export const labStepManifest = z.strictObject({
  id: slug,
  title: text,
  starterFails: z
    .union([text, z.partialRecord(language, text)])
    .describe('part of the message that the untouched starter gets here'),
  budget: budget.partial().optional().describe('what differs for the checks of this step'),
});

/** The schema of `lab.yaml`, version 1. */
export const labManifest = z.strictObject({
  formatVersion: z.literal(1, 'this Cairn reads lab format 1'),
  id: slug.describe("the folder's name; it never changes"),
  title: text,
  summary: text.describe('one sentence for the catalogue'),
  skills: z.array(slug).min(1).describe('ids from curriculum/skills.yaml'),
  minutes: z.int().positive().max(600),
  prerequisites: z.array(slug).default([]).describe('ids of labs that come before this one'),
  languages: z.array(language).min(1),
  contract: z
    .union([contract, z.array(contract).min(1)])
    .describe("how the checks drive the learner's program"),
  entry: z
    .partialRecord(language, z.union([innerPath, z.partialRecord(contract, innerPath)]))
    .describe('the file that is started; with several contracts it may be one each'),
  packages: z
    .partialRecord(language, z.array(text))
    .default({})
    .describe('what learner code may import; versions are pinned once for all labs'),
  nativePackages: z
    .boolean()
    .default(false)
    .describe('may load native add-ons, which the permission model does not bind'),
  budget: budget.describe('the most that one check may use'),
  files: z
    .strictObject({
      readOnly: fileList,
      hidden: fileList,
      invalidator: fileList.describe('a change here makes earlier passes stale'),
    })
    .prefault({}),
  steps: z.array(labStepManifest).min(1),
});
export type LabManifest = z.infer<typeof labManifest>;

/** An edit of one file of the solution. */
const edit = z.strictObject({
  file: innerPath,
  find: z.string().min(1).describe("must occur exactly once in the solution's file"),
  replace: z.string(),
});
export type Edit = z.infer<typeof edit>;

/**
 * The schema of `mutants/<name>/mutant.yaml`: a wrong solution, and the verdict that it must get. It is an edit of the
 * solution in one or more languages, or whole files in a folder of the language's name.
 */
export const mutantManifest = z
  .strictObject({
    step: slug,
    message: text.describe('part of the message that it must get'),
    why: text.describe('what a real person was thinking'),
    ...Object.fromEntries(language.options.map((name) => [name, z.array(edit).min(1).optional()] as const)),
  })
  .transform(({ step, message, why, ...rest }) => {
    const edits: Partial<Record<Language, Edit[]>> = rest;
    return { step, message, why, edits };
  });
export type MutantManifest = z.infer<typeof mutantManifest>;

/** The schema of `alternatives/<name>/alternative.yaml`, which is optional. */
export const alternativeManifest = z.strictObject({
  why: text.optional(),
  remove: fileList.describe('files of the solution that this one does without'),
});
export type AlternativeManifest = z.infer<typeof alternativeManifest>;
