import { formatDuration } from '../../shared/time.ts';
import { flagsOf, report, type Command, type CommandContext } from '../command.ts';
import type { Services } from '../../server/services.ts';

export const command: Command = {
  name: 'status',
  summary: 'where you are: the phase, today, this week, the timer, the last sessions',
  usage: 'Usage: cairn status',

  async run(ctx) {
    flagsOf(ctx, {});
    const services = await ctx.services();
    const plan = services.plan.view();
    const path = services.plan.path();
    const phase = path.phases.find((it) => it.id === plan.currentPhaseId)!;
    const timer = services.timer.status();
    const recent = services.practice.list({ limit: 5 });
    const data = {
      path: { id: path.id, title: path.title },
      phase: { id: phase.id, title: phase.title },
      enrolled: plan.enrolled,
      today: plan.day,
      week: plan.week,
      total: services.practice.totals().all,
      timer,
      recent,
    };
    report(ctx, data, () => text(ctx, services, data));
    return 0;
  },
};

type Data = {
  path: { title: string };
  phase: { title: string };
  today: { done: number; due: number };
  week: { done: number; due: number };
  total: number;
  timer: ReturnType<Services['timer']['status']>;
  recent: ReturnType<Services['practice']['list']>;
};

function text({ paint }: CommandContext, services: Services, data: Data): string {
  const budget = ({ done, due }: { done: number; due: number }): string =>
    `${formatDuration(done)} of ${formatDuration(due)}`;
  const lines = [
    `${paint.bold(data.path.title)}, ${data.phase.title}`,
    `Today ${budget(data.today)}, this week ${budget(data.week)}, all time ${formatDuration(data.total)}.`,
    data.timer ? `The timer has run ${formatDuration(data.timer.seconds)}.` : 'No timer is running.',
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

const firstLine = (note: string): string => note.split('\n', 1)[0]!.slice(0, 60);
