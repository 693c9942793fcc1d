import type { Pause, PaceChange, PlanInputs } from '../../../shared/plan.ts';
import type { Db } from '../../db/connection.ts';

type StoredEnrolment = NonNullable<PlanInputs['enrolment']>;

/** One change of the plan, as a whole before and after. */
export interface PlanChange {
  id: string;
  kind: 'enrol' | 'pause' | 'pace';
  before: PlanInputs;
  after: PlanInputs;
  at: number;
  undoneAt: number | null;
}

/** The plan's inputs as rows, and every change of them. */
export function createPlanStore(db: Db) {
  const rows = createRows(db);
  const addChange = db.prepare(`INSERT INTO plan_change (id, kind, before, after, at, undone_at)
    VALUES (@id, @kind, @before, @after, @at, NULL)`);
  const changes = db.prepare<[], Omit<PlanChange, 'before' | 'after'> & { before: string; after: string }>(
    'SELECT id, kind, before, after, at, undone_at AS undoneAt FROM plan_change ORDER BY rowid',
  );
  const latest = db
    .prepare<[], string>('SELECT id FROM plan_change WHERE undone_at IS NULL ORDER BY rowid DESC LIMIT 1')
    .pluck();
  const markUndone = db.prepare<[number, string]>('UPDATE plan_change SET undone_at = ? WHERE id = ?');
  const enrolments = db.prepare<[], StoredEnrolment & { createdAt: number }>(
    `SELECT id, path_id AS pathId, started_on AS startedOn, hours_per_week AS hoursPerWeek, created_at AS createdAt
     FROM enrolment ORDER BY created_at, id`,
  );
  return {
    ...rows,
    transaction: <T>(work: () => T): T => db.transaction(work).immediate(),
    addChange: ({ before, after, ...change }: Omit<PlanChange, 'undoneAt'>) =>
      void addChange.run({ ...change, before: JSON.stringify(before), after: JSON.stringify(after) }),
    changes: (): PlanChange[] =>
      changes.all().map((row) => ({
        ...row,
        before: JSON.parse(row.before) as PlanInputs,
        after: JSON.parse(row.after) as PlanInputs,
      })),
    latest: () => latest.get(),
    markUndone: (id: string, at: number) => void markUndone.run(at, id),
    /** Every enrolment that ever was, oldest first. */
    enrolments: () => enrolments.all(),
  };
}

function createRows(db: Db) {
  const current = db.prepare<[], StoredEnrolment>(`SELECT id, path_id AS pathId, started_on AS startedOn,
    hours_per_week AS hoursPerWeek FROM enrolment WHERE replaced_at IS NULL`);
  const pauses = db.prepare<[], Pause>(`SELECT id, starts_on AS startsOn, ends_on AS endsOn, kind, reason
    FROM plan_pause WHERE deleted_at IS NULL ORDER BY starts_on`);
  const paces = db.prepare<[string], PaceChange>(`SELECT id, from_on AS fromOn, hours_per_week AS hoursPerWeek
    FROM plan_pace WHERE deleted_at IS NULL AND enrolment_id = ? ORDER BY from_on`);
  const retire = db.prepare<[number]>('UPDATE enrolment SET replaced_at = ? WHERE replaced_at IS NULL');
  const putEnrolment = db.prepare(`INSERT INTO enrolment (id, path_id, started_on, hours_per_week, created_at)
    VALUES (@id, @pathId, @startedOn, @hoursPerWeek, @at) ON CONFLICT (id) DO UPDATE SET replaced_at = NULL`);
  const dropPause = db.prepare<[number, number, string]>(
    'UPDATE plan_pause SET deleted_at = ?, updated_at = ? WHERE id = ?',
  );
  const putPause = db.prepare(`INSERT INTO plan_pause (id, starts_on, ends_on, kind, reason, updated_at)
    VALUES (@id, @startsOn, @endsOn, @kind, @reason, @at) ON CONFLICT (id) DO UPDATE SET starts_on = @startsOn,
    ends_on = @endsOn, kind = @kind, reason = @reason, updated_at = @at, deleted_at = NULL`);
  const dropPace = db.prepare<[number, number, string]>(
    'UPDATE plan_pace SET deleted_at = ?, updated_at = ? WHERE id = ?',
  );
  const putPace = db.prepare(`INSERT INTO plan_pace (id, enrolment_id, from_on, hours_per_week, updated_at)
    VALUES (@id, @enrolmentId, @fromOn, @hoursPerWeek, @at) ON CONFLICT (id) DO UPDATE SET from_on = @fromOn,
    hours_per_week = @hoursPerWeek, updated_at = @at, deleted_at = NULL`);

  function inputs(): PlanInputs {
    const enrolment = current.get() ?? null;
    return { enrolment, paces: enrolment ? paces.all(enrolment.id) : [], pauses: pauses.all() };
  }

  return {
    inputs,

    /** Makes the rows say `next`. Rows that are not in it are kept as deleted; the caller holds the transaction. */
    write(next: PlanInputs, at: number): void {
      const { enrolment } = next;
      const before = inputs();
      if (before.enrolment?.id !== enrolment?.id) {
        retire.run(at);
        if (enrolment) putEnrolment.run({ ...enrolment, at });
      }
      for (const { id } of without(before.pauses, next.pauses)) dropPause.run(at, at, id);
      for (const row of changed(before.pauses, next.pauses)) putPause.run({ ...row, at });
      if (!enrolment) return;
      const own = paces.all(enrolment.id);
      for (const { id } of without(own, next.paces)) dropPace.run(at, at, id);
      for (const row of changed(own, next.paces)) putPace.run({ ...row, enrolmentId: enrolment.id, at });
    },
  };
}

const without = <T extends { id: string }>(before: readonly T[], after: readonly T[]): T[] =>
  before.filter(({ id }) => !after.some((row) => row.id === id));

const changed = <T extends { id: string }>(before: readonly T[], after: readonly T[]): T[] =>
  after.filter((row) => JSON.stringify(row) !== JSON.stringify(before.find(({ id }) => id === row.id)));
