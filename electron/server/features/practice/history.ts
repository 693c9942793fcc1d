import { newId } from '../../../shared/ids.ts';
import type { ChangeAction, HistoryEntry, SessionChange } from '../../../shared/practice-changes.ts';
import type { Actor } from '../../../shared/practice.ts';
import type { Db } from '../../db/connection.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import { createHistoryStore, type StoredChange } from './history-store.ts';
import type { PracticeStore } from './store.ts';
import { createTurning, headOf, type StackEntry } from './turn.ts';
import { createWriter, type Writer } from './writer.ts';

/** How many changes of an action the history shows, and how many it looks at to say whether they can be undone. */
const SHOWN = 5;
const LOOKED_AT = 500;

interface Act {
  action: ChangeAction;
  actor: Actor;
}

type Deps = { db: Db; clock: Clock; events: EventBus; store: PracticeStore };

/** What was changed, by whom, and the way back. One action is one entry, however many sessions it touched. */
export function createHistory({ db, clock, events, store }: Deps) {
  const history = createHistoryStore(db);
  const { turn, obstacle } = createTurning({ clock, events, store, history });

  /**
   * Does one action in one transaction: all of it is written, or nothing.
   * @returns what the work gave and the id that undoes it; null when it changed nothing
   */
  function act<T>(what: Act, work: (writer: Writer) => T): { result: T; changeId: string | null } {
    const now = clock.now();
    const done = store.transaction(() => {
      const changes: SessionChange[] = [];
      const result = work(createWriter(store, now, changes));
      const ids = changes.map(() => newId(now));
      const groupId = ids.length > 1 ? ids[0]! : null;
      changes.forEach((change, i) => history.add({ ...change, ...what, id: ids[i]!, groupId, at: now }));
      return { result, changeId: ids[0] ?? null };
    });
    if (done.changeId !== null) events.changed('practice');
    return done;
  }

  function entryOf(change: StoredChange): HistoryEntry {
    const { sessions, changes } = history.about(change, LOOKED_AT);
    const shown = changes.slice(0, SHOWN);
    return {
      ...headOf(change),
      sessions,
      changes: shown.map(({ sessionId, kind, before, after }) => ({ sessionId, kind, before, after })),
      canTurn: obstacle(changes) === null,
    };
  }

  /** The newest action of a person that is in force; what logged itself is undone from the history only. */
  function stack(): { undo: StackEntry | null; redo: StackEntry | null } {
    const undo = history.nextUndo();
    const redo = history.nextRedo();
    // A new action after an undo closes the way forth, as in every editor.
    const isOpen = redo && !(undo && undo.position > redo.position && undo.at > redo.undoneAt!);
    const entry = (change: StoredChange): StackEntry => ({
      ...headOf(change),
      sessions: history.about(change, 0).sessions,
    });
    return { undo: undo ? entry(undo) : null, redo: isOpen ? entry(redo) : null };
  }

  return {
    act,
    undo: (changeId: string): StackEntry => turn(changeId, false),
    redo: (changeId: string): StackEntry => turn(changeId, true),
    stack,

    /** The history, newest first: of one session, or of everything. */
    page({
      sessionId,
      limit,
      before,
    }: {
      sessionId?: string | undefined;
      limit: number;
      before?: number | undefined;
    }) {
      const from = before ?? Number.MAX_SAFE_INTEGER;
      const rows =
        sessionId === undefined ? history.heads(from, limit) : history.ofSession(sessionId, from, limit);
      const next = rows.length === limit ? rows.at(-1)!.position : null;
      return { entries: rows.map(entryOf), next };
    },
  };
}

export type History = ReturnType<typeof createHistory>;
