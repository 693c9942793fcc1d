import { z } from 'zod';
import { modelRef } from './models.ts';

/** A GGUF file on this machine, as its header describes it. It stays where it is. */
export const modelFile = z.object({
  id: z.string().max(200),
  ref: modelRef,
  title: z.string(),
  path: z.string(),
  /** `folder`: it lies in Cairn's own folder for models and was found there. */
  source: z.enum(['added', 'folder']),
  bytes: z.int().nonnegative(),
  /** Null where the file cannot be used; then `problem` and `hint` say why. */
  facts: z
    .object({
      architecture: z.string(),
      parameters: z.number(),
      contextTokens: z.int(),
      quantization: z.string(),
      hasChatTemplate: z.boolean(),
      purpose: z.enum(['answers', 'embeddings']),
      neededBytes: z.number().describe('of memory, with the context that it would be loaded with'),
    })
    .nullable(),
  /** Whether it would be loaded now: the reason, when the memory does not suffice. */
  memoryProblem: z.string().nullable(),
  problem: z.string().nullable(),
  hint: z.string().nullable(),
  isLoaded: z.boolean(),
});
export type ModelFile = z.infer<typeof modelFile>;

export const modelFiles = z.object({
  items: z.array(modelFile),
  folder: z.string(),
  /** What one model may take of the memory now, in bytes, and whether a person set it. */
  limitBytes: z.number(),
  isLimitSet: z.boolean(),
});
export type ModelFiles = z.infer<typeof modelFiles>;

export const addModelFileInput = z.object({
  path: z.string().trim().min(1, 'give the path of a .gguf file').max(4000),
});
