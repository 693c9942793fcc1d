import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Db } from '../../electron/server/db/connection.ts';
import { createCurriculumService } from '../../electron/server/features/curriculum/service.ts';
import { AppError } from '../../electron/shared/errors.ts';
import { newId } from '../../electron/shared/ids.ts';
import type { Activity, PracticeSession } from '../../electron/shared/practice.ts';
import { seeded } from '../../electron/shared/seeded.ts';
import { addDays, localDateOf, weekdayIndex } from '../../electron/shared/time.ts';
import { root } from '../support/app.ts';
import { generateMore } from './generate-more.ts';
import { noteWriter } from './generate-notes.ts';

export interface GenerateOptions {
  years: number;
  seed: number;
  /** Epoch ms; the data ends on the day before. */
  now: number;
  zone: string;
  /** Sessions on a day with practice, on average: 8.6 gives about 30,000 in ten years. */
  perDay?: number;
}

export interface Maker {
  random: () => number;
  pick: <T>(list: readonly T[]) => T;
  /** A row id made at a time, from the seed. */
  id: (at: number) => string;
}

const MINUTE = 60_000;

/**
 * Fills an empty database with years of plausible data of every feature: sessions with their history, overlaps and
 * pauses, plans, targets with evidence, the rhythm, notes, readings, lab runs and model calls. The same seed and time
 * give the same rows.
 * @throws AppError `conflict` for a database that holds practice already
 * @returns how many rows of each kind were written
 */
export function generate(db: Db, options: GenerateOptions): Record<string, number> {
  if (db.prepare('SELECT 1 FROM practice_session LIMIT 1').get() !== undefined)
    throw new AppError('conflict', 'That folder holds practice already.', {
      hint: 'Name an empty folder with --data-dir.',
    });
  const maker = createMaker(options.seed);
  const { paths, skills, labs, rhythm } = shippedCurriculum();
  const names = { paths, rhythm, skills: skills.map((it) => it.id), labs: labs.map((it) => it.id) };
  return db.transaction(() => {
    const sessions = generateSessions(db, options, { maker, names });
    return { sessions, ...generateMore(db, options, { maker, names }) };
  })();
}

function shippedCurriculum() {
  // The service keeps what it read in its data folder, which must not be the repository.
  const data = mkdtempSync(path.join(tmpdir(), 'cairn-curriculum-'));
  try {
    return createCurriculumService({ paths: { curriculum: path.join(root, 'curriculum'), data } }).get();
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

function createMaker(seed: number): Maker {
  const random = seeded(seed);
  return {
    random,
    pick: (list) => list[Math.floor(random() * list.length)]!,
    id: (at) =>
      newId(
        at,
        Uint8Array.from({ length: 10 }, () => Math.floor(random() * 256)),
      ),
  };
}

export interface Material {
  maker: Maker;
  names: {
    paths: ReturnType<typeof shippedCurriculum>['paths'];
    rhythm: ReturnType<typeof shippedCurriculum>['rhythm'];
    skills: string[];
    labs: string[];
  };
}

/** Busier on weekdays, weeks off, evenings, now and then two things at once. */
function generateSessions(db: Db, options: GenerateOptions, { maker, names }: Material): number {
  const { random, pick } = maker;
  const { years, now, zone, perDay = 8.6 } = options;
  const write = createWriter(db, maker);
  const note = noteWriter(maker);
  const today = localDateOf(now, zone, 4);
  let count = 0;
  for (let back = Math.round(years * 365.25); back >= 1; back -= 1) {
    const date = addDays(today, -back);
    const isOff = Math.sin(back / 29) > 0.95;
    const share = isOff ? 0.1 : weekdayIndex(date) < 5 ? 1.12 : 0.95;
    const sessions = Math.round(perDay * share * (0.6 + random() * 0.8));
    let at = Date.parse(`${date}T06:00:00Z`) + Math.floor(random() * 90) * MINUTE;
    for (let n = 0; n < sessions; n += 1) {
      const minutes = 8 + Math.floor(random() * random() * 80);
      const isTimer = random() < 0.55;
      const pause = isTimer && random() < 0.1 ? 5 * MINUTE : 0;
      const end = at + minutes * MINUTE + pause;
      if (end > Date.parse(`${date}T23:30:00Z`)) break;
      write({
        id: maker.id(end),
        startedAt: at,
        endedAt: end,
        seconds: minutes * 60,
        pauses: pause > 0 ? [{ from: at + 3 * MINUTE, to: at + 8 * MINUTE }] : [],
        zone,
        localDate: date,
        activity: pick<Activity>([
          'building',
          'building',
          'reading',
          'lab',
          'reviewing',
          'teaching',
          'planning',
        ]),
        skillId:
          random() < 0.92 ? names.skills[Math.floor(random() * random() * names.skills.length)]! : null,
        labId: random() < 0.04 ? pick(names.labs) : null,
        targetId: null,
        note: random() < 0.8 ? note() : '',
        source: isTimer ? 'timer' : 'hand',
        createdAt: end,
        updatedAt: end,
      });
      count += 1;
      // Now and then two things at once; else a gap until the next one.
      at = random() < 0.004 ? end - 4 * MINUTE : end + Math.floor(5 + random() * 70) * MINUTE;
    }
  }
  return count;
}

/** Writes a session with its history: each was logged, one in twenty was edited since. */
function createWriter(db: Db, { random, id }: Maker): (session: PracticeSession) => void {
  const insert =
    db.prepare(`INSERT INTO practice_session (id, started_at, ended_at, seconds, pauses, zone, local_date,
    activity, skill_id, lab_id, target_id, note, source, created_at, updated_at) VALUES (@id, @startedAt, @endedAt,
    @seconds, @pauses, @zone, @localDate, @activity, @skillId, @labId, @targetId, @note, @source, @createdAt, @updatedAt)`);
  const change =
    db.prepare(`INSERT INTO practice_change (id, session_id, kind, before, after, actor, at, action)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  return (session) => {
    const json = JSON.stringify(session);
    insert.run({ ...session, pauses: JSON.stringify(session.pauses) });
    change.run(
      id(session.createdAt),
      session.id,
      'create',
      null,
      json,
      session.source,
      session.createdAt,
      'log',
    );
    if (random() > 0.05) return;
    const before = JSON.stringify({ ...session, note: '' });
    change.run(id(session.createdAt), session.id, 'update', before, json, 'hand', session.createdAt, 'edit');
  };
}
