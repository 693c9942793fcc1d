import type { LabReport, LabRunSummary, Verdict } from '../../../shared/labs.ts';
import type { Language } from '../../../shared/settings.ts';
import type { Db } from '../../db/connection.ts';

export interface StepRow {
  stepId: string;
  status: Verdict;
  passedAt: number | null;
  verifiedWith: string | null;
  filesHash: string;
  givenHash: string;
}

export interface RunRow {
  labId: string;
  report: LabReport;
  filesHash: string;
  startedAt: number;
}

/** Rows of labs: workspaces that were opened, runs, the state of each step, hints. */
export function createLabStore(db: Db) {
  const open = db.prepare<[string, string, number]>(
    'INSERT INTO lab_workspace (lab_id, language, opened_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const opened = db
    .prepare<[string], Language>('SELECT language FROM lab_workspace WHERE lab_id = ? ORDER BY opened_at')
    .pluck();
  const touched = db
    .prepare<{ id: string }, number | null>(
      `SELECT max(at) FROM (SELECT opened_at AS at FROM lab_workspace WHERE lab_id = @id
         UNION ALL SELECT started_at FROM lab_run WHERE lab_id = @id)`,
    )
    .pluck();
  const seen = db
    .prepare<[string, string], number | null>(
      'SELECT solution_seen_at FROM lab_workspace WHERE lab_id = ? AND language = ?',
    )
    .pluck();
  const see = db.prepare<[number, string, string]>(
    `UPDATE lab_workspace SET solution_seen_at = coalesce(solution_seen_at, ?) WHERE lab_id = ? AND language = ?`,
  );
  const addRun = db.prepare(`INSERT INTO lab_run
    (id, lab_id, language, step_id, status, seed, model, live, files_hash, report, started_at)
    VALUES (@id, @labId, @language, @step, @status, @seed, @model, @live, @filesHash, @report, @startedAt)`);
  const putStep = db.prepare(`INSERT INTO lab_step
    (lab_id, language, step_id, status, run_id, passed_at, verified_with, files_hash, given_hash)
    VALUES (@labId, @language, @stepId, @status, @runId, @passedAt, @verifiedWith, @filesHash, @givenHash)
    ON CONFLICT (lab_id, language, step_id) DO UPDATE SET status = excluded.status, run_id = excluded.run_id,
      passed_at = coalesce(excluded.passed_at, passed_at),
      verified_with = coalesce(excluded.verified_with, verified_with),
      files_hash = excluded.files_hash, given_hash = excluded.given_hash`);
  const steps = db.prepare<[string, string], StepRow>(
    `SELECT step_id AS stepId, status, passed_at AS passedAt, verified_with AS verifiedWith,
      files_hash AS filesHash, given_hash AS givenHash FROM lab_step WHERE lab_id = ? AND language = ?`,
  );
  const runs = db.prepare<[string, number], { report: string; startedAt: number }>(
    'SELECT report, started_at AS startedAt FROM lab_run WHERE lab_id = ? ORDER BY started_at DESC, id DESC LIMIT ?',
  );
  const run = db.prepare<[string], string>('SELECT report FROM lab_run WHERE id = ?').pluck();
  const addHint = db.prepare<[string, string, number, number]>(
    'INSERT INTO lab_hint (lab_id, step_id, number, revealed_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const hints = db
    .prepare<[string, string], number>('SELECT max(number) FROM lab_hint WHERE lab_id = ? AND step_id = ?')
    .pluck();

  return {
    transaction: <T>(work: () => T): T => db.transaction(work).immediate(),
    open: (labId: string, language: Language, at: number) => void open.run(labId, language, at),
    opened: (labId: string) => opened.all(labId),
    /** When the lab was last begun in a language, or checked. */
    touchedAt: (id: string): number | null => touched.get({ id }) ?? null,
    hasSeenSolution: (labId: string, language: Language) => typeof seen.get(labId, language) === 'number',
    markSolutionSeen: (labId: string, language: Language, at: number) => void see.run(at, labId, language),
    addRun: ({ labId, report, filesHash, startedAt }: RunRow) =>
      void addRun.run({
        ...report,
        id: report.runId,
        labId,
        live: report.live ? 1 : 0,
        report: JSON.stringify(report),
        filesHash,
        startedAt,
      }),
    putStep: (row: StepRow & { labId: string; language: Language; runId: string }) => void putStep.run(row),
    steps: (labId: string, language: Language) =>
      new Map(steps.all(labId, language).map((row) => [row.stepId, row])),
    runs: (labId: string, limit: number): LabRunSummary[] =>
      runs.all(labId, limit).map(({ report: text, startedAt }) => {
        const report = JSON.parse(text) as LabReport;
        const { runId, step, language, status, seed, model, live } = report;
        return { runId, step, language, status, seed, model, live, startedAt, report };
      }),
    run: (id: string): LabReport | undefined => {
      const text = run.get(id);
      return text === undefined ? undefined : (JSON.parse(text) as LabReport);
    },
    addHint: (labId: string, hint: { step: string; number: number }, at: number) =>
      void addHint.run(labId, hint.step, hint.number, at),
    hints: (labId: string, step: string) => hints.get(labId, step) ?? 0,
  };
}

export type LabStore = ReturnType<typeof createLabStore>;
