import { HEARTBEAT_MS } from './features/timer/service.ts';
import type { Services } from './services.ts';

/** How soon a window learns what another process (the terminal) wrote. */
const WATCH_MS = 250;

/** The first look for a due backup waits until the window stands; then one every hour. */
const FIRST_BACKUP_MS = 5000;
const BACKUP_LOOK_MS = 3_600_000;

/**
 * What only a running server does: beat the timer's heart, watch for writes by other processes, and make
 * backups that are due.
 * SQLite's data_version changes when another connection commits, whoever it is, and costs microseconds to read.
 * @returns a function that stops all three
 */
export function startBackground({ backup, deps, events, timer }: Services): () => void {
  const dataVersion = deps.db.prepare<[], number>('PRAGMA data_version').pluck();
  let seen = dataVersion.get();
  const guarded = (name: string, work: () => void) => () => {
    try {
      work();
    } catch (error) {
      // A full disk or a busy database must not take the server down; the next tick tries again.
      deps.log.error(`background ${name} failed`, {
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  };
  timer.adopt();
  const beat = guarded('heartbeat', () => timer.beat());
  const watch = guarded('watch', () => {
    const now = dataVersion.get();
    if (now === seen) return;
    seen = now;
    events.changed('all');
  });
  beat();
  const backUp = (): void => void backup.makeIfDue();
  const first = setTimeout(backUp, FIRST_BACKUP_MS);
  const intervals = [
    setInterval(beat, HEARTBEAT_MS),
    setInterval(watch, WATCH_MS),
    setInterval(backUp, BACKUP_LOOK_MS),
  ];
  return () => {
    clearTimeout(first);
    for (const interval of intervals) clearInterval(interval);
    beat();
  };
}
