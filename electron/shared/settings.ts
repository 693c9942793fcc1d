import { z } from 'zod';

/** A language of labs, by the name of its folder in `server/labs/adapters`. */
export const language = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'this is no language of labs');
export type Language = z.infer<typeof language>;

/** How closed a learner's program runs: with the seat belts of its language, or in the system's own sandbox too. */
export const isolation = z.enum(['standard', 'strict']);
export type Isolation = z.infer<typeof isolation>;

/** The times that Today asks about, in minutes. */
export const MINUTES_AVAILABLE = [15, 30, 60, 120] as const;
export const minutesAvailable = z.literal(MINUTES_AVAILABLE);
export type MinutesAvailable = z.infer<typeof minutesAvailable>;

/** Everything a person can set, with its default. Stored one row a key; an unknown stored value falls back. */
export const settings = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  language: language.default('typescript'),
  dayStartHour: z.int().min(0).max(12).default(4),
  welcomed: z.boolean().default(false),
  /** `provider/model`; null means the built-in practice model. */
  defaultModel: z.string().max(300).nullable().default(null),
  /** The most that all model calls of a calendar month may cost, in US dollars; null means no cap. */
  monthlyCapUsd: z.number().positive().max(1_000_000).nullable().default(null),
  /** Days off in seven that do not end a streak. */
  restDays: z.int().min(0).max(6).default(2),
  /** The minutes that the next step may take. */
  minutesAvailable: minutesAvailable.default(30),
  /** Minutes without input after which the running timer asks whether they count; 0 never asks. */
  idleMinutes: z.int().min(0).max(120).default(3),
  /** The most memory that one model file may take, in MiB; null means a share of what is free. */
  modelMemoryMib: z.int().min(256).max(4_194_304).nullable().default(null),
  /** Minutes without a call after which a model file leaves the memory. */
  modelIdleMinutes: z.int().min(1).max(1440).default(5),
  /** Whether Cairn asks the page of a link for its title. */
  linkTitles: z.boolean().default(true),
  /** Whether saving a file of a lab lays it out anew. */
  labFormatOnSave: z.boolean().default(true),
  /** Whether workspaces hold a file that tells an assistant to coach and not to solve. */
  labCoachFile: z.boolean().default(true),
  labIsolation: isolation.default('standard'),
});
export type Settings = z.infer<typeof settings>;

/** A change of some settings; undefined keys stay as they are. */
export const settingsPatch = z.object({
  theme: settings.shape.theme.unwrap().optional(),
  language: language.optional(),
  dayStartHour: settings.shape.dayStartHour.unwrap().optional(),
  welcomed: z.boolean().optional(),
  defaultModel: z.string().max(300).nullable().optional(),
  monthlyCapUsd: settings.shape.monthlyCapUsd.unwrap().optional(),
  restDays: settings.shape.restDays.unwrap().optional(),
  minutesAvailable: minutesAvailable.optional(),
  idleMinutes: settings.shape.idleMinutes.unwrap().optional(),
  modelMemoryMib: settings.shape.modelMemoryMib.unwrap().optional(),
  modelIdleMinutes: settings.shape.modelIdleMinutes.unwrap().optional(),
  linkTitles: z.boolean().optional(),
  labFormatOnSave: z.boolean().optional(),
  labCoachFile: z.boolean().optional(),
  labIsolation: isolation.optional(),
});
