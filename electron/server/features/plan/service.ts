import { AppError } from '../../../shared/errors.ts';
import type { Path } from '../../../shared/curriculum.ts';
import { forecastPath, type Forecast } from '../../../shared/forecast.ts';
import { activeDays, outlookOf, secondsLeft } from '../../../shared/outlook.ts';
import type {
  Enrolment,
  Outlook,
  PlanInputs,
  PlannedPhase,
  PlanVersion,
  PlanView,
  Stretch,
} from '../../../shared/plan.ts';
import {
  closedPauses,
  dueBetween,
  dueSeconds,
  dueUntil,
  fillPhases,
  layPlan,
  phaseOn,
} from '../../../shared/plan-arithmetic.ts';
import { addDays, daysBetween, weekStart } from '../../../shared/time.ts';
import type { Db } from '../../db/connection.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { CurriculumService } from '../curriculum/service.ts';
import type { PracticeService } from '../practice/service.ts';
import type { SettingsService } from '../settings/service.ts';
import type { TargetService } from '../targets/service.ts';
import { createPlanChanges } from './changes.ts';
import { planVersions } from './history.ts';
import { habitFrom, recentDays, recentPace, secondsIn, type RecentDays } from './pace.ts';
import { createPlanStore } from './store.ts';

interface Deps {
  db: Db;
  clock: Clock;
  events: EventBus;
  settings: SettingsService;
  curriculum: CurriculumService;
  practice: PracticeService;
  targets: TargetService;
}

/** A gap is closed over at least this many days, so that the last days of a phase do not ask for the impossible. */
const CLOSING_DAYS = 14;

/** The plan as it stands today: its inputs, laid on the calendar, with the practice that fills it. */
interface Standing {
  inputs: PlanInputs;
  enrolment: Enrolment;
  path: Path;
  enrolled: boolean;
  today: string;
  pauses: Stretch[];
  plan: PlannedPhase[];
  here: PlannedPhase;
  /** Seconds since the plan began, and of each phase. */
  total: number;
  done: number[];
  recent: RecentDays;
}

