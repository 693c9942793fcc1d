import type { z } from 'zod';
import { nearest } from '../shared/nearest.ts';
import type { Services } from '../server/services.ts';
import { AppError } from '../shared/errors.ts';
import { activity, type Subject } from '../shared/practice.ts';

/** The flags that say what a stretch of practice is about, the same for `log` and `timer start`. */
export const SUBJECT_FLAGS = {
  skill: { type: 'string' },
  lab: { type: 'string' },
  target: { type: 'string' },
  activity: { type: 'string' },
} as const;

export const SUBJECT_USAGE = `  --skill ID       the skill it trains (\`cairn skills\` lists them)
  --lab ID         the lab it belongs to
  --target ID      the target it serves
  --activity NAME  one of ${activity.options.join(', ')}`;

type Values = { [name in keyof typeof SUBJECT_FLAGS]?: string | undefined };

/** Turns the flags into a subject. @throws AppError `bad_input` for a name that the curriculum does not have */
export function readSubject(values: Values, services: Services): Partial<Subject> {
  const { skills, paths } = services.curriculum.get();
  const targets = paths.flatMap((path) => path.phases.flatMap((phase) => phase.targets));
  const labs = services.labs.catalogue();
  return {
    ...(values.skill && { skillId: known('skill', values.skill, ids(skills)) }),
    ...(values.lab && { labId: known('lab', values.lab, ids(labs)) }),
    ...(values.target && { targetId: known('target', values.target, ids(targets)) }),
    ...(values.activity && {
      activity: activity.parse(known('activity', values.activity, activity.options)),
    }),
  };
}

const ids = (rows: readonly { id: string }[]): string[] => rows.map((row) => row.id);

function known(kind: string, name: string, names: readonly string[]): string {
  if (names.includes(name)) return name;
  const near = nearest(name, names);
  const list = kind === 'activity' ? `Use one of ${names.join(', ')}.` : `\`cairn ${kind}s\` lists them.`;
  throw new AppError('bad_input', `There is no ${kind} "${name}".`, {
    hint: near ? `Did you mean ${near}?` : kind === 'target' ? 'The roadmap lists the targets.' : list,
  });
}

/** Checks input that becomes data. @throws AppError `bad_input` in words */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map((issue) => issue.message).join('; ');
  throw new AppError('bad_input', `That cannot be logged: ${reasons}.`, {
    hint: 'Use --help to see how it is written.',
  });
}
