import { z } from 'zod';

export const language = z.enum(['typescript', 'python']);
export type Language = z.infer<typeof language>;

/** Everything a person can set, with its default. Stored one row a key; an unknown stored value falls back. */
export const settings = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  language: language.default('typescript'),
  dayStartHour: z.int().min(0).max(12).default(4),
  welcomed: z.boolean().default(false),
  /** `provider/model`; null means the built-in practice model. */
  defaultModel: z.string().max(300).nullable().default(null),
});
export type Settings = z.infer<typeof settings>;

/** A change of some settings; undefined keys stay as they are. */
export const settingsPatch = z.object({
  theme: settings.shape.theme.unwrap().optional(),
  language: language.optional(),
  dayStartHour: settings.shape.dayStartHour.unwrap().optional(),
  welcomed: z.boolean().optional(),
  defaultModel: z.string().max(300).nullable().optional(),
});
