import type { Habit } from '../../shared/habit.ts';
import type { PlanView } from '../../shared/plan.ts';
import { pauseText, standingText } from '../../shared/plan-words.ts';
import type { NextStep } from '../../shared/today.ts';
import { formatDuration } from '../../shared/time.ts';
import { flagsOf, report, type Command, type CommandContext } from '../command.ts';
import type { Services } from '../../server/services.ts';

export const command: Command = {
  name: 'status',
  summary: 'where you are: the phase, today, this week, the timer, the last sessions',
  usage: `Usage: cairn status [--line]

  --line         one short line for a prompt or a status bar, fast; nothing without data`,

  async run(ctx) {
    if (flagsOf(ctx, { line: { type: 'boolean' } }).values.line) return printLine(ctx);
    const services = await ctx.services();
    const plan = services.plan.view();
    const path = services.plan.path();
    const phase = path.phases.find((it) => it.id === plan.currentPhaseId)!;
    const timer = services.timer.status();
    const recent = services.practice.list({ limit: 5, offset: 0 });
    const data = {
      path: { id: path.id, title: path.title },
      phase: { id: phase.id, title: phase.title },
      enrolled: plan.enrolled,
      today: plan.day,
      week: plan.week,
      ahead: plan.ahead,
      minutesToClose: plan.minutesToClose,
      pausedNow: plan.pausedNow,
      habit: plan.habit,
      total: services.practice.totals().all,
      timer,
      next: services.today.next(plan).next,
      due: services.reminders
        .due()
        .map(({ id, title, date, time }) => ({ id, title, date, time: time ?? null })),
      recent,
    };
    report(ctx, data, () => text(ctx, services, data));
    return 0;
  },
};

/** A bar must never show an error on its line: what cannot be read now goes to stderr, and is worth an exit code. */
async function printLine(ctx: CommandContext): Promise<number> {
  // Apart, so that a prompt loads nothing of the rest, and the rest not SQLite a second time.
  const { readStatusLine, statusText } = await import('../status-line.ts');
  const line = readStatusLine(ctx.dataDir, ctx.clock.now());
  if (ctx.json) ctx.out(JSON.stringify(line));
  else if (line) ctx.out(statusText(line));
  return 0;
}

type Data = {
  path: { title: string };
  phase: { title: string };
  today: { done: number; due: number };
  week: { done: number; due: number };
  enrolled: boolean;
  ahead: number;
  minutesToClose: number;
  pausedNow: PlanView['pausedNow'];
  habit: Habit;
  total: number;
  next: NextStep;
  due: { title: string; time: string | null }[];
  timer: ReturnType<Services['timer']['status']>;
  recent: ReturnType<Services['practice']['list']>;
};

function text({ paint }: CommandContext, services: Services, data: Data): string {
  const budget = ({ done, due }: { done: number; due: number }): string =>
    `${formatDuration(done)} of ${formatDuration(due)}`;
  const lines = [
    `${paint.bold(data.path.title)}, ${data.phase.title}`,
    `Today ${budget(data.today)}, this week ${budget(data.week)}, all time ${formatDuration(data.total)}.`,
    ...(data.pausedNow ? [`${pauseText(data.pausedNow)}: nothing is due.`] : []),
    ...(data.enrolled ? [`${standingText(data.ahead, data.minutesToClose)}.`] : []),
    habitText(data.habit),
    `Next: ${data.next.title}. ${paint.dim(data.next.reason)}`,
    data.timer ? `The timer has run ${formatDuration(data.timer.seconds)}.` : 'No timer is running.',
    ...data.due.map(({ title, time }) => `Due${time ? ` since ${time}` : ''}: ${title}.`),
  ];
  if (data.recent.length > 0) lines.push('', 'Last sessions:');
  const titles = new Map(services.curriculum.get().skills.map((skill) => [skill.id, skill.title]));
  for (const session of data.recent) {
    const about = session.skillId ? (titles.get(session.skillId) ?? session.skillId) : session.activity;
    lines.push(
      `  ${session.localDate}  ${formatDuration(session.seconds).padEnd(11)}${about}  ${paint.dim(firstLine(session.note))}`.trimEnd(),
    );
  }
  return lines.join('\n');
}

const habitText = ({ score, streak, longer, restDays }: Habit): string =>
  `Habit ${score} %, streak ${streak}${longer ? '+' : ''} ${streak === 1 ? 'day' : 'days'} of practice (${restDays} rest days a week are part of it).`;

const firstLine = (note: string): string => note.split('\n', 1)[0]!.slice(0, 60);
