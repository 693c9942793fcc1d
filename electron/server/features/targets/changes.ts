import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../../shared/errors.ts';
import { newId } from '../../../shared/ids.ts';
import type { Clock } from '../../deps.ts';
import type { StateRow, TargetChange, TargetSnapshot, TargetStore } from './store.ts';

/** Makes changes of targets in such a way that each can be taken back. */
export function createTargetChanges({ store, clock }: { store: TargetStore; clock: Clock }) {
  function stateOf(targetId: string): StateRow {
    return store.state(targetId) ?? { targetId, status: 'open', doneOn: null, changedAt: null, note: '' };
  }

  function snapshot(targetId: string): TargetSnapshot {
    const { status, doneOn, note } = stateOf(targetId);
    return { status, doneOn, note, evidence: store.evidenceIds(targetId) };
  }

  /** Makes the target what it was in a snapshot. Evidence is brought back or set aside, never erased. */
  function write(targetId: string, { status, doneOn, note, evidence }: TargetSnapshot): void {
    const at = clock.now();
    const here = store.evidenceIds(targetId);
    for (const id of here.filter((one) => !evidence.includes(one))) store.setEvidenceDeleted(id, true, at);
    for (const id of evidence.filter((one) => !here.includes(one))) store.setEvidenceDeleted(id, false, at);
    store.setState({ targetId, status, doneOn, note, changedAt: at });
  }

  return {
    stateOf,

    /** Does some work on one target and notes what it changed; nothing is noted when nothing changed. */
    record(targetId: string, kind: TargetChange['kind'], work: () => void): void {
      store.transaction(() => {
        const before = snapshot(targetId);
        work();
        const after = snapshot(targetId);
        if (isDeepStrictEqual(before, after)) return;
        const at = clock.now();
        store.addChange({ id: newId(at), targetId, kind, before, after, at });
      });
    },

    /**
     * Takes a change back. Of one target only the newest can be: the others led to it.
     * @returns the target it was about
     * @throws AppError `not_found` for a change that is not there, `conflict` when it is not the newest any more
     */
    undo: (changeId: string): string =>
      store.transaction(() => {
        const newest = store.newestBeside(changeId);
        if (!newest) throw new AppError('not_found', 'There is no such change to take back.');
        if (newest.id !== changeId) {
          throw new AppError('conflict', 'Something changed after it, or it was taken back already.', {
            hint: 'Take back the newest change of the target first.',
          });
        }
        write(newest.targetId, newest.before);
        store.markChangeUndone(changeId, clock.now());
        return newest.targetId;
      }),
  };
}
