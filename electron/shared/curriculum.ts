import { z } from 'zod';
import { slug } from './ids.ts';

const text = z.string().trim().min(1);
const url = z.url({ protocol: /^https$/, error: 'use a full https:// address' });

export const priority = z.enum(['P0', 'P1', 'P2', 'P3']);
export type Priority = z.infer<typeof priority>;

/** A concrete thing to have done by the end of a phase. */
export const target = z.strictObject({
  id: slug,
  title: text,
  detail: text,
  doneWhen: text,
  skills: z.array(slug).min(1),
  labs: z.array(slug).default([]),
});
export type Target = z.infer<typeof target>;

/** How long a phase lasts on its own budget; `untilMonth` runs to that month of the whole path. */
export const phaseLength = z.union(
  [
    z.strictObject({ days: z.int().positive() }),
    z.strictObject({ weeks: z.int().positive() }),
    z.strictObject({ untilMonth: z.int().positive() }),
  ],
  { error: 'give one of "days", "weeks" or "untilMonth" as a whole number' },
);

export const phase = z.strictObject({
  id: slug,
  title: text,
  goal: text,
  change: text.describe('what changes in the person at this step'),
  length: phaseLength,
  budget: z.strictObject({
    hours: z
      .number()
      .positive()
      .max(24 * 7),
    per: z.enum(['day', 'week']),
  }),
  targets: z.array(target).min(1),
});
export type Phase = z.infer<typeof phase>;

/** A path: phases in order, each with an hour budget and targets. */
export const path = z.strictObject({
  formatVersion: z.literal(1),
  id: slug,
  title: text,
  shortTitle: text.max(40),
  months: z.int().positive().max(120),
  audience: text,
  summary: text,
  coreIdea: text,
  ruleOfThumb: z.strictObject({ minutesPerDay: z.int().positive(), promise: text }).optional(),
  principles: z.array(text).default([]),
  pictures: z.array(slug).default([]),
  phases: z.array(phase).min(1),
});
export type Path = z.infer<typeof path>;

export const skill = z.strictObject({
  id: slug,
  title: text,
  group: z.enum(['ai', 'fundamentals']),
  priority: priority.nullable().describe('null for the fundamentals: they are kept, not ranked'),
  why: text,
  know: z.array(text).min(3).describe('what somebody good at this knows or can do'),
  prerequisites: z.array(slug).default([]),
  resources: z.array(slug).default([]),
});
export type Skill = z.infer<typeof skill>;

/** What has to be true of a skill for a level to be reached; all given conditions must hold. */
export const levelRule = z.strictObject({
  level: z.int().min(0).max(4),
  title: text,
  meaning: text,
  hours: z.number().nonnegative().default(0),
  labSteps: z.int().nonnegative().default(0).describe('lab steps passed that train the skill'),
  labs: z.int().nonnegative().default(0).describe('whole labs passed that train the skill'),
  evidence: z.int().nonnegative().default(0).describe('done targets of the skill that carry evidence'),
  halfLifeDays: z.int().positive().default(30).describe('days without practice after which half has faded'),
});
export type LevelRule = z.infer<typeof levelRule>;

export const layer = z.strictObject({ id: slug, title: text, question: text, what: text });
export type Layer = z.infer<typeof layer>;

export const tool = z.strictObject({
  id: slug,
  title: text,
  layer: slug,
  purpose: text,
  status: z.strictObject({
    asOf: z.string().regex(/^\d{4}-\d{2}$/, 'use a month, like "2026-11"'),
    state: z.enum(['active', 'maintenance', 'community-fork']),
    note: text,
    replacedBy: z.array(slug).default([]),
  }),
  takeWhen: text,
  avoidWhen: text,
  skills: z.array(slug).min(1),
  labs: z.array(slug).min(1),
  url,
});
export type Tool = z.infer<typeof tool>;

export const resource = z.strictObject({
  id: slug,
  title: text,
  by: text,
  kind: z.enum(['talk', 'blog', 'course', 'article', 'book', 'docs', 'handbook']),
  note: text,
  url: url.optional(),
});
export type Resource = z.infer<typeof resource>;

export const weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);
export const rhythmItem = z.strictObject({
  id: slug,
  title: text,
  detail: text.optional(),
  cadence: z.enum(['weekday', 'weekly', 'monthly', 'quarterly']),
  weekday: weekday.optional(),
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'use a time, like "09:30"')
    .optional(),
  minutes: z.int().positive().optional(),
  optional: z.boolean().default(false),
  opens: z
    .enum(['teach-note', 'course', 'talk', 'reading'])
    .optional()
    .describe('where the work is written down: a kind of note, or the reading log'),
});
export type RhythmItem = z.infer<typeof rhythmItem>;

/** A rung of the transition ladder. */
export const rung = z.strictObject({
  id: slug,
  title: text,
  what: text,
  example: text,
  skills: z.array(slug).min(1),
  labs: z.array(slug).default([]),
});
export type Rung = z.infer<typeof rung>;

/** A flowchart as data. `progress` names what colours a node: a phase, skills or a rung. */
export const picture = z.strictObject({
  id: slug,
  title: text,
  caption: text,
  nodes: z
    .array(
      z.strictObject({
        id: slug,
        label: text,
        detail: text.optional(),
        phases: z.array(slug).default([]),
        skills: z.array(slug).default([]),
      }),
    )
    .min(2),
  edges: z.array(z.strictObject({ from: slug, to: slug, label: text.optional() })).min(1),
});
export type Picture = z.infer<typeof picture>;

/** A lab that the curriculum refers to. It is available when `labs/<id>/` exists. */
export const labRef = z.strictObject({
  id: slug,
  title: text,
  skills: z.array(slug).min(1),
  prerequisites: z.array(slug).default([]).describe('labs to have passed before'),
});
export type LabRef = z.infer<typeof labRef>;

/** A problem in a curriculum file, precise enough to jump to. Line and column count from 1. */
export const curriculumProblem = z.object({
  file: z.string(),
  line: z.int(),
  column: z.int(),
  field: z.string(),
  message: z.string(),
});
export type CurriculumProblem = z.infer<typeof curriculumProblem>;

export const curriculum = z.object({
  paths: z.array(path),
  skills: z.array(skill),
  levels: z.array(levelRule),
  layers: z.array(layer),
  tools: z.array(tool),
  resources: z.array(resource),
  rhythm: z.array(rhythmItem),
  ladder: z.array(rung),
  pictures: z.array(picture),
  labs: z.array(labRef),
});
export type Curriculum = z.infer<typeof curriculum>;

/** The curriculum as a window gets it: with what is wrong in the person's own paths. */
export const curriculumView = curriculum.extend({ problems: z.array(curriculumProblem) });
export type CurriculumView = z.infer<typeof curriculumView>;