export function createPlanService(deps: Deps) {
  const { clock, events, settings, curriculum, practice, targets } = deps;
  const store = createPlanStore(deps.db);
  const changes = createPlanChanges({ store, clock, events, today: () => practice.today() });
  const findPath = (id: string): Path | undefined => curriculum.get().paths.find((path) => path.id === id);

  /** The current enrolment; the first path from today, at its own pace, until the person has chosen. */
  function enrolmentOf({ enrolment }: PlanInputs): Pick<Standing, 'enrolment' | 'path' | 'enrolled'> {
    const path = enrolment && findPath(enrolment.pathId);
    if (path) {
      const { pathId, startedOn, hoursPerWeek } = enrolment;
      return { enrolment: { pathId, startedOn, hoursPerWeek }, path, enrolled: true };
    }
    const first = curriculum.get().paths[0];
    if (!first)
      throw new AppError('unavailable', 'The curriculum holds no path.', { hint: 'Run `cairn doctor`.' });
    return {
      enrolment: { pathId: first.id, startedOn: practice.today(), hoursPerWeek: null },
      path: first,
      enrolled: false,
    };
  }

  function stand(): Standing {
    const inputs = store.inputs();
    const today = practice.today();
    const current = enrolmentOf(inputs);
    const pauses = closedPauses(inputs.pauses, today);
    const plan = layPlan(current.path, current.enrolment, { pauses, paces: inputs.paces });
    const total = practice.totalSeconds(current.enrolment.startedOn, today);
    return {
      ...current,
      inputs,
      today,
      pauses,
      plan,
      here: phaseOn(plan, today),
      total,
      done: fillPhases(plan, total),
      recent: recentDays(practice),
    };
  }

  const paceOf = ({ recent, today, enrolment, pauses }: Standing) =>
    recentPace({ recent, today, startedOn: enrolment.startedOn, pauses });

  /** The phase that hours fill now: the first that is not full. */
  function workingIndex({ plan, done }: Standing): number {
    const open = plan.findIndex((phase, index) => done[index]! < Math.round(phase.hours * 3600));
    return open === -1 ? plan.length - 1 : open;
  }

  /** Of the hours of the working phase; null when all hours are done. */
  function forecastHere(now: Standing): Forecast | null {
    const left = secondsLeft(now.plan, now.done)[workingIndex(now)]!;
    if (left === 0) return null;
    const { today, pauses } = now;
    const [milestone] = forecastPath({ milestones: [left], weeks: paceOf(now).weeks, today, pauses });
    return milestone?.forecast ?? null;
  }

  function view(): PlanView {
    const now = stand();
    const { today, plan, here, path, pauses } = now;
    const monday = weekStart(today);
    // Today is not over: what is due is what an even pace had reached last night.
    const lastNight = addDays(today, -1);
    const ahead = now.enrolled ? now.total - dueUntil(plan, lastNight) : 0;
    const days = Math.max(CLOSING_DAYS, activeDays(today, here.endsOn, pauses));
    const progress = targets.list();
    const isDone = new Set(progress.filter((t) => t.status === 'done').map((t) => t.targetId));
    return {
      enrolment: now.enrolment,
      enrolled: now.enrolled,
      today,
      currentPhaseId: here.id,
      workingPhaseId: plan[workingIndex(now)]!.id,
      dayOfPlan: daysBetween(now.enrolment.startedOn, today) + 1,
      endsOn: plan.at(-1)!.endsOn,
      day: { done: now.recent.seconds.get(today) ?? 0, due: dueBetween(plan, today, today) },
      week: {
        done: secondsIn(now.recent, monday),
        due: dueBetween(plan, monday, addDays(monday, 6)),
        dueSoFar: dueBetween(plan, monday, lastNight),
        startsOn: monday,
      },
      ahead,
      minutesToClose: ahead < 0 ? Math.ceil(-ahead / days / 60) : 0,
      pauses: now.inputs.pauses,
      pausedNow:
        now.inputs.pauses.find((it) => it.startsOn <= today && (it.endsOn === null || it.endsOn >= today)) ??
        null,
      paces: now.inputs.paces,
      habit: habitFrom({ practice, recent: now.recent, pauses, restDays: settings.get().restDays }),
      latestChange: store.latest() ?? null,
      forecast: forecastHere(now),
      phases: plan.map((phase, index) => ({
        ...phase,
        done: now.done[index]!,
        due: dueSeconds(phase, lastNight),
        state: phase === here ? 'current' : phase.endsOn < today ? 'past' : 'future',
        targets: path.phases[index]!.targets.length,
        targetsDone: path.phases[index]!.targets.filter((t) => isDone.has(t.id)).length,
      })),
      targets: progress,
    };
  }

  /** Runs a change and gives the plan as it then is. */
  const after =
    <I>(work: (input: I) => void) =>
    (input: I): PlanView => {
      work(input);
      return view();
    };

  function assertPath(pathId: string): void {
    if (findPath(pathId)) return;
    const ids = curriculum.get().paths.map((path) => path.id);
    throw new AppError('bad_input', `There is no path "${pathId}".`, {
      hint: `Choose one of: ${ids.join(', ')}.`,
    });
  }

  return {
    view,
    path: (): Path => enrolmentOf(store.inputs()).path,

    enroll: after((input: Enrolment) => {
      assertPath(input.pathId);
      changes.enroll(input);
    }),
    addPause: after(changes.addPause),
    updatePause: after(changes.updatePause),
    removePause: after(changes.removePause),
    /** Ends the pause of today: today counts again. */
    resume: (): PlanView => after(changes.resume)(practice.today()),
    setPace: after(changes.setPace),
    removePace: after(changes.removePace),
    undo: after(changes.undo),

    /** What lies ahead at the recent pace: every phase and every open target. */
    outlook(): Outlook {
      const now = stand();
      const { weeks, leftOut } = paceOf(now);
      const mean = weeks.reduce((sum, week) => sum + week, 0) / Math.max(1, weeks.length);
      return {
        hoursPerWeek: weeks.length < 2 ? null : Math.round(mean / 360) / 10,
        weeks: weeks.length,
        weeksLeftOut: leftOut,
        ...outlookOf({ ...now, progress: targets.list(), weeks }),
      };
    },

    /** What a forecast of the current phase starts from: seconds done in the plan, the sum to reach, the recent pace. */
    course() {
      const now = stand();
      const left = secondsLeft(now.plan, now.done)[now.plan.indexOf(now.here)]!;
      const { today, pauses } = now;
      return { done: now.total, goal: now.total + left, pace: { weeks: paceOf(now).weeks, today, pauses } };
    },

    /** Every change of the plan, newest first. */
    history(): PlanVersion[] {
      return planVersions({
        changes: store.changes(),
        enrolments: store.enrolments(),
        findPath,
        today: practice.today(),
      });
    },
  };
}

export type PlanService = ReturnType<typeof createPlanService>;
