import { z } from 'zod';
import { rowId, slug } from './ids.ts';

/** A file up to this size is copied into the data folder; a larger one is only named. */
export const MAX_KEPT_BYTES = 5 * 1024 * 1024;

export const evidenceKind = z.enum(['link', 'note', 'lab-run', 'file', 'eval-report']);
export type EvidenceKind = z.infer<typeof evidenceKind>;

/** A file as it was when it was added. */
export const fileFacts = z.strictObject({
  path: z.string().max(4096).nullable().describe('where it lay; null when it came through the window'),
  size: z.int().nonnegative().describe('bytes'),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  modifiedAt: z.number().nullable(),
  kept: z.boolean().describe('whether a copy was put into the data folder, under its hash'),
});
export type FileFacts = z.infer<typeof fileFacts>;

/** What an eval report says about its cases. Without cases it may still say a rate. */
export const reportSummary = z.strictObject({
  format: z.enum(['promptfoo', 'junit', 'json', 'markdown']),
  cases: z.int().nonnegative().nullable().describe('that were counted; skipped ones are not'),
  passed: z.int().nonnegative().nullable(),
  skipped: z.int().nonnegative().nullable(),
  passRate: z.number().min(0).max(1).nullable(),
});
export type ReportSummary = z.infer<typeof reportSummary>;

/** What is known about a piece of evidence beside its value. */
export const evidenceDetails = z.strictObject({
  title: z.string().max(300).optional().describe('of the page that a link leads to'),
  file: fileFacts.optional(),
  report: reportSummary.optional(),
});
export type EvidenceDetails = z.infer<typeof evidenceDetails>;

/** Details in the order of their schema, so that an export gives the same bytes before and after an import. */
export const cleanDetails = (details: EvidenceDetails): EvidenceDetails => evidenceDetails.parse(details);

export const evidence = z.object({
  id: rowId,
  targetId: slug,
  kind: evidenceKind,
  /** The address of a link, the text of a note, the id of a lab run, the name of a file or report. */
  value: z.string(),
  createdAt: z.int(),
  details: evidenceDetails.nullable(),
});
export type Evidence = z.infer<typeof evidence>;

const filePath = z.string().min(1, 'give the path of a file').max(4096, 'a path has at most 4096 characters');

export const addEvidenceInput = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('link'),
    targetId: slug,
    value: z.url({ protocol: /^https?$/, error: 'a link starts with https://' }).max(2000),
  }),
  z.object({ kind: z.literal('note'), targetId: slug, value: z.string().trim().min(1).max(20_000) }),
  z.object({ kind: z.literal('lab-run'), targetId: slug, value: rowId }),
  z.object({ kind: z.literal('file'), targetId: slug, value: filePath }),
  z.object({ kind: z.literal('eval-report'), targetId: slug, value: filePath }),
]);
export type AddEvidence = z.infer<typeof addEvidenceInput>;

/** Whether a file that is evidence can still be had. */
export const fileState = z.object({
  kept: z.boolean().describe('a copy is in the data folder'),
  original: z.enum(['same', 'changed', 'gone']).nullable().describe('null when its path is not known'),
});
export type FileState = z.infer<typeof fileState>;

/** "12 of 15 cases passed (80 %)", "80 % passed", or that it holds no figure. */
export function reportText({ cases, passed, skipped, passRate }: ReportSummary): string {
  const percent = passRate === null ? null : `${Math.floor(passRate * 1000) / 10} %`;
  if (cases === null || passed === null) return percent ? `${percent} passed` : 'No pass rate in it';
  const left = skipped ? `, ${skipped} skipped` : '';
  return `${passed} of ${cases} ${cases === 1 ? 'case' : 'cases'} passed${percent ? ` (${percent})` : ''}${left}`;
}
