import type { ChartRange, ProgressView, Stack } from '../../../shared/progress.ts';
import { addDays, addMonths, daysBetween, weekStart } from '../../../shared/time.ts';
import type { Db } from '../../db/connection.ts';
import type { CurriculumService } from '../curriculum/service.ts';
import type { PlanService } from '../plan/service.ts';
import type { PracticeService } from '../practice/service.ts';
import type { SkillService } from '../skills/service.ts';
import { hoursOfWeek } from './hours-of-week.ts';
import { dueLine, forecastFan, weeklyBudgets } from './plan-lines.ts';
import { createProgressStore, type Bucket, type BucketRow } from './store.ts';

interface Deps {
  db: Db;
  curriculum: CurriculumService;
  practice: PracticeService;
  plan: PlanService;
  skills: SkillService;
}

/** More weeks than this are drawn as months: a bar needs a few pixels. */
const MOST_WEEKS = 110;

/** The sums behind the charts, for one range at a time. */
export function createProgressService({ db, curriculum, practice, plan, skills }: Deps) {
  const store = createProgressStore(db);

  function startOf(range: ChartRange, view: ReturnType<PlanService['view']>): string {
    switch (range) {
      case 'quarter':
        return addDays(weekStart(view.today), -12 * 7);
      case 'year':
        return addMonths(view.today, -12);
      case 'phase':
        return view.phases.find((phase) => phase.state === 'current')?.startsOn ?? view.today;
      case 'all': {
        const first = store.firstDay() ?? view.today;
        return view.enrolled && view.enrolment.startedOn < first ? view.enrolment.startedOn : first;
      }
    }
  }

  function daily(from: string, today: string): number[] {
    const seconds = Array.from({ length: daysBetween(from, today) + 1 }, () => 0);
    for (const day of practice.days(from, today)) seconds[daysBetween(from, day.date)] = day.seconds;
    return seconds;
  }

  function view(range: ChartRange): ProgressView {
    const planned = plan.view();
    const course = plan.course();
    const { today } = planned;
    const start = startOf(range, planned);
    const from = start > today ? today : start;
    const until: [string, string] = [from, today];
    const starts = steps(weekStart(from), today, (date) => addDays(date, 7));
    const bucket: Bucket = starts.length > MOST_WEEKS ? 'month' : 'week';
    const buckets =
      bucket === 'week' ? starts : steps(`${from.slice(0, 7)}-01`, today, (date) => addMonths(date, 1));
    const days = daily(from, today);
    const lines = dueLine(planned, from);
    const order = new Map(curriculum.get().skills.map(({ id }, index) => [id, index]));
    const rank = ({ id }: Stack): number => (id === null ? Infinity : (order.get(id) ?? order.size));
    return {
      today,
      from,
      days,
      // What lies before the plan's start is not part of what the plan asks for.
      before: practice.totalSeconds(
        planned.enrolled ? planned.enrolment.startedOn : '0000',
        addDays(from, -1),
      ),
      due: lines?.due ?? null,
      planUntil: lines?.until ?? today,
      fan: forecastFan(course, course.pace),
      weeks: {
        starts,
        done: starts.map((monday) => practice.totalSeconds(monday, addDays(monday, 6))),
        budget: weeklyBudgets(planned, starts),
      },
      bucket,
      buckets,
      bySkill: stacks(store.sums('skill', bucket, until), buckets).toSorted((a, b) => rank(a) - rank(b)),
      byActivity: stacks(store.sums('activity', bucket, until), buckets),
      hours: hoursOfWeek(store.stretches(from, today)),
      coverage: skills.list().map(({ id, level, seconds }) => ({
        skillId: id,
        priority: curriculum.get().skills.find((skill) => skill.id === id)?.priority ?? null,
        level,
        seconds,
      })),
    };
  }

  return { view };
}

export type ProgressService = ReturnType<typeof createProgressService>;

/** The dates from `first` up to `last`, each made of the one before. */
function steps(first: string, last: string, next: (date: string) => string): string[] {
  const dates = [first];
  for (let date = next(first); date <= last; date = next(date)) dates.push(date);
  return dates;
}

/** Rows of sums as one column a subject, the largest first. */
function stacks(rows: readonly BucketRow[], buckets: readonly string[]): Stack[] {
  const index = new Map(buckets.map((bucket, at) => [bucket, at]));
  const byId = new Map<string | null, number[]>();
  for (const { bucket, id, seconds } of rows) {
    const column = byId.get(id) ?? buckets.map(() => 0);
    const at = index.get(bucket);
    if (at !== undefined) column[at] = seconds;
    byId.set(id, column);
  }
  const sum = (column: readonly number[]): number => column.reduce((total, own) => total + own, 0);
  return [...byId]
    .map(([id, seconds]) => ({ id, seconds }))
    .toSorted((a, b) => sum(b.seconds) - sum(a.seconds));
}
