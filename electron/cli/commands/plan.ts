import type { Phase } from '../../shared/curriculum.ts';
import type { PlanView } from '../../shared/plan.ts';
import { formatDate, formatDuration } from '../../shared/time.ts';
import { flagsOf, report, type Command, type CommandContext } from '../command.ts';

export const command: Command = {
  name: 'plan',
  summary: 'the phases on the calendar, their hours, and the targets',
  usage: 'Usage: cairn plan',

  async run(ctx) {
    flagsOf(ctx, {});
    const services = await ctx.services();
    const plan = services.plan.view();
    const path = services.plan.path();
    const status = new Map(plan.targets.map((target) => [target.targetId, target]));
    const { enrolment, enrolled, today, dayOfPlan, endsOn, day, week } = plan;
    const phases = path.phases.map((phase, index) => ({
      ...plan.phases[index]!,
      title: phase.title,
      targets: phase.targets.map(({ id, title }) => ({
        id,
        title,
        status: status.get(id)?.status ?? 'open',
        doneOn: status.get(id)?.doneOn ?? null,
      })),
    }));
    const data = {
      path: { id: path.id, title: path.title },
      enrolment,
      enrolled,
      today,
      dayOfPlan,
      endsOn,
      day,
      week,
      phases,
    };
    report(ctx, data, () =>
      [
        `${ctx.paint.bold(path.title)}, day ${plan.dayOfPlan}, to ${formatDate(plan.endsOn)}`,
        ...path.phases.flatMap((phase, index) => phaseText(ctx, { phase, plan, index })),
      ].join('\n'),
    );
    return 0;
  },
};

const MARK = { done: 'x', doing: '~', open: ' ' } as const;

function phaseText({ paint }: CommandContext, at: { phase: Phase; plan: PlanView; index: number }): string[] {
  const { phase, plan, index } = at;
  const planned = plan.phases[index]!;
  const status = new Map(plan.targets.map((target) => [target.targetId, target.status]));
  const here = planned.state === 'current' ? paint.warn('  you are here') : '';
  return [
    '',
    `${paint.bold(phase.title)}  ${formatDate(planned.startsOn)} to ${formatDate(planned.endsOn)}${here}`,
    paint.dim(`  ${formatDuration(planned.done)} of ${planned.hours} h, ${planned.weeklyHours} h a week`),
    ...phase.targets.map(
      ({ id, title }) => `  [${MARK[status.get(id) ?? 'open']}] ${title}  ${paint.dim(id)}`,
    ),
  ];
}
