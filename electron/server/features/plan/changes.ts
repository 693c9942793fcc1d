import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../../shared/errors.ts';
import { newId } from '../../../shared/ids.ts';
import type { Enrolment, PlanInputs } from '../../../shared/plan.ts';
import { daysBetween } from '../../../shared/time.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import { paceChanges, pauseChanges } from './bends.ts';
import type { createPlanStore, PlanChange } from './store.ts';

interface Deps {
  store: ReturnType<typeof createPlanStore>;
  clock: Clock;
  events: EventBus;
  today(): string;
}

/** What the single changes are made of. */
export interface ChangeTools {
  /** Runs one change on the plan's inputs and keeps it, unless it changed nothing. */
  change(kind: PlanChange['kind'], next: (now: PlanInputs) => PlanInputs): void;
  newId(): string;
  /** @throws AppError `bad_input` for a date that is further than ten years from today */
  assertNear(date: string, what: string): void;
}

const FAR_DAYS = 3660;

/** Every way to change a plan. Each change is kept whole, so that it can be shown and taken back. */
export function createPlanChanges(deps: Deps) {
  const { store, clock, events } = deps;
  const tools = changeTools(deps);
  return {
    ...pauseChanges(tools),
    ...paceChanges(tools),

    /** Chooses path, start and pace. On the same path, later changes of pace stay; the plan before it becomes history. */
    enroll(input: Enrolment): void {
      tools.assertNear(input.startedOn, 'A plan starts');
      tools.change('enrol', (now) => {
        const { id: _, ...current } = now.enrolment ?? { id: '' };
        if (isDeepStrictEqual(current, { ...input })) return now;
        const paces = now.enrolment?.pathId === input.pathId ? now.paces : [];
        return {
          ...now,
          enrolment: { id: tools.newId(), ...input },
          paces: paces
            .filter((pace) => pace.fromOn > input.startedOn)
            .map((pace) => ({ ...pace, id: tools.newId() })),
        };
      });
    },

    /** Takes the newest change back. Only that one, so nothing later is lost. */
    undo(changeId: string): void {
      store.transaction(() => {
        const found = store.changes().find(({ id }) => id === changeId);
        if (!found) throw new AppError('not_found', 'There is no such change of the plan to undo.');
        if (store.latest() !== changeId || !isDeepStrictEqual(store.inputs(), found.after)) {
          throw new AppError('conflict', 'The plan was changed again since.', {
            hint: 'Undo the newer change first, or edit the plan by hand.',
          });
        }
        store.write(found.before, clock.now());
        store.markUndone(changeId, clock.now());
      });
      events.changed('plan');
    },
  };
}

function changeTools({ store, clock, events, today }: Deps): ChangeTools {
  return {
    change(kind, next) {
      const at = clock.now();
      store.transaction(() => {
        const before = store.inputs();
        store.write(next(before), at);
        const after = store.inputs();
        if (!isDeepStrictEqual(before, after)) store.addChange({ id: newId(at), kind, before, after, at });
      });
      events.changed('plan');
    },
    newId: () => newId(clock.now()),
    assertNear(date, what) {
      if (Math.abs(daysBetween(today(), date)) <= FAR_DAYS) return;
      throw new AppError('bad_input', `${what} within ten years of today.`, { hint: 'Check the date.' });
    },
  };
}
