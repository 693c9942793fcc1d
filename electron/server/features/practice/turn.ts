import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../../shared/errors.ts';
import type { HistoryEntry } from '../../../shared/practice-changes.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { HistoryStore, StoredChange } from './history-store.ts';
import type { PracticeStore } from './store.ts';

export type StackEntry = Omit<HistoryEntry, 'changes' | 'canTurn'>;

type Deps = { clock: Clock; events: EventBus; store: PracticeStore; history: HistoryStore };

/** Undo and redo: an action is turned back or forth whole, and only while nothing later depends on it. */
export function createTurning({ clock, events, store, history }: Deps) {
  function need(changeId: string): StoredChange[] {
    const changes = history.group(changeId);
    if (changes.length > 0) return changes;
    throw new AppError('not_found', 'There is no such change.', { hint: 'Reload the history.' });
  }

  /** Why an action cannot be turned back (or forth again) now; null when it can. */
  function obstacle(changes: readonly StoredChange[]): string | null {
    const id = changes[0]!.groupId ?? changes[0]!.id;
    const isUndone = changes[0]!.undoneAt !== null;
    for (const { sessionId, position, kind, before, after } of changes) {
      if (!isUndone) {
        const later = history.liveAfter(sessionId, position);
        if (later && later.groupId !== id) return 'a session of it was changed again since';
      } else {
        const last = history.lastLive(sessionId);
        if (last > position) return 'a session of it was changed again since';
        if (history.hasUndoneBetween(sessionId, last, position))
          return 'an earlier change was undone as well';
      }
      // A session that grew by itself has no change of its own, and must not lose what it gained.
      const expected = isUndone ? before : after;
      if (kind === 'update' && !isDeepStrictEqual(store.find(sessionId), expected))
        return 'a session of it is not as it was';
    }
    return null;
  }

  function refuse(reason: string, isUndone: boolean): AppError {
    const word = isUndone ? 'redone' : 'undone';
    return new AppError('conflict', `That cannot be ${word}: ${reason}.`, {
      hint: isUndone
        ? 'Redo the earlier change first (the history shows it), or change the session by hand.'
        : 'Undo the later change first (the history shows it), or change the session by hand.',
    });
  }

  function turn(changeId: string, isUndone: boolean): StackEntry {
    const changes = store.transaction(() => {
      const found = need(changeId);
      if ((found[0]!.undoneAt !== null) !== isUndone)
        throw new AppError('conflict', `That change was ${isUndone ? 'redone' : 'undone'} already.`, {
          hint: 'Nothing needs to be done. The history shows how it stands.',
        });
      const reason = obstacle(found);
      if (reason !== null) throw refuse(reason, isUndone);
      const now = clock.now();
      for (const change of isUndone ? found : found.toReversed()) apply(change, isUndone, now);
      const id = found[0]!.groupId ?? found[0]!.id;
      history.setTurned(id, isUndone ? { undoneAt: null, redoneAt: now } : { undoneAt: now, redoneAt: null });
      return found;
    });
    events.changed('practice');
    return { ...headOf(changes[0]!), sessions: changes.length };
  }

  function apply({ kind, sessionId, before, after }: StoredChange, forward: boolean, now: number): void {
    if (kind === 'update') store.update((forward ? after : before)!);
    else store.setDeleted(sessionId, (kind === 'delete') === forward ? now : null);
  }

  return { turn, obstacle };
}

export function headOf(change: StoredChange): Omit<StackEntry, 'sessions'> {
  const { id, groupId, action, actor, at, undoneAt, redoneAt } = change;
  return { id: groupId ?? id, action, actor, at, undoneAt, redoneAt };
}
