import type { LiveEvent } from '../../../shared/events.ts';
import { subject, type PracticeSession } from '../../../shared/practice.ts';
import type { Db } from '../../db/connection.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { TimerService } from '../timer/service.ts';
import type { PracticeService } from './service.ts';

/** Two signs of work further apart than this are two sittings; the time between them counts for nothing. */
export const SITTING_GAP_MS = 5 * 60_000;

interface Deps {
  db: Db;
  clock: Clock;
  events: EventBus;
  practice: PracticeService;
  timer: TimerService;
  /** The skill that a lab's time counts for. */
  skillOf: (labId: string) => string | null;
}

/**
 * Logs lab work by itself. A saved file, a check and its verdict are signs of work; the time between two signs at
 * most five minutes apart counts for the lab of the later one, as one session that grows. No second counts twice:
 * nothing counts while the timer counts, and a stretch in which it did, even for a moment, is the timer's whole. In
 * a pause the timer counts nothing, so lab work logs itself. A session that the person has touched is not extended
 * any more.
 * @returns a function that stops it
 */
export function logLabTime({ db, clock, events, practice, timer, skillOf }: Deps): () => void {
  const store = createLabActivityStore(db);

  const sign = db.transaction((labId: string) => {
    if (timer.counts()) {
      timer.input({ sureMs: SITTING_GAP_MS });
      return store.forget();
    }
    const now = clock.now();
    const before = store.latest();
    const gap = before ? now - before.lastAt : Infinity;
    if (!before || gap > SITTING_GAP_MS || gap < 0 || timer.countedSince(before.lastAt)) {
      return store.put(labId, now, null);
    }
    // A second is the smallest session; a burst of signs within it waits for the next one.
    if (gap < 1000) return;
    const { sessionId, touchedAt } = before;
    const isSame = before.labId === labId && sessionId !== null && touchedAt !== null;
    const grown = isSame && practice.extend(sessionId, { to: now, touchedAt });
    store.put(labId, now, grown || begin(labId, before.lastAt, now));
  });

  function begin(labId: string, startedAt: number, endedAt: number): PracticeSession {
    const { session } = practice.record({
      ...subject.parse({ labId, skillId: skillOf(labId), activity: 'lab' }),
      startedAt,
      endedAt,
      seconds: Math.floor((endedAt - startedAt) / 1000),
      zone: clock.zone(),
      source: 'lab',
    });
    return session;
  }

  return events.subscribe((event) => {
    if (isSignOfWork(event)) sign.immediate(event.lab);
  });
}

interface Activity {
  labId: string;
  lastAt: number;
  sessionId: string | null;
  /** When the session last grew; anything later is a person's change. */
  touchedAt: number | null;
}

/** The last sign of work. Only one counts, whichever lab it was on: a person works on one thing at a time. */
function createLabActivityStore(db: Db) {
  const latest = db.prepare<[], Activity>(`SELECT lab_id AS labId, last_at AS lastAt, session_id AS sessionId,
    session_touched_at AS touchedAt FROM lab_activity ORDER BY last_at DESC LIMIT 1`);
  const add = db.prepare<Activity>(
    'INSERT INTO lab_activity VALUES (@labId, @lastAt, @sessionId, @touchedAt)',
  );
  const forget = db.prepare('DELETE FROM lab_activity');
  return {
    latest: () => latest.get(),
    put(labId: string, lastAt: number, session: PracticeSession | null): void {
      forget.run();
      add.run({ labId, lastAt, sessionId: session?.id ?? null, touchedAt: session?.updatedAt ?? null });
    },
    forget: (): void => void forget.run(),
  };
}

function isSignOfWork(event: LiveEvent): event is Extract<LiveEvent, { lab: string }> {
  return event.type === 'lab.files' || event.type === 'lab.check' || event.type === 'lab.done';
}
