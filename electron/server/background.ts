import { carryOver } from './db/carry-over.ts';
import { HEARTBEAT_MS } from './features/timer/service.ts';
import type { Services } from './services.ts';

/** How soon a window learns what another process (the terminal) wrote. */
const WATCH_MS = 250;

/** The first look for a due backup waits until the window stands; then one every hour. */
const FIRST_BACKUP_MS = 5000;
const BACKUP_LOOK_MS = 3_600_000;
/** Notes are indexed a few at a time, so that an import of many never makes anybody wait. */
const INDEX_MS = 1000;
const INDEXED_AT_ONCE = 200;

/** A reminder comes at most this much late; what is longer overdue was missed, by a sleeping machine for one. */
const REMIND_MS = 15_000;

/** Requests and answers are made small soon after the call, and looked through for old ones every hour. */
const TIDY_MS = 60_000;

/**
 * Once things have been quiet for this long, reached levels are written down and the write-ahead log is carried over:
 * never in the way of a save.
 */
const QUIET_MS = 2000;

/** Does work some time after the last change. @returns a function that ends it */
function whenQuiet(events: Services['events'], work: () => void): () => void {
  let timer = setTimeout(work, QUIET_MS);
  const stop = events.subscribe((event) => {
    if (event.type !== 'changed') return;
    clearTimeout(timer);
    timer = setTimeout(work, QUIET_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

/**
 * What only a running server does: beat the timer's heart, watch for writes by other processes, make backups
 * that are due, remind, write down skill levels that were reached, and carry over what the write-ahead log holds.
 * SQLite's data_version changes when another connection commits, whoever it is, and costs microseconds to read.
 * @returns a function that stops all of it
 */
export function startBackground(services: Services): () => void {
  const { backup, deps, downloads, events, practice, reminders, skills, timer, traces } = services;
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
  downloads.adopt();
  const beat = guarded('heartbeat', () => timer.beat());
  const watch = guarded('watch', () => {
    const now = dataVersion.get();
    if (now === seen) return;
    seen = now;
    // A timer that the terminal has just started is seen from here on, not only from the next beat.
    timer.beat();
    events.changed('all');
  });
  beat();
  const remind = guarded('reminders', () => void reminders.tick());
  remind();
  const remember = guarded('levels', () => skills.remember());
  const carry = guarded('write-ahead log', () => carryOver(deps.db));
  const stopQuiet = whenQuiet(events, () => {
    remember();
    carry();
  });
  const tidy = () =>
    void traces
      .tidy()
      .catch((error: unknown) => deps.log.error('background traces failed', { reason: String(error) }));
  tidy();
  traces.startExport();
  const index = guarded('notes', () => void practice.indexNotes(INDEXED_AT_ONCE));
  const backUp = (): void => void backup.makeIfDue();
  const first = setTimeout(backUp, FIRST_BACKUP_MS);
  const intervals = [
    setInterval(beat, HEARTBEAT_MS),
    setInterval(watch, WATCH_MS),
    setInterval(backUp, BACKUP_LOOK_MS),
    setInterval(index, INDEX_MS),
    setInterval(remind, REMIND_MS),
    setInterval(tidy, TIDY_MS),
  ];
  return () => {
    clearTimeout(first);
    stopQuiet();
    for (const interval of intervals) clearInterval(interval);
    beat();
  };
}
