import type { SessionChange } from '../../../shared/practice-changes.ts';
import type { PracticeSession } from '../../../shared/practice.ts';
import type { PracticeStore } from './store.ts';

/** Writes sessions and notes down what each was before. */
export interface Writer {
  create(session: PracticeSession): void;
  update(before: PracticeSession, after: PracticeSession): void;
  remove(session: PracticeSession): void;
}

/** A writer whose changes end in `changes`. */
export function createWriter(store: PracticeStore, now: number, changes: SessionChange[]): Writer {
  return {
    create(session) {
      store.insert(session);
      changes.push({ sessionId: session.id, kind: 'create', before: null, after: session });
    },
    update(before, after) {
      store.update(after);
      changes.push({ sessionId: after.id, kind: 'update', before, after });
    },
    remove(session) {
      store.setDeleted(session.id, now);
      changes.push({ sessionId: session.id, kind: 'delete', before: session, after: session });
    },
  };
}
