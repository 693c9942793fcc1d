import type { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { newId } from '../../../shared/ids.ts';
import type { addEvidenceInput, Evidence, targetStatus, TargetProgress } from '../../../shared/plan.ts';
import type { Db } from '../../db/connection.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { CurriculumService } from '../curriculum/service.ts';
import type { LabService } from '../labs/service.ts';
import type { PracticeService } from '../practice/service.ts';
import { createTargetStore } from './store.ts';

interface Deps {
  db: Db;
  clock: Clock;
  events: EventBus;
  curriculum: CurriculumService;
  practice: PracticeService;
  labs: Pick<LabService, 'report'>;
}

export function createTargetService({ db, clock, events, curriculum, practice, labs }: Deps) {
  const store = createTargetStore(db);

  /** Progress of every target that was ever touched, also of paths that are not followed now. */
  function list(): TargetProgress[] {
    const evidence = Map.groupBy(store.evidence(), (row) => row.targetId);
    const states = new Map(store.states().map((row) => [row.targetId, row]));
    return [...new Set([...states.keys(), ...evidence.keys()])].map((targetId) => ({
      targetId,
      status: states.get(targetId)?.status ?? 'open',
      doneOn: states.get(targetId)?.doneOn ?? null,
      changedAt: states.get(targetId)?.changedAt ?? null,
      evidence: evidence.get(targetId) ?? [],
    }));
  }

  function assertKnown(targetId: string): void {
    const known = curriculum
      .get()
      .paths.some((path) => path.phases.some((phase) => phase.targets.some((t) => t.id === targetId)));
    if (!known) {
      throw new AppError('not_found', `There is no target "${targetId}".`, {
        hint: 'The roadmap lists the targets of every path with their ids.',
      });
    }
  }

  /** Evidence has to be true: a run that exists, and that passed. */
  function assertPassed(runId: string): void {
    const { status, lab, step } = labs.report(runId);
    if (status === 'pass') return;
    throw new AppError('bad_input', `That run of ${lab} (step ${step}) did not pass, so it proves nothing.`, {
      hint: 'Choose a run that passed.',
    });
  }

  function get(targetId: string): TargetProgress {
    const empty: TargetProgress = { targetId, status: 'open', doneOn: null, changedAt: null, evidence: [] };
    return list().find((row) => row.targetId === targetId) ?? empty;
  }

  return {
    list,

    /** A target is done on the day given, or today; reopening clears the day and keeps the evidence. */
    setStatus(input: {
      targetId: string;
      status: z.infer<typeof targetStatus>;
      doneOn?: string | undefined;
    }) {
      assertKnown(input.targetId);
      const doneOn = input.status === 'done' ? (input.doneOn ?? practice.today()) : null;
      if (doneOn !== null && doneOn > practice.today()) {
        throw new AppError('bad_input', 'A target cannot be done on a day to come.', {
          hint: 'Give today or an earlier date.',
        });
      }
      store.setState({ targetId: input.targetId, status: input.status, doneOn, changedAt: clock.now() });
      events.changed('plan');
      return get(input.targetId);
    },

    addEvidence(input: z.infer<typeof addEvidenceInput>): Evidence {
      assertKnown(input.targetId);
      if (input.kind === 'lab-run') assertPassed(input.value);
      const row = { id: newId(clock.now()), createdAt: clock.now(), ...input };
      store.addEvidence(row);
      if (get(input.targetId).status === 'open') {
        store.setState({ targetId: input.targetId, status: 'doing', doneOn: null, changedAt: clock.now() });
      }
      events.changed('plan');
      return row;
    },

    /** Removes evidence, or with `restore` brings it back. */
    removeEvidence({ id, restore }: { id: string; restore: boolean }): void {
      if (!store.setEvidenceDeleted(id, restore ? null : clock.now())) {
        throw new AppError('not_found', 'That evidence is not there any more.');
      }
      events.changed('plan');
    },
  };
}

export type TargetService = ReturnType<typeof createTargetService>;
