import type { Path } from '../../../shared/curriculum.ts';
import type { PlanInputs, PlannedPhase, PlanVersion } from '../../../shared/plan.ts';
import { closedPauses, layPlan } from '../../../shared/plan-arithmetic.ts';
import { describeChange } from '../../../shared/plan-words.ts';
import { daysBetween } from '../../../shared/time.ts';
import type { PlanChange } from './store.ts';

interface HistoryInput {
  changes: readonly PlanChange[];
  /** Every enrolment that ever was, oldest first. */
  enrolments: readonly (NonNullable<PlanInputs['enrolment']> & { createdAt: number })[];
  findPath(id: string): Path | undefined;
  today: string;
}

/** Every change of the plan, newest first, each with the plan that it led to beside what was before. */
export function planVersions({ changes, enrolments, findPath, today }: HistoryInput): PlanVersion[] {
  const lay = ({ enrolment, paces, pauses }: PlanInputs): PlannedPhase[] | null => {
    const path = enrolment && findPath(enrolment.pathId);
    return path ? layPlan(path, enrolment, { paces, pauses: closedPauses(pauses, today) }) : null;
  };
  const titleOf = (id: string): string => findPath(id)?.title ?? id;
  return [...unrecorded(changes, enrolments), ...changes]
    .toSorted((a, b) => b.at - a.at || b.id.localeCompare(a.id))
    .map(({ id, at, before, after, undoneAt }) => {
      const from = lay(before);
      const to = lay(after);
      const isSamePath = before.enrolment?.pathId === after.enrolment?.pathId;
      return {
        id,
        at,
        text: describeChange(before, after, titleOf),
        undone: undoneAt !== null,
        phases: (to ?? []).map((phase) => ({ id: phase.id, startsOn: phase.startsOn, endsOn: phase.endsOn })),
        movedDays: from && to && isSamePath ? daysBetween(from.at(-1)!.endsOn, to.at(-1)!.endsOn) : null,
      };
    });
}

/** Enrolments from before changes were kept, or from an export of that time: each was a change too. */
function unrecorded(
  changes: readonly PlanChange[],
  enrolments: HistoryInput['enrolments'],
): (PlanChange & { kind: 'enrol' })[] {
  const chosen = changes.filter(({ kind }) => kind === 'enrol');
  const known = new Set(chosen.flatMap(({ after }) => after.enrolment?.id ?? []));
  const inputs = (enrolment: HistoryInput['enrolments'][number] | undefined): PlanInputs => {
    if (!enrolment) return { enrolment: null, paces: [], pauses: [] };
    const { createdAt: _, ...rest } = enrolment;
    return { enrolment: rest, paces: [], pauses: [] };
  };
  return enrolments.flatMap((enrolment, index) =>
    known.has(enrolment.id)
      ? []
      : [
          {
            id: enrolment.id,
            kind: 'enrol',
            at: enrolment.createdAt,
            before: inputs(enrolments[index - 1]),
            after: inputs(enrolment),
            undoneAt: null,
          },
        ],
  );
}
