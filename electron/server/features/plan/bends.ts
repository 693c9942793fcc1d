import type { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { Enrolment, paceInput, Pause, pauseInput, PlanInputs } from '../../../shared/plan.ts';
import { pauseText } from '../../../shared/plan-words.ts';
import { addDays, formatDate } from '../../../shared/time.ts';
import type { ChangeTools } from './changes.ts';

/** Making, editing and ending pauses. */
export function pauseChanges(tools: ChangeTools) {
  const changePauses = (next: (pauses: Pause[]) => Pause[]): void =>
    tools.change('pause', (now) => {
      const pauses = next(now.pauses);
      assertApart(pauses, now.pauses);
      return { ...now, pauses };
    });

  return {
    addPause(input: z.infer<typeof pauseInput>): void {
      tools.assertNear(input.startsOn, 'A pause begins');
      if (input.endsOn !== null) tools.assertNear(input.endsOn, 'A pause ends');
      changePauses((pauses) => [...pauses, { id: tools.newId(), ...input }]);
    },

    updatePause(input: Pause): void {
      tools.assertNear(input.startsOn, 'A pause begins');
      changePauses((pauses) => {
        needIn(pauses, input.id);
        return pauses.map((pause) => (pause.id === input.id ? input : pause));
      });
    },

    removePause(id: string): void {
      changePauses((pauses) => {
        needIn(pauses, id);
        return pauses.filter((pause) => pause.id !== id);
      });
    },

    /** Ends the pause that holds today, yesterday at the latest: `back` is the first day that counts again. */
    resume(back: string): void {
      changePauses((pauses) => {
        const now = pauses.find((one) => one.startsOn <= back && (one.endsOn === null || one.endsOn >= back));
        if (!now) {
          throw new AppError('not_found', `There is no pause on ${formatDate(back)}.`, {
            hint: 'Nothing has to be resumed: the plan goes on.',
          });
        }
        const rest = pauses.filter((one) => one.id !== now.id);
        return now.startsOn === back ? rest : [...rest, { ...now, endsOn: addDays(back, -1) }];
      });
    },
  };
}

/** Other hours a week from a date on. */
export function paceChanges(tools: ChangeTools) {
  return {
    /** Another pace from a date on. A change on the same day is replaced. */
    setPace({ fromOn, hoursPerWeek }: z.infer<typeof paceInput>): void {
      tools.assertNear(fromOn, 'A change of pace begins');
      tools.change('pace', (now) => {
        const { startedOn } = needEnrolment(now);
        if (fromOn <= startedOn) {
          throw new AppError('bad_input', `The plan starts on ${formatDate(startedOn)}, not before.`, {
            hint: 'For another pace from the start, change the hours a week of the plan itself in Settings.',
          });
        }
        const others = now.paces.filter((pace) => pace.fromOn !== fromOn);
        const id = now.paces.find((pace) => pace.fromOn === fromOn)?.id ?? tools.newId();
        return { ...now, paces: [...others, { id, fromOn, hoursPerWeek }] };
      });
    },

    removePace(id: string): void {
      tools.change('pace', (now) => {
        needIn(now.paces, id);
        return { ...now, paces: now.paces.filter((pace) => pace.id !== id) };
      });
    },
  };
}

function needIn(rows: readonly { id: string }[], id: string): void {
  if (rows.some((row) => row.id === id)) return;
  throw new AppError('not_found', 'That is not part of the plan any more.', {
    hint: 'It may have been removed in another window; look at the plan again.',
  });
}

function needEnrolment({ enrolment }: PlanInputs): Enrolment {
  if (enrolment) return enrolment;
  throw new AppError('bad_input', 'There is no plan yet whose pace could change.', {
    hint: 'Choose a path first: Settings, or "Set up my plan" in the window.',
  });
}

/**
 * Two pauses that overlapped before, through an import, stand in nobody's way.
 * @throws AppError `conflict` that names two pauses that share a day
 */
function assertApart(pauses: readonly Pause[], before: readonly Pause[]): void {
  const ordered = pauses.toSorted((a, b) => a.startsOn.localeCompare(b.startsOn));
  for (const [index, next] of ordered.entries()) {
    const last = ordered[index - 1];
    if (!last || (last.endsOn !== null && last.endsOn < next.startsOn)) continue;
    if (before.includes(last) && before.includes(next)) continue;
    throw new AppError('conflict', `Two pauses overlap: ${pauseText(last)}, and ${pauseText(next)}.`, {
      hint: 'Change the dates so that they do not share a day, or edit the pause that is there.',
    });
  }
}
