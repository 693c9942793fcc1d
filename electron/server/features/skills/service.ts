import { AppError } from '../../../shared/errors.ts';
import {
  freshnessOf,
  skillLevel,
  type ReachedLevel,
  type SkillFacts,
  type SkillStanding,
} from '../../../shared/skills.ts';
import { daysBetween } from '../../../shared/time.ts';
import type { LabSummary } from '../../../shared/labs.ts';
import type { CurriculumService } from '../curriculum/service.ts';
import type { LabService } from '../labs/service.ts';
import type { PracticeService } from '../practice/service.ts';
import type { TargetService } from '../targets/service.ts';
import { createTimelines, type TimelineDeps } from './timeline.ts';
import { createLevelHistory } from './levels.ts';

interface Deps extends TimelineDeps {
  curriculum: CurriculumService;
  practice: PracticeService;
  targets: TargetService;
  labs: Pick<LabService, 'catalogue'>;
}

/** Skills with levels that follow from evidence: hours, passed labs, done targets that carry proof. */
export function createSkillService(deps: Deps) {
  const { curriculum, practice, targets, labs } = deps;
  const levelHistory = createLevelHistory(deps.db);
  const timelineOf = createTimelines(deps);

  /** For each skill, how many of its targets are done with evidence attached. */
  function evidenceCounts(): Map<string, number> {
    const proven = new Set(
      targets
        .list()
        .filter((t) => t.status === 'done' && t.evidence.length > 0)
        .map((t) => t.targetId),
    );
    const counts = new Map<string, number>();
    for (const path of curriculum.get().paths) {
      for (const target of path.phases.flatMap((phase) => phase.targets)) {
        if (!proven.has(target.id)) continue;
        for (const skill of target.skills) counts.set(skill, (counts.get(skill) ?? 0) + 1);
      }
    }
    return counts;
  }

  function list(): SkillStanding[] {
    const { skills, levels } = curriculum.get();
    const hours = new Map(practice.bySkill().map((row) => [row.skillId, row]));
    const evidence = evidenceCounts();
    const catalogue = labs.catalogue();
    const today = practice.today();
    return skills.map((skill) => {
      const logged = hours.get(skill.id);
      const own: LabSummary[] = catalogue.filter((lab) => lab.skills.includes(skill.id));
      const facts = factsOf(own, { seconds: logged?.seconds ?? 0, evidence: evidence.get(skill.id) ?? 0 });
      const standing = skillLevel(levels, facts, own.length > 0);
      const halfLifeDays = levels.find((rule) => rule.level === standing.level)?.halfLifeDays ?? 30;
      const lastOn = logged?.lastOn ?? null;
      const fades = standing.level > 0 && lastOn !== null;
      return {
        id: skill.id,
        ...standing,
        seconds: logged?.seconds ?? 0,
        sessions: logged?.sessions ?? 0,
        lastOn,
        freshness: fades ? freshnessOf(daysBetween(lastOn, today), halfLifeDays) : null,
        halfLifeDays,
        labs: own,
      };
    });
  }

  /** The levels of a skill with the day on which each was first reached, as its facts tell it now. */
  function derivedLevels(standing: SkillStanding): Omit<ReachedLevel, 'held'>[] {
    const { levels } = curriculum.get();
    const { reachedOn, factsOn } = timelineOf(standing, levels);
    return levels
      .filter((rule) => rule.level > 0 && rule.level <= standing.level)
      .map(({ level }) => {
        const date = reachedOn(level) ?? practice.today();
        return { level, reachedOn: date, facts: factsOn(date) };
      });
  }

  return {
    list,
    get(id: string) {
      const standing = list().find((skill) => skill.id === id);
      if (!standing) {
        throw new AppError('not_found', `There is no skill "${id}".`, {
          hint: '`cairn skills` lists them with their ids.',
        });
      }
      const history = levelHistory.merge(id, derivedLevels(standing));
      return {
        ...standing,
        days: practice.skillDays(id),
        history: history.map((row) => ({ ...row, held: row.level <= standing.level })),
      };
    },

    /**
     * Writes down levels that were reached since the last time, so that they stay in the history when their evidence
     * goes. Nothing is written when there is nothing new.
     */
    remember(): void {
      const known = levelHistory.known();
      const fresh = list().filter(({ id, level }) => level > (known.get(id) ?? 0));
      levelHistory.add(
        fresh.flatMap((standing) =>
          derivedLevels(standing)
            .filter((row) => row.level > (known.get(standing.id) ?? 0))
            .map((row) => ({ skillId: standing.id, ...row })),
        ),
        deps.clock.now(),
      );
    },
  };
}

function factsOf(own: readonly LabSummary[], given: { seconds: number; evidence: number }): SkillFacts {
  return {
    hours: Math.round((given.seconds / 3600) * 10) / 10,
    labSteps: own.reduce((sum, lab) => sum + lab.stepsPassed, 0),
    labs: own.filter((lab) => lab.state === 'passed').length,
    evidence: given.evidence,
  };
}

export type SkillService = ReturnType<typeof createSkillService>;
