import { z } from 'zod';
import { slug } from '../../shared/ids.ts';
import { language } from '../../shared/settings.ts';

const text = z.string().trim().min(1);

/** A path inside the lab or its workspace: no way out, no absolute start. */
const innerPath = z
  .string()
  .regex(
    /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/,
    'use a relative path with forward slashes, like "src/server.ts"',
  );

export const labStepManifest = z.strictObject({
  id: slug,
  title: text,
  starterFails: text.describe('part of the message that the untouched starter gets here'),
});

/** The schema of `lab.yaml`, version 1. */
export const labManifest = z.strictObject({
  formatVersion: z.literal(1, 'this Cairn reads lab format 1'),
  id: slug,
  title: text,
  summary: text,
  skills: z.array(slug).min(1),
  minutes: z.int().positive().max(600),
  prerequisites: z.array(slug).default([]),
  languages: z.array(language).min(1),
  contract: z.enum(['http']),
  entry: z.partialRecord(language, innerPath),
  budget: z.strictObject({
    calls: z.int().positive(),
    inputTokens: z.int().positive(),
    outputTokens: z.int().positive(),
    usd: z.number().positive(),
    seconds: z.int().positive().max(600),
  }),
  files: z.strictObject({
    readOnly: z.array(innerPath).default([]),
    hidden: z.array(innerPath).default([]),
    invalidator: z.array(innerPath).default([]).describe('a change here makes earlier passes stale'),
  }),
  steps: z.array(labStepManifest).min(1),
});
export type LabManifest = z.infer<typeof labManifest>;

/** The schema of `mutants/<name>/mutant.yaml`: a wrong solution, and the verdict that it must get. */
export const mutantManifest = z.strictObject({ step: slug, message: text, why: text });
export type MutantManifest = z.infer<typeof mutantManifest>;
