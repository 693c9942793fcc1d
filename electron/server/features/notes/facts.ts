import type { WeekFacts } from '../../../shared/notes.ts';
import { addDays } from '../../../shared/time.ts';
import { createWallClock } from '../../../shared/words/wall-clock.ts';
import type { Db } from '../../db/connection.ts';
import type { Clock } from '../../deps.ts';
import type { CurriculumService } from '../curriculum/service.ts';
import type { SettingsService } from '../settings/service.ts';

interface Deps {
  db: Db;
  clock: Clock;
  curriculum: CurriculumService;
  settings: SettingsService;
  /** The title of a lab; its id when this version does not have it. */
  labTitle: (id: string) => string;
}

type Days = [string, string];
type Instants = [number, number];

function prepare(db: Db) {
  const skills = db.prepare<Days, { id: string | null; seconds: number }>(
    `SELECT skill_id AS id, sum(seconds) AS seconds FROM practice_session
     WHERE deleted_at IS NULL AND local_date BETWEEN ? AND ? GROUP BY skill_id ORDER BY seconds DESC, skill_id`,
  );
  const labs = db.prepare<Instants, { id: string; steps: number }>(
    `SELECT lab_id AS id, count(DISTINCT step_id) AS steps FROM lab_step
     WHERE passed_at >= ? AND passed_at < ? GROUP BY lab_id ORDER BY min(passed_at)`,
  );
  const targets = db
    .prepare<Days, string>(
      `SELECT target_id FROM target_state WHERE status = 'done' AND done_on BETWEEN ? AND ? ORDER BY done_on, changed_at`,
    )
    .pluck();
  const evidence = db.prepare<Instants, { targetId: string; value: string }>(
    `SELECT target_id AS targetId, value FROM evidence WHERE deleted_at IS NULL AND kind <> 'lab-run'
       AND created_at >= ? AND created_at < ? ORDER BY created_at, id`,
  );
  const reading = db.prepare<
    [...Days, ...Days],
    Omit<WeekFacts['reading'][number], 'read'> & { read: number }
  >(
    `SELECT title, url, status = 'read' AS read, takeaways FROM reading WHERE deleted_at IS NULL
       AND (finished_on BETWEEN ? AND ? OR (status = 'reading' AND started_on BETWEEN ? AND ?))
     ORDER BY status = 'read' DESC, finished_on, title`,
  );
  const spend = db.prepare<Instants, { calls: number; costUsd: number; unpriced: number }>(
    `SELECT count(*) AS calls, coalesce(sum(cost_usd), 0) AS costUsd, count(*) - count(cost_usd) AS unpriced
     FROM model_call WHERE started_at >= ? AND started_at < ?`,
  );
  return { skills, labs, targets, evidence, reading, spend };
}

const firstLine = (text: string): string => text.trim().split('\n', 1)[0]!.slice(0, 200);

/** Reads what was done in some days from the rows of every feature. It only reads: each row has an owner of its own. */
export function createPeriodFacts({ db, clock, curriculum, settings, labTitle }: Deps) {
  const { skills, labs, targets, evidence, reading, spend } = prepare(db);

  /** The facts of the days from one to another, both inclusive. */
  return (from: string, to: string): WeekFacts => {
    const minutes = settings.get().dayStartHour * 60;
    const wall = createWallClock(clock.zone());
    const start = wall.instant({ date: from, minutes }).at;
    const end = wall.instant({ date: addDays(to, 1), minutes }).at;
    const all = curriculum.get();
    const skillTitle = new Map(all.skills.map((skill) => [skill.id, skill.title]));
    const targetTitle = new Map(
      all.paths.flatMap((path) => path.phases.flatMap((phase) => phase.targets.map((t) => [t.id, t.title]))),
    );
    const hours = skills.all(from, to);
    return {
      from,
      to,
      seconds: hours.reduce((sum, row) => sum + row.seconds, 0),
      skills: hours.map(({ id, seconds }) => ({
        title: id === null ? 'without a skill' : (skillTitle.get(id) ?? id),
        seconds,
      })),
      labs: labs.all(start, end).map(({ id, steps }) => ({ title: labTitle(id), steps })),
      targets: targets.all(from, to).map((id) => targetTitle.get(id) ?? id),
      evidence: evidence.all(start, end).map(({ targetId, value }) => ({
        target: targetTitle.get(targetId) ?? targetId,
        value: firstLine(value),
      })),
      reading: reading.all(from, to, from, to).map((row) => ({ ...row, read: row.read === 1 })),
      ...spend.get(start, end)!,
    };
  };
}
