import { z } from 'zod';
import { rowId } from './ids.ts';

export const downloadStatus = z.enum(['running', 'paused', 'checking', 'done', 'failed']);
export type DownloadStatus = z.infer<typeof downloadStatus>;

/** A model file on its way. Bytes are of the file; `total` is null while the server has not said. */
export const download = z.object({
  id: rowId,
  url: z.string(),
  fileName: z.string(),
  status: downloadStatus,
  received: z.int().nonnegative(),
  total: z.int().nonnegative().nullable(),
  bytesPerSecond: z.number().nullable().describe('of the last seconds; null while nothing comes'),
  /** Hexadecimal SHA-256: what the file should have, and what it has once it is whole. */
  expectedSha256: z.string().nullable(),
  sha256: z.string().nullable(),
  /** Why it stopped, and what to do, for people. */
  problem: z.string().nullable(),
  createdAt: z.int(),
});
export type Download = z.infer<typeof download>;

const sha256 = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(?:sha256:)?[0-9a-f]{64}$/, 'a SHA-256 has 64 hexadecimal digits')
  .transform((value) => value.replace('sha256:', ''));

export const startDownloadInput = z.object({
  url: z.url({ protocol: /^https?$/, error: 'give a whole https:// address of a .gguf file' }).max(2000),
  sha256: sha256.nullable().default(null),
});

/** The list, with the room that is left on the disk it goes to. */
export const downloads = z.object({
  items: z.array(download),
  folder: z.string(),
  freeBytes: z.number(),
});
export type Downloads = z.infer<typeof downloads>;
