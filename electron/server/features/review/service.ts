import type { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { WeekFacts } from '../../../shared/notes.ts';
import type { ReviewView, SavedReview, saveReviewInput } from '../../../shared/review.ts';
import { dueBetween } from '../../../shared/plan-arithmetic.ts';
import { boundsOf, cadenceOf, periodBefore, periodName, periodOf } from '../../../shared/rhythm-periods.ts';
import { addDays, daysBetween, formatDate, weekStart } from '../../../shared/time.ts';
import { createWallClock } from '../../../shared/words/wall-clock.ts';
import type { Db } from '../../db/connection.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { CurriculumService } from '../curriculum/service.ts';
import type { PlanService } from '../plan/service.ts';
import type { PracticeService } from '../practice/service.ts';
import type { RhythmService } from '../rhythm/service.ts';
import type { SettingsService } from '../settings/service.ts';
import type { TodayService } from '../today/service.ts';
import { createReviewStore } from './store.ts';

interface Deps {
  db: Db;
  clock: Clock;
  events: EventBus;
  settings: SettingsService;
  curriculum: CurriculumService;
  practice: PracticeService;
  plan: PlanService;
  rhythm: RhythmService;
  today: TodayService;
  facts: (from: string, to: string) => WeekFacts;
}

/** What is next belongs to a review that is being written: of this period, or of the one that just ended. */
const JUST_ENDED_DAYS = 7;
const MOST_AT_RISK = 5;

/** The weekly and monthly review: what was done, learned and spent, and what is next. */
export function createReviewService(deps: Deps) {
  const { clock, events, settings, curriculum, practice, plan, rhythm, today: todayService, facts } = deps;
  const store = createReviewStore(deps.db);

  /** The instants at which the days of a period begin and end, by the zone of now. */
  function instants(from: string, to: string): [number, number] {
    const wall = createWallClock(clock.zone());
    const minutes = settings.get().dayStartHour * 60;
    return [wall.instant({ date: from, minutes }).at, wall.instant({ date: addDays(to, 1), minutes }).at];
  }

  /** Practice of the period before, up to as many days into it as this one has had. */
  function before(period: string, from: string, today: string): number {
    const earlier = boundsOf(periodBefore(period));
    const elapsed = daysBetween(from, today);
    const until = addDays(earlier.from, Math.max(0, elapsed));
    return practice.totalSeconds(earlier.from, until < earlier.to ? until : earlier.to);
  }

  /** @param from the Monday of the week whose items come next */
  function ahead(from: string): Pick<ReviewView, 'next' | 'upcoming' | 'atRisk'> {
    const { next, alternatives } = todayService.next();
    const titles = new Map(
      curriculum
        .get()
        .paths.flatMap((path) => path.phases.flatMap((phase) => phase.targets))
        .map((target) => [target.id, target.title]),
    );
    const week = rhythm.week(from);
    return {
      next: [next, ...alternatives].map(({ id, title, reason, to: route, minutes }) => ({
        id,
        title,
        reason,
        to: route,
        minutes,
      })),
      upcoming: [
        ...week.days
          .filter((entry) => entry.checkedAt === null && entry.skippedAt === null)
          .map(({ title, date, time }) => ({
            title,
            when: [date && formatDate(date), time].filter(Boolean).join(', '),
          })),
        ...week.longer
          .filter((entry) => entry.checkedAt === null && entry.skippedAt === null)
          .map(({ title, period }) => ({ title, when: periodName(period) })),
      ],
      atRisk: plan
        .outlook()
        .targets.filter(({ risk }) => risk === 'at-risk')
        .slice(0, MOST_AT_RISK)
        .map(({ targetId, dueOn }) => ({ title: titles.get(targetId) ?? targetId, dueOn })),
    };
  }

  return {
    /** The period that is reviewed by default: this week, or this month. */
    current: (kind: 'week' | 'month', date = practice.today()): string =>
      periodOf(kind === 'week' ? 'weekly' : 'monthly', date),

    get(period: string): ReviewView {
      const { from, to } = boundsOf(period);
      const today = practice.today();
      if (from > today) {
        throw new AppError('bad_input', `${periodName(period)} has not begun.`, {
          hint: 'Choose this week or month, or an earlier one.',
        });
      }
      const within = instants(from, to);
      const view = plan.view();
      const titles = new Map(curriculum.get().skills.map((skill) => [skill.id, skill.title]));
      const isOver = to < today;
      const isRecent = daysBetween(to, today) <= JUST_ENDED_DAYS;
      const following = periodOf(cadenceOf(period), addDays(to, 1));
      return {
        period,
        name: periodName(period),
        facts: facts(from, to),
        today,
        isOver,
        nextPeriod: isOver ? following : null,
        previousPeriod: periodBefore(period),
        due: view.enrolled ? dueBetween(view.phases, from, to) : null,
        before: before(period, from, today),
        ...store.counts(from, to),
        activities: store.activities(from, to),
        highlights: store.highlights(from, to),
        notes: store.notes(...within),
        levels: store.levels(from, to).map(({ skillId, ...row }) => ({
          skill: titles.get(skillId) ?? skillId,
          ...row,
        })),
        models: store.models(...within),
        ...(isRecent
          ? ahead(addDays(weekStart(today), isOver ? 0 : 7))
          : { next: [], upcoming: [], atRisk: [] }),
        words: store.words(period),
      };
    },

    /** Keeps the person's words, unless another window wrote others since the edit began. */
    save({ period, body, basedOn }: z.infer<typeof saveReviewInput>): SavedReview {
      const result = store.transaction((): SavedReview => {
        const now = store.words(period);
        if ((now?.updatedAt ?? null) !== basedOn) return { outcome: 'changed-elsewhere', words: now };
        store.save(period, body, Math.max(clock.now(), (now?.updatedAt ?? 0) + 1));
        return { outcome: 'saved', words: store.words(period) };
      });
      if (result.outcome === 'saved') events.changed('rhythm');
      return result;
    },
  };
}

export type ReviewService = ReturnType<typeof createReviewService>;
