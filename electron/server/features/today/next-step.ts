import type { Path, Phase, Skill, Target } from '../../../shared/curriculum.ts';
import type { LabSummary } from '../../../shared/labs.ts';
import type { PlanView } from '../../../shared/plan.ts';
import type { SkillStanding } from '../../../shared/skills.ts';
import { daysBetween, formatDate } from '../../../shared/time.ts';
import type { NextStep } from '../../../shared/today.ts';
import { knownSkills, reasonsOf, worth, type Candidate, type KnownSkill } from './rank.ts';

export interface NextStepFacts {
  path: Path;
  plan: PlanView;
  labs: readonly LabSummary[];
  skills: readonly Skill[];
  standings: readonly SkillStanding[];
  /** The time at hand. */
  minutes: number;
  /** Ids of steps that were put off past today. */
  putOff: ReadonlySet<string>;
}

type Known = ReadonlyMap<string, KnownSkill>;

const NONE = { minutes: null, skillId: null, labId: null, targetId: null };
const WELCOME: NextStep = {
  ...NONE,
  id: 'welcome',
  kind: 'welcome',
  title: 'Choose your path and pace',
  reason: 'With a start date and your hours a week, Cairn can say what is due and when you arrive.',
  action: 'Set up my plan',
  to: '/welcome',
};

/** Finishing beats starting, and a lab's open step is the nearest finish there is. */
const LAB_BEGUN = 4;
const TARGET_BEGUN = 2.5;
/** With no lab opened yet, the first one shows what all the others are like. */
const FIRST_LAB = 4;
/** A target's phase ends within a month. */
const DUE_SOON = 1;
/** A target is a thing to have done; practising a skill by itself comes after it. */
const CONCRETE = 1;
const TARGET_MINUTES = 30;
const SKILL_MINUTES = 15;
const ALTERNATIVES = 2;

/** A lab that stands on one which has not passed can wait for it. */
const LAB_TOO_EARLY = -2;

function labCandidates({ labs }: Pick<NextStepFacts, 'labs'>, known: Known): Candidate<NextStep>[] {
  const isFirst = labs.every((lab) => lab.state === 'new');
  const first = isFirst ? labs.find((lab) => !basisOf(lab, labs)) : undefined;
  return labs
    .filter((lab) => lab.state !== 'passed')
    .map((lab) => {
      const left = lab.steps - lab.stepsPassed;
      const started = lab.state === 'started';
      const leads = lab === first;
      const basis = started ? undefined : basisOf(lab, labs);
      return {
        about: known.get(lab.skills[0] ?? ''),
        bonus: CONCRETE + (started ? LAB_BEGUN : leads ? FIRST_LAB : basis ? LAB_TOO_EARLY : 0),
        chunk: Math.round(lab.minutes / lab.steps),
        step: {
          ...NONE,
          id: `lab:${lab.id}`,
          kind: 'lab',
          title: lab.title,
          reason: basis ? `${labReason(lab, leads)} ${basis.title} comes before it.` : labReason(lab, leads),
          action: started ? 'Go on with the lab' : 'Start the lab',
          to: `/labs/${lab.id}`,
          minutes: Math.round((lab.minutes * left) / lab.steps),
          skillId: lab.skills[0] ?? null,
          labId: lab.id,
        },
      };
    });
}

/** A lab of this version that a lab stands on and that has not passed. */
function basisOf({ prerequisites }: LabSummary, labs: readonly LabSummary[]): LabSummary | undefined {
  return labs.find(({ id, state }) => prerequisites.includes(id) && state !== 'passed');
}

function labReason(lab: LabSummary, leads: boolean): string {
  if (lab.stepsStale > 0)
    return `${lab.stepsStale} of ${lab.steps} steps passed once and want a new check: the lab has changed since.`;
  if (lab.state === 'started' && lab.stepsPassed === 0)
    return 'You have opened it, and its first step waits. Real code, a real model on your machine, no key and no network.';
  if (lab.state === 'started')
    return `You have started it: ${lab.stepsPassed} of ${lab.steps} steps pass, ${lab.steps - lab.stepsPassed} to go. Finishing beats starting.`;
  if (leads)
    return 'The first rung of the ladder: real code that talks to a real model on your machine, with no key and no network.';
  return lab.summary;
}

/** The open targets of the phases that have begun. */
function targetCandidates({ path, plan }: NextStepFacts, known: Known): Candidate<NextStep>[] {
  const status = new Map(plan.targets.map((t) => [t.targetId, t.status]));
  return path.phases.flatMap((phase) => {
    const standing = plan.phases.find((p) => p.id === phase.id)!;
    if (standing.state === 'future') return [];
    return phase.targets
      .filter((target) => status.get(target.id) !== 'done')
      .map((target) => {
        const isBegun = status.get(target.id) === 'doing';
        const isSoon = daysBetween(plan.today, standing.endsOn) <= 30;
        return {
          about: bestOf(target.skills, known),
          bonus: CONCRETE + (isBegun ? TARGET_BEGUN : 0) + (isSoon ? DUE_SOON : 0),
          chunk: TARGET_MINUTES,
          step: targetStep({ target, phase, isBegun, endsOn: standing.endsOn }),
        };
      });
  });
}

