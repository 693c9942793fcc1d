import type { Path, Skill } from '../../../shared/curriculum.ts';
import type { LabSummary } from '../../../shared/labs.ts';
import type { PlanView } from '../../../shared/plan.ts';
import type { SkillStanding } from '../../../shared/skills.ts';
import { formatDate } from '../../../shared/time.ts';
import type { NextStep } from '../../../shared/today.ts';

export interface NextStepFacts {
  path: Path;
  plan: PlanView;
  labs: readonly LabSummary[];
  skills: readonly Skill[];
  standings: readonly SkillStanding[];
}

const NONE = { minutes: null, skillId: null, labId: null, targetId: null };

function labStep(labs: readonly LabSummary[]): NextStep | undefined {
  const started = labs.find((lab) => lab.state === 'started');
  const fresh = labs.every((lab) => lab.state === 'new') ? labs[0] : undefined;
  const lab = started ?? fresh;
  if (!lab) return undefined;
  const left = lab.steps - lab.stepsPassed;
  return {
    ...NONE,
    kind: 'lab',
    title: lab.title,
    reason:
      started && lab.stepsPassed === 0
        ? 'You have opened it, and its first step waits. Real code, a real model on your machine, no key and no network.'
        : started
          ? `You have started it: ${lab.stepsPassed} of ${lab.steps} steps pass, ${left} to go. Finishing beats starting.`
          : 'The first rung of the ladder: real code that talks to a real model on your machine, with no key and no network.',
    action: started ? 'Go on with the lab' : 'Start the lab',
    to: `/labs/${lab.id}`,
    minutes: Math.round((lab.minutes * left) / lab.steps),
    skillId: lab.skills[0] ?? null,
    labId: lab.id,
  };
}

/** An open target of the earliest unfinished phase; one in work first, then the one of the most wanted skill. */
function targetStep({ path, plan, skills }: NextStepFacts): NextStep | undefined {
  const status = new Map(plan.targets.map((t) => [t.targetId, t.status]));
  const rank = (id: string): string => skills.find((skill) => skill.id === id)?.priority ?? 'P9';
  for (const phase of path.phases) {
    const standing = plan.phases.find((p) => p.id === phase.id)!;
    if (standing.state === 'future') return undefined;
    const open = phase.targets.filter((target) => status.get(target.id) !== 'done');
    const best =
      open.find((target) => status.get(target.id) === 'doing') ??
      open.toSorted((a, b) => rank(a.skills[0]!).localeCompare(rank(b.skills[0]!)))[0];
    if (!best) continue;
    const inWork = status.get(best.id) === 'doing';
    const skill = skills.find((s) => s.id === best.skills[0]);
    return {
      ...NONE,
      kind: 'target',
      title: best.title,
      reason: inWork
        ? `You have begun it. It belongs to ${phase.title}, which ends on ${formatDate(standing.endsOn)}.`
        : `Open in ${phase.title} (to ${formatDate(standing.endsOn)})${skill ? `; it trains ${skill.title}, ${skill.priority ?? 'a fundamental'}` : ''}.`,
      action: 'Open the target',
      to: `/roadmap?target=${best.id}`,
      targetId: best.id,
      skillId: best.skills[0] ?? null,
    };
  }
  return undefined;
}

/** The skill of the highest priority with the lowest level whose prerequisites have begun. */
function skillStep({ skills, standings }: NextStepFacts): NextStep {
  const level = new Map(standings.map((s) => [s.id, s.level]));
  const ready = skills.filter(
    (s) => s.group === 'ai' && s.prerequisites.every((id) => (level.get(id) ?? 0) > 0),
  );
  const [best] = (ready.length > 0 ? ready : skills).toSorted(
    (a, b) =>
      (a.priority ?? 'P9').localeCompare(b.priority ?? 'P9') ||
      (level.get(a.id) ?? 0) - (level.get(b.id) ?? 0),
  );
  return {
    ...NONE,
    kind: 'skill',
    title: best!.title,
    reason: `Every target up to today is done. This is your lowest level among the ${best!.priority ?? ''} skills: ${best!.why}`,
    action: 'Open the skill',
    to: `/skills/${best!.id}`,
    skillId: best!.id,
  };
}

/**
 * Chooses the one next step. In order: choose a path; finish (or begin) a lab; an open target of a phase that
 * has begun; the weakest of the most wanted skills. Each comes with the reason that put it first.
 */
export function nextStep(facts: NextStepFacts): NextStep {
  if (!facts.plan.enrolled) {
    return {
      ...NONE,
      kind: 'welcome',
      title: 'Choose your path and pace',
      reason: 'With a start date and your hours a week, Cairn can say what is due and when you arrive.',
      action: 'Set up my plan',
      to: '/welcome',
    };
  }
  return labStep(facts.labs) ?? targetStep(facts) ?? skillStep(facts);
}
