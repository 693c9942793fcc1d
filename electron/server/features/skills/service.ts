import { AppError } from '../../../shared/errors.ts';
import { skillLevel, type SkillFacts, type SkillStanding } from '../../../shared/skills.ts';
import type { LabSummary } from '../../../shared/labs.ts';
import type { CurriculumService } from '../curriculum/service.ts';
import type { LabService } from '../labs/service.ts';
import type { PracticeService } from '../practice/service.ts';
import type { TargetService } from '../targets/service.ts';

interface Deps {
  curriculum: CurriculumService;
  practice: PracticeService;
  targets: TargetService;
  labs: Pick<LabService, 'catalogue'>;
}

/** Skills with levels that follow from evidence: hours, passed labs, done targets that carry proof. */
export function createSkillService({ curriculum, practice, targets, labs }: Deps) {
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
    return skills.map((skill) => {
      const logged = hours.get(skill.id);
      const own: LabSummary[] = catalogue.filter((lab) => lab.skills.includes(skill.id));
      const facts: SkillFacts = {
        hours: Math.round(((logged?.seconds ?? 0) / 3600) * 10) / 10,
        labSteps: own.reduce((sum, lab) => sum + lab.stepsPassed, 0),
        labs: own.filter((lab) => lab.state === 'passed').length,
        evidence: evidence.get(skill.id) ?? 0,
      };
      return {
        id: skill.id,
        ...skillLevel(levels, facts, own.length > 0),
        seconds: logged?.seconds ?? 0,
        sessions: logged?.sessions ?? 0,
        lastOn: logged?.lastOn ?? null,
        labs: own,
      };
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
      return { ...standing, days: practice.skillDays(id) };
    },
  };
}

export type SkillService = ReturnType<typeof createSkillService>;
