import { existsSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { account, isInterrupted, type Run } from '../server/features/timer/run.ts';
import { AppError } from '../shared/errors.ts';
import { addDays, weekStart } from '../shared/time.ts';

/** What a status bar shows. Seconds; what the running timer has is not in `today` and `week` yet. */
export interface StatusLine {
  timer: { seconds: number; about: string; paused: boolean } | null;
  today: number;
  week: number;
}

type TimerRow = Omit<Run, 'interrupted' | 'pauses' | 'away' | 'idles'> & {
  interrupted: number;
  pauses: string;
  idles: string;
};

/**
 * Reads the status line straight from the database: no migration, no services, nothing is ever written. A prompt
 * asks for it many times a minute, so this file imports next to nothing.
 * @returns null while there is no data
 * @throws AppError `storage_failed` when there are data that cannot be read now
 */
export function readStatusLine(dataDir: string, now: number): StatusLine | null {
  const file = path.join(dataDir, 'cairn.db');
  if (!existsSync(file)) return null;
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { readOnly: true, timeout: 200 });
    const day = dayOf(now, dayStart(db));
    const sum = db.prepare(
      `SELECT coalesce(sum(seconds), 0) AS seconds FROM practice_session
       WHERE deleted_at IS NULL AND local_date BETWEEN ? AND ?`,
    );
    const between = (from: string): number => Number(sum.get(from, day)?.['seconds'] ?? 0);
    return { timer: timerOf(db, now), today: between(day), week: between(weekStart(day)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('storage_failed', `The database cannot be read: ${reason}.`, {
      hint: 'Run `cairn doctor` to see what is wrong.',
      cause: error,
    });
  } finally {
    db?.close();
  }
}

/** The local day in the zone of this machine, as `localDateOf` gives it: without Intl, whose start alone takes 15 ms. */
export function dayOf(now: number, dayStartHour: number): string {
  const at = new Date(now);
  const two = (n: number): string => String(n).padStart(2, '0');
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return at.getHours() < dayStartHour ? addDays(date, -1) : date;
}

function dayStart(db: DatabaseSync): number {
  const row = db.prepare("SELECT value FROM setting WHERE key = 'dayStartHour'").get();
  const hour = Number(row?.['value'] ?? 4);
  return Number.isInteger(hour) && hour >= 0 && hour <= 12 ? hour : 4;
}

function timerOf(db: DatabaseSync, now: number): StatusLine['timer'] {
  const row = db
    .prepare(
      `SELECT started_at AS startedAt, heartbeat_at AS heartbeatAt, interrupted, paused_at AS pausedAt, pauses,
        idles, input_at AS inputAt, zone, activity, skill_id AS skillId, lab_id AS labId, target_id AS targetId, note
       FROM timer`,
    )
    .get() as TimerRow | undefined;
  if (!row) return null;
  const run = {
    ...row,
    away: false,
    interrupted: row.interrupted === 1,
    pauses: JSON.parse(row.pauses) as Run['pauses'],
    idles: JSON.parse(row.idles) as Run['idles'],
  };
  // An interrupted one waits for a decision: what it may count is not running time.
  if (isInterrupted(run, now)) return null;
  const about = row.skillId ?? row.labId ?? row.targetId ?? row.activity;
  return { seconds: account(run, now).seconds, about, paused: run.pausedAt !== null };
}

/** "25m mcp | today 1h05m | week 4h": as short as a bar needs it. */
export function statusText({ timer, today, week }: StatusLine): string {
  const running = timer && `${timer.paused ? 'paused ' : ''}${short(timer.seconds)} ${timer.about}`;
  return [running, `today ${short(today)}`, `week ${short(week)}`].filter(Boolean).join(' | ');
}

function short(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes}m`;
  return minutes % 60 === 0 ? `${hours}h` : `${hours}h${String(minutes % 60).padStart(2, '0')}m`;
}
