import { AppError } from '../../../shared/errors.ts';
import type { Path } from '../../../shared/curriculum.ts';
import { newId } from '../../../shared/ids.ts';
import { forecastPhase, type Forecast } from '../../../shared/forecast.ts';
import type { Enrolment, PlannedPhase, PlanView } from '../../../shared/plan.ts';
import { dailySeconds, dueSeconds, layPlan, phaseOn } from '../../../shared/plan-arithmetic.ts';
import { addDays, daysBetween, weekStart } from '../../../shared/time.ts';
import type { Db } from '../../db/connection.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { CurriculumService } from '../curriculum/service.ts';
import type { PracticeService } from '../practice/service.ts';
import type { TargetService } from '../targets/service.ts';
import { createPlanStore } from './store.ts';

interface Deps {
  db: Db;
  clock: Clock;
  events: EventBus;
  curriculum: CurriculumService;
  practice: PracticeService;
  targets: TargetService;
}

/** Recent enough to be the present pace, long enough to hold a bad week. */
const PACE_WEEKS = 8;

export function createPlanService(deps: Deps) {
  const { clock, events, curriculum, practice, targets } = deps;
  const store = createPlanStore(deps.db);

  function findPath(id: string): Path | undefined {
    return curriculum.get().paths.find((path) => path.id === id);
  }

  /** The current enrolment; the first path from today, at its own pace, until the person has chosen. */
  function enrolment(): { enrolment: Enrolment; path: Path; enrolled: boolean } {
    const stored = store.current();
    const path = stored && findPath(stored.pathId);
    if (stored && path) return { enrolment: stored, path, enrolled: true };
    const first = curriculum.get().paths[0];
    if (!first)
      throw new AppError('unavailable', 'The curriculum holds no path.', { hint: 'Run `cairn doctor`.' });
    return {
      enrolment: { pathId: first.id, startedOn: practice.today(), hoursPerWeek: null },
      path: first,
      enrolled: false,
    };
  }

  /** From the last eight whole weeks, or as many as there have been since the plan or the practice began. */
  function forecastOf(
    here: PlannedPhase,
    { today, startedOn }: { today: string; startedOn: string },
  ): Forecast | null {
    const remaining = here.hours * 3600 - practice.totalSeconds(here.startsOn, here.endsOn);
    if (remaining <= 0) return null;
    const monday = weekStart(today);
    const weeks = Array.from({ length: PACE_WEEKS }, (_, index) => addDays(monday, -7 * (PACE_WEEKS - index)))
      .filter((start) => addDays(start, 6) >= startedOn)
      .map((start) => practice.totalSeconds(start, addDays(start, 6)));
    return forecastPhase({ remaining, weeks, today });
  }

  function view(): PlanView {
    const current = enrolment();
    const today = practice.today();
    const plan = layPlan(current.path, current.enrolment);
    const here = phaseOn(plan, today);
    const monday = weekStart(today);
    const progress = targets.list();
    const done = new Set(progress.filter((t) => t.status === 'done').map((t) => t.targetId));
    return {
      enrolment: current.enrolment,
      enrolled: current.enrolled,
      today,
      currentPhaseId: here.id,
      dayOfPlan: daysBetween(current.enrolment.startedOn, today) + 1,
      endsOn: plan.at(-1)!.endsOn,
      day: { done: practice.totalSeconds(today, today), due: dailySeconds(here) },
      week: {
        done: practice.totalSeconds(monday, addDays(monday, 6)),
        due: Math.round(here.weeklyHours * 3600),
        startsOn: monday,
      },
      forecast: forecastOf(here, { today, startedOn: current.enrolment.startedOn }),
      phases: plan.map((phase, index) => ({
        ...phase,
        done: practice.totalSeconds(phase.startsOn, phase.endsOn),
        // Today is not over: what is due is what an even pace had reached last night.
        due: dueSeconds(phase, addDays(today, -1)),
        state: phase === here ? 'current' : phase.endsOn < today ? 'past' : 'future',
        targets: current.path.phases[index]!.targets.length,
        targetsDone: current.path.phases[index]!.targets.filter((t) => done.has(t.id)).length,
      })),
      targets: progress,
    };
  }

  return {
    view,
    path: (): Path => enrolment().path,

    /** Chooses path, start and pace. The enrolment before it is kept as history. */
    enroll(input: Enrolment): PlanView {
      if (!findPath(input.pathId)) {
        throw new AppError('bad_input', `There is no path "${input.pathId}".`, {
          hint: `Choose one of: ${curriculum
            .get()
            .paths.map((path) => path.id)
            .join(', ')}.`,
        });
      }
      if (Math.abs(daysBetween(practice.today(), input.startedOn)) > 3660) {
        throw new AppError('bad_input', 'A plan starts within ten years of today.', {
          hint: 'Check the start date.',
        });
      }
      store.replace({ id: newId(clock.now()), createdAt: clock.now(), ...input });
      events.changed('plan');
      return view();
    },
  };
}

export type PlanService = ReturnType<typeof createPlanService>;
