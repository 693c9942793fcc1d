import { HEARTBEAT_MS } from './features/timer/service.ts';
import type { Services } from './services.ts';

/** How soon a window learns what another process (the terminal) wrote. */
const WATCH_MS = 250;

/**
 * What only a running server does: beat the timer's heart, and watch for writes by other processes.
 * SQLite's data_version changes when another connection commits, whoever it is, and costs microseconds to read.
 * @returns a function that stops both
 */
export function startBackground({ deps, events, timer }: Services): () => void {
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
  const intervals = [setInterval(beat, HEARTBEAT_MS), setInterval(watch, WATCH_MS)];
  return () => {
    for (const interval of intervals) clearInterval(interval);
    beat();
  };
}
