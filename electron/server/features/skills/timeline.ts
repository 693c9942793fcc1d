import type { LevelRule } from '../../../shared/curriculum.ts';
import {
  reachedOn,
  type SkillFacts,
  type SkillStanding,
  type SkillTimeline,
} from '../../../shared/skills.ts';
import { localDateOf } from '../../../shared/time.ts';
import type { Db } from '../../db/connection.ts';
import type { Clock } from '../../deps.ts';
import type { CurriculumService } from '../curriculum/service.ts';
import type { PracticeService } from '../practice/service.ts';
import type { SettingsService } from '../settings/service.ts';
import type { TargetService } from '../targets/service.ts';

export interface TimelineDeps {
  db: Db;
  clock: Clock;
  settings: SettingsService;
  curriculum: CurriculumService;
  practice: PracticeService;
  targets: TargetService;
}

interface Pass {
  language: string;
  at: number;
}

interface LevelDates {
  /** The day on which a level was first met; null when the dates of its facts do not say. */
  reachedOn(level: number): string | null;
  /** What was on record by the end of a day. */
  factsOn(date: string): SkillFacts;
}

/** Finds out when the facts behind a skill's level came about: sessions, passed lab steps, targets with proof. */
export function createTimelines(deps: TimelineDeps) {
  const passes = deps.db.prepare<[string], Pass>(
    `SELECT language, passed_at AS at FROM lab_step WHERE lab_id = ? AND status = 'pass' AND passed_at IS NOT NULL
     ORDER BY passed_at`,
  );
  return (standing: SkillStanding, rules: readonly LevelRule[]): LevelDates => {
    const timeline: SkillTimeline = {
      hours: hoursSoFar(deps.practice, standing.id),
      ...labDates(deps, standing, (labId) => passes.all(labId)),
      evidence: evidenceDates(deps, standing.id),
    };
    const until = (dates: readonly string[], date: string): number =>
      dates.filter((one) => one <= date).length;
    return {
      reachedOn: (level) => reachedOn(rules, timeline, { level, hasLabs: standing.labs.length > 0 }),
      factsOn: (date) => ({
        hours: timeline.hours.findLast(([day]) => day <= date)?.[1] ?? 0,
        labSteps: until(timeline.labSteps, date),
        labs: until(timeline.labs, date),
        evidence: until(timeline.evidence, date),
      }),
    };
  };
}

function hoursSoFar(practice: PracticeService, skillId: string): [string, number][] {
  let seconds = 0;
  return practice.skillDays(skillId).map((day) => {
    seconds += day.seconds;
    return [day.date, Math.round((seconds / 3600) * 10) / 10];
  });
}

/** A lab counts in the language in which most of it passes, as the catalogue counts it. */
function labDates(
  deps: TimelineDeps,
  { labs }: SkillStanding,
  passesOf: (labId: string) => Pass[],
): Pick<SkillTimeline, 'labSteps' | 'labs'> {
  const dates = labs.map((lab) => {
    const byLanguage = Map.groupBy(passesOf(lab.id), (row) => row.language);
    const best = [...byLanguage.values()].toSorted((a, b) => b.length - a.length)[0] ?? [];
    const steps = best.slice(0, lab.stepsPassed).map(({ at }) => dayOf(deps, at));
    return { steps, passed: lab.state === 'passed' ? steps.at(-1) : undefined };
  });
  return {
    labSteps: dates.flatMap(({ steps }) => steps).toSorted(),
    labs: dates.flatMap(({ passed }) => passed ?? []).toSorted(),
  };
}

/** A target proves something from the day on which it was both done and had evidence. */
function evidenceDates(deps: TimelineDeps, skillId: string): string[] {
  const own = new Set(
    deps.curriculum
      .get()
      .paths.flatMap((path) => path.phases.flatMap((phase) => phase.targets))
      .filter((target) => target.skills.includes(skillId))
      .map((target) => target.id),
  );
  return deps.targets
    .list()
    .filter((row) => own.has(row.targetId) && row.doneOn !== null && row.evidence.length > 0)
    .map((row) => {
      const proven = dayOf(deps, Math.min(...row.evidence.map(({ createdAt }) => createdAt)));
      return proven > row.doneOn! ? proven : row.doneOn!;
    })
    .toSorted();
}

const dayOf = ({ clock, settings }: TimelineDeps, at: number): string =>
  localDateOf(at, clock.zone(), settings.get().dayStartHour);
