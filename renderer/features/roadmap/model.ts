import type { Curriculum, Path, Phase, Target } from '../../../electron/shared/curriculum.ts';
import { diagramProgress, type DiagramProgress } from '../../../electron/shared/diagram.ts';
import type { LabSummary } from '../../../electron/shared/labs.ts';
import type { PlanView, TargetProgress } from '../../../electron/shared/plan.ts';
import type { SkillStanding } from '../../../electron/shared/skills.ts';

/** A skill counts as done in a picture from this level on: a whole lab and the hours behind it. */
const SKILL_DONE = 3;

const NOTHING_YET = {
  status: 'open',
  doneOn: null,
  changedAt: null,
  note: '',
  evidence: [],
  latestChange: null,
} as const;

/** What a person has done about a target; nothing yet when the server holds no row. */
export function progressOf(plan: PlanView, targetId: string): TargetProgress {
  const found = plan.targets.find((entry) => entry.targetId === targetId);
  return found ?? { ...NOTHING_YET, targetId, evidence: [] };
}

/** Finds a target in any path: the address may name one of a path that is not followed now. */
export function findTarget(
  curriculum: Curriculum,
  targetId: string,
): { path: Path; phase: Phase; target: Target } | undefined {
  for (const path of curriculum.paths) {
    for (const phase of path.phases) {
      const target = phase.targets.find((entry) => entry.id === targetId);
      if (target) return { path, phase, target };
    }
  }
  return undefined;
}

interface Facts {
  path: Path;
  plan: PlanView;
  standings: readonly SkillStanding[];
  labs: readonly LabSummary[];
}

/** What colours the pictures, from targets, skill levels and labs. */
export function pictureProgress({ path, plan, standings, labs }: Facts): DiagramProgress {
  const skillWork = ({ level, seconds }: SkillStanding) =>
    level >= SKILL_DONE ? 'done' : level > 0 || seconds > 0 ? 'doing' : 'open';
  const labWork = { new: 'open', started: 'doing', passed: 'done' } as const;
  return diagramProgress(path, {
    targets: Object.fromEntries(plan.targets.map((entry) => [entry.targetId, entry.status])),
    skills: Object.fromEntries(standings.map((standing) => [standing.id, skillWork(standing)])),
    labs: Object.fromEntries(labs.map((lab) => [lab.id, labWork[lab.state]])),
    here: path.id === plan.enrolment.pathId ? plan.currentPhaseId : null,
  });
}