function targetStep(at: { target: Target; phase: Phase; isBegun: boolean; endsOn: string }): NextStep {
  const { target, phase, isBegun, endsOn } = at;
  return {
    ...NONE,
    id: `target:${target.id}`,
    kind: 'target',
    title: target.title,
    reason: isBegun
      ? `You have begun it. It belongs to ${phase.title}, which ends on ${formatDate(endsOn)}.`
      : `Open in ${phase.title} (to ${formatDate(endsOn)}).`,
    action: 'Open the target',
    to: `/roadmap?target=${target.id}`,
    targetId: target.id,
    skillId: target.skills[0] ?? null,
  };
}

/** Of the skills that a target trains, the one that is worth most. */
function bestOf(ids: readonly string[], known: Known): KnownSkill | undefined {
  const value = (about: KnownSkill): number => worth({ about, bonus: 0, chunk: 1, step: null }, 1);
  return ids.flatMap((id) => known.get(id) ?? []).toSorted((a, b) => value(b) - value(a))[0];
}

function skillCandidates(known: Known): Candidate<NextStep>[] {
  return [...known.values()].map((about) => ({
    about,
    bonus: 0,
    chunk: SKILL_MINUTES,
    step: {
      ...NONE,
      id: `skill:${about.skill.id}`,
      kind: 'skill',
      title: about.skill.title,
      reason: about.skill.why,
      action: 'Open the skill',
      to: `/skills/${about.skill.id}`,
      skillId: about.skill.id,
    },
  }));
}

/**
 * Ranks what could be done next: labs, open targets of the phases that have begun, and skills, by what they are
 * worth in the time at hand (see `worth`). Each comes with its reason. Steps that were put off wait until their day.
 * @returns the best step and up to two others; both alternatives are about other skills where there are any
 */
export function nextSteps(facts: NextStepFacts): { next: NextStep; alternatives: NextStep[] } {
  if (!facts.plan.enrolled) return { next: WELCOME, alternatives: [] };
  const known = knownSkills(facts.skills, facts.standings);
  const all = [...labCandidates(facts, known), ...targetCandidates(facts, known), ...skillCandidates(known)];
  const wanted = all.filter(({ step }) => !facts.putOff.has(step.id));
  // With everything put off, something is still better than an empty card.
  const ranked = (wanted.length > 0 ? wanted : all)
    .map((candidate) => ({ candidate, value: worth(candidate, facts.minutes) }))
    .toSorted((a, b) => b.value - a.value)
    .map(({ candidate }) => candidate);
  const [best] = ranked;
  const others = distinct(ranked.slice(1), best!).slice(0, ALTERNATIVES);
  const [next, ...alternatives] = [best!, ...others].map((candidate) => explained(candidate, facts.minutes));
  return { next: next!, alternatives };
}

/**
 * The lab to do next: the one that was worked on last, else the one that is worth most in the time at hand.
 * @returns null when every lab has passed
 */
export function nextLab(
  facts: Pick<NextStepFacts, 'labs' | 'skills' | 'standings' | 'minutes'>,
): NextStep | null {
  const { labs, minutes } = facts;
  const [begun] = labs
    .filter(({ state }) => state === 'started')
    .toSorted((a, b) => (b.touchedAt ?? 0) - (a.touchedAt ?? 0));
  const ranked = labCandidates(facts, knownSkills(facts.skills, facts.standings)).toSorted(
    (a, b) => worth(b, minutes) - worth(a, minutes),
  );
  const best = ranked.find(({ step }) => step.labId === begun?.id) ?? ranked[0];
  return best ? explained(best, minutes) : null;
}

/** Candidates about skills that were not named before them come first. */
function distinct(ranked: readonly Candidate<NextStep>[], best: Candidate<NextStep>): Candidate<NextStep>[] {
  const seen = new Set([best.about?.skill.id]);
  const fresh = ranked.filter(({ about }) => {
    const id = about?.skill.id;
    return seen.has(id) ? false : seen.add(id);
  });
  return [...fresh, ...ranked.filter((candidate) => !fresh.includes(candidate))];
}

function explained(candidate: Candidate<NextStep>, minutes: number): NextStep {
  const { step } = candidate;
  return { ...step, reason: [step.reason, ...reasonsOf(candidate, minutes)].join(' ') };
}
