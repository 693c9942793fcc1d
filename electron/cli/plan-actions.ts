import type { z } from 'zod';
import { AppError } from '../shared/errors.ts';
import { nearest } from '../shared/nearest.ts';
import { paceInput, pauseInput, pauseKind, type PlanView } from '../shared/plan.ts';
import { paceText, pauseText } from '../shared/plan-words.ts';
import { localDate } from '../shared/practice.ts';
import { addDays, formatDate } from '../shared/time.ts';
import type { Services } from '../server/services.ts';
import { report, type CommandContext } from './command.ts';
import { table } from './output.ts';

/** The flags of `cairn plan`. */
export const PLAN_FLAGS = {
  from: { type: 'string' },
  to: { type: 'string' },
  kind: { type: 'string' },
} as const;

type Values = { [name in keyof typeof PLAN_FLAGS]?: string | undefined };

interface Asked {
  ctx: CommandContext;
  services: Services;
  values: Values;
  /** What follows the action's name. */
  words: readonly string[];
}

const ACTIONS = { pause, resume, pace, history, undo } as const;

/** Runs `cairn plan <action>`. @throws AppError `bad_input` that names the nearest action */
export function runPlanAction(action: string, asked: Asked): number {
  const found = Object.entries(ACTIONS).find(([name]) => name === action);
  if (found) return found[1](asked);
  const names = Object.keys(ACTIONS);
  const near = nearest(action, names);
  throw new AppError('bad_input', `A plan has no "${action}".`, {
    hint: `${near ? `Did you mean ${near}? ` : ''}Use one of ${names.join(', ')}, or nothing for the plan itself.`,
  });
}

function pause({ ctx, services, values, words }: Asked): number {
  const today = services.practice.today();
  const before = new Set(services.plan.view().pauses.map(({ id }) => id));
  const plan = services.plan.addPause(
    readInput(pauseInput, {
      startsOn: readDate(values.from ?? 'today', today),
      endsOn: values.to === undefined ? null : readDate(values.to, today),
      kind: readKind(values.kind ?? 'holiday'),
      reason: words.join(' '),
    }),
  );
  const made = plan.pauses.find(({ id }) => !before.has(id))!;
  const open = made.endsOn === null ? ' `cairn plan resume` ends it.' : '';
  report(ctx, { pause: made, ...ends(plan) }, () => `${pauseText(made)}. ${endText(plan)}${open}`);
  return 0;
}

function resume({ ctx, services }: Asked): number {
  const plan = services.plan.resume();
  report(ctx, ends(plan), () => `Welcome back. ${endText(plan)}`);
  return 0;
}

function pace({ ctx, services, values, words }: Asked): number {
  const [hours] = words;
  if (hours === undefined || words.length > 1) {
    throw new AppError('bad_input', 'A pace is one figure.', {
      hint: 'Say the hours a week, like `cairn plan pace 6 --from 2027-01-01`, or `path` for the path’s own.',
    });
  }
  const fromOn = readDate(values.from ?? 'today', services.practice.today());
  const hoursPerWeek = hours === 'path' ? null : Number(hours);
  if (Number.isNaN(hoursPerWeek)) {
    throw new AppError('bad_input', `"${hours}" is not a number of hours.`, {
      hint: 'Use a figure like 6 or 4.5.',
    });
  }
  const plan = services.plan.setPace(readInput(paceInput, { fromOn, hoursPerWeek }));
  report(
    ctx,
    { pace: { fromOn, hoursPerWeek }, ...ends(plan) },
    () => `From ${formatDate(fromOn)}, ${paceText(hoursPerWeek)}. ${endText(plan)}`,
  );
  return 0;
}

function history({ ctx, services }: Asked): number {
  const versions = services.plan.history();
  const moved = (days: number | null): string =>
    days === null || days === 0 ? '' : `${days > 0 ? '+' : ''}${days} days`;
  report(ctx, versions, () =>
    versions.length === 0
      ? 'The plan has no history yet.'
      : table(
          versions.map(({ at, text, movedDays, phases, undone }) => [
            new Date(at).toISOString().slice(0, 10),
            phases.length > 0 ? `to ${formatDate(phases.at(-1)!.endsOn)}` : '',
            moved(movedDays),
            undone ? `${text} (taken back)` : text,
          ]),
        ),
  );
  return 0;
}

function undo({ ctx, services }: Asked): number {
  const { latestChange } = services.plan.view();
  if (latestChange === null) {
    throw new AppError('not_found', 'There is no change of the plan to undo.', {
      hint: '`cairn plan history` shows what changed when.',
    });
  }
  const undone = services.plan.history().find(({ id }) => id === latestChange)!;
  const plan = services.plan.undo(latestChange);
  report(ctx, { undone: undone.text, ...ends(plan) }, () => `Taken back: ${undone.text}. ${endText(plan)}`);
  return 0;
}

/** @throws AppError `bad_input` that says in the schema's own words what is wrong */
function readInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map((issue) => issue.message).join('; ');
  throw new AppError('bad_input', `The plan cannot be changed so: ${reasons}.`, {
    hint: 'Use --help to see how it is written. Nothing was changed.',
  });
}

const ends = ({ endsOn, phases }: PlanView) => ({
  endsOn,
  phases: phases.map((phase) => ({ id: phase.id, startsOn: phase.startsOn, endsOn: phase.endsOn })),
});

const endText = ({ endsOn }: PlanView): string => `The plan ends on ${formatDate(endsOn)}.`;

function readDate(text: string, today: string): string {
  const words: Record<string, string> = {
    yesterday: addDays(today, -1),
    today,
    tomorrow: addDays(today, 1),
  };
  const date = localDate.safeParse(words[text] ?? text);
  if (date.success) return date.data;
  throw new AppError('bad_input', `"${text}" is not a date.`, {
    hint: 'Use a date like 2027-01-31, or yesterday, today, tomorrow.',
  });
}

function readKind(text: string) {
  const kind = pauseKind.safeParse(text);
  if (kind.success) return kind.data;
  throw new AppError('bad_input', `There is no kind of pause "${text}".`, {
    hint: `Use one of ${pauseKind.options.join(', ')}.`,
  });
}
