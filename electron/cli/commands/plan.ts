import type { Phase } from '../../shared/curriculum.ts';
import type { Outlook, PlanView } from '../../shared/plan.ts';
import { paceText, pauseText, standingText } from '../../shared/plan-words.ts';
import { formatDate, formatDuration } from '../../shared/time.ts';
import { flagsOf, report, type Command, type CommandContext } from '../command.ts';
import { PLAN_FLAGS, runPlanAction } from '../plan-actions.ts';

export const command: Command = {
  name: 'plan',
  summary: 'the phases on the calendar, their hours, and the targets; pauses, pace and history',
  usage: `Usage: cairn plan
       cairn plan pause ["REASON"] [--from DATE] [--to DATE] [--kind holiday|sick|other]
       cairn plan resume
       cairn plan pace HOURS|path [--from DATE]
       cairn plan history
       cairn plan undo

  cairn plan         the phases, what is due, and when they are likely done
  pause              asks for nothing from today, or --from, until you are back, or --to
  resume             ends the pause: today counts again
  pace               other hours a week from today, or --from; "path" for the path's own
  history            what changed when, and by how much the end moved
  undo               takes the newest change of the plan back

A DATE is like 2027-01-31, or yesterday, today, tomorrow.`,

  async run(ctx) {
    const { values, positionals } = flagsOf(ctx, PLAN_FLAGS);
    const services = await ctx.services();
    const [action, ...words] = positionals;
    if (action !== undefined) return runPlanAction(action, { ctx, services, values, words });
    const plan = services.plan.view();
    const path = services.plan.path();
    const outlook = services.plan.outlook();
    report(ctx, dataOf(plan, path, outlook), () =>
      [
        `${ctx.paint.bold(path.title)}, day ${plan.dayOfPlan}, to ${formatDate(plan.endsOn)}`,
        ...bendTexts(ctx, plan),
        ...path.phases.flatMap((phase, index) => phaseText(ctx, { phase, plan, index, outlook })),
      ].join('\n'),
    );
    return 0;
  },
};

function dataOf(plan: PlanView, path: { id: string; title: string; phases: Phase[] }, outlook: Outlook) {
  const status = new Map(plan.targets.map((target) => [target.targetId, target]));
  const ahead = new Map(outlook.targets.map((target) => [target.targetId, target]));
  const { enrolment, enrolled, today, dayOfPlan, endsOn, day, week } = plan;
  return {
    path: { id: path.id, title: path.title },
    enrolment,
    enrolled,
    today,
    dayOfPlan,
    endsOn,
    day,
    week,
    ahead: plan.ahead,
    minutesToClose: plan.minutesToClose,
    pauses: plan.pauses,
    paces: plan.paces,
    pace: { hoursPerWeek: outlook.hoursPerWeek, weeks: outlook.weeks, weeksLeftOut: outlook.weeksLeftOut },
    phases: path.phases.map((phase, index) => ({
      ...plan.phases[index]!,
      title: phase.title,
      hoursLeft: outlook.phases[index]!.hoursLeft,
      forecast: outlook.phases[index]!.forecast,
      withHalfHourMore: outlook.phases[index]!.withMore,
      targets: phase.targets.map(({ id, title }) => ({
        id,
        title,
        status: status.get(id)?.status ?? 'open',
        doneOn: status.get(id)?.doneOn ?? null,
        forecast: ahead.get(id)?.forecast ?? null,
        risk: ahead.get(id)?.risk ?? null,
      })),
    })),
  };
}

function bendTexts({ paint }: CommandContext, plan: PlanView): string[] {
  const standing = plan.enrolled ? [`${standingText(plan.ahead, plan.minutesToClose)}.`] : [];
  const coming = plan.pauses.filter((pause) => pause.endsOn === null || pause.endsOn >= plan.today);
  return [
    ...standing,
    ...coming.map(pauseText),
    ...plan.paces.map(({ fromOn, hoursPerWeek }) => `From ${formatDate(fromOn)}, ${paceText(hoursPerWeek)}`),
  ].map((line) => paint.dim(line));
}

const MARK = { done: 'x', doing: '~', open: ' ' } as const;

interface Place {
  phase: Phase;
  plan: PlanView;
  index: number;
  outlook: Outlook;
}

function phaseText({ paint }: CommandContext, { phase, plan, index, outlook }: Place): string[] {
  const planned = plan.phases[index]!;
  const status = new Map(plan.targets.map((target) => [target.targetId, target.status]));
  const atRisk = new Set(outlook.targets.filter((it) => it.risk === 'at-risk').map((it) => it.targetId));
  const here = planned.state === 'current' ? paint.warn('  you are here') : '';
  const likely = outlook.phases[index]!.forecast?.likely;
  const when = likely ? `, likely reached ${formatDate(likely)}` : '';
  return [
    '',
    `${paint.bold(phase.title)}  ${formatDate(planned.startsOn)} to ${formatDate(planned.endsOn)}${here}`,
    paint.dim(
      `  ${formatDuration(planned.done)} of ${planned.hours} h, ${planned.weeklyHours} h a week${when}`,
    ),
    ...phase.targets.map(
      ({ id, title }) =>
        `  [${MARK[status.get(id) ?? 'open']}] ${title}  ${paint.dim(id)}${atRisk.has(id) ? paint.warn('  at risk') : ''}`,
    ),
  ];
}
