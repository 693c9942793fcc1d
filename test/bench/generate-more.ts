import type { Db } from '../../electron/server/db/connection.ts';
import { addDays, DAY_MS, localDateOf, weekStart } from '../../electron/shared/time.ts';
import type { GenerateOptions, Material } from './generate-data.ts';

/** Everything beside the sessions. @returns how many rows of each kind */
export function generateMore(db: Db, options: GenerateOptions, material: Material): Record<string, number> {
  return {
    settings: welcomed(db, options),
    ...plan(db, options, material),
    ...targets(db, options, material),
    ...rhythm(db, options, material),
    ...writing(db, options, material),
    labRuns: labRuns(db, options, material),
    modelCalls: modelCalls(db, options, material),
  };
}

function welcomed(db: Db, { now }: GenerateOptions): number {
  return db.prepare("INSERT OR REPLACE INTO setting VALUES ('welcomed', 'true', ?)").run(now).changes;
}

const startOf = ({ now, years, zone }: GenerateOptions): string =>
  addDays(localDateOf(now, zone, 4), -Math.round(years * 365.25));

/** A path from the beginning, another pace each year, two weeks off each summer. */
function plan(db: Db, options: GenerateOptions, { maker, names }: Material): Record<string, number> {
  const start = startOf(options);
  const at = options.now - options.years * 365.25 * DAY_MS;
  db.prepare('INSERT INTO enrolment VALUES (?, ?, ?, ?, ?, NULL)').run(
    maker.id(at),
    names.paths[0]!.id,
    start,
    12,
    at,
  );
  const pause = db.prepare("INSERT INTO plan_pause VALUES (?, ?, ?, 'holiday', 'Summer', ?, NULL)");
  let pauses = 0;
  for (
    let year = Number(start.slice(0, 4)) + 1;
    `${year}-08-16` < localDateOf(options.now, options.zone, 4);
    year += 1
  )
    pauses += pause.run(maker.id(at), `${year}-08-03`, `${year}-08-16`, at).changes;
  return { enrolments: 1, pauses };
}

/** Two thirds of the first path's targets done one after the other, each with a link. */
function targets(db: Db, options: GenerateOptions, { maker, names }: Material): Record<string, number> {
  const all = names.paths[0]!.phases.flatMap((phase) => phase.targets);
  const state = db.prepare(
    "INSERT INTO target_state (target_id, status, done_on, changed_at) VALUES (?, 'done', ?, ?)",
  );
  const evidence = db.prepare(
    "INSERT INTO evidence (id, target_id, kind, value, created_at) VALUES (?, ?, 'link', ?, ?)",
  );
  const done = all.slice(0, Math.floor((all.length * 2) / 3));
  done.forEach(({ id }, index) => {
    const on = addDays(startOf(options), Math.floor(((index + 1) * options.years * 365) / (done.length + 1)));
    const at = Date.parse(`${on}T18:00:00Z`);
    state.run(id, on, at);
    evidence.run(maker.id(at), id, `https://example.org/pull/${index + 1}`, at);
  });
  return { targets: done.length, evidence: done.length };
}

/** Checked off now and then. */
function rhythm(db: Db, options: GenerateOptions, { maker, names }: Material): Record<string, number> {
  const check = db.prepare('INSERT OR IGNORE INTO rhythm_check VALUES (?, ?, ?)');
  let checks = 0;
  for (let back = Math.round(options.years * 365.25); back >= 1; back -= 1) {
    const date = addDays(localDateOf(options.now, options.zone, 4), -back);
    const at = Date.parse(`${date}T20:00:00Z`);
    for (const { id, cadence } of names.rhythm) {
      if (cadence !== 'weekday' && cadence !== 'weekly') continue;
      const period = cadence === 'weekday' ? date : `week-${weekStart(date)}`;
      if (maker.random() < 0.3) checks += check.run(id, period, at).changes;
    }
  }
  return { rhythmChecks: checks };
}

/** A teach-note a week and a reading every five days. */
function writing(db: Db, options: GenerateOptions, { maker }: Material): Record<string, number> {
  const note =
    db.prepare(`INSERT INTO note (id, kind, title, body, link, progress, on_date, place, created_at, updated_at,
    finished_at) VALUES (?, 'teach-note', ?, ?, '', 100, ?, '', ?, ?, ?)`);
  const reading =
    db.prepare(`INSERT INTO reading (id, title, url, url_key, kind, status, minutes, takeaways, finished_on,
    created_at, updated_at) VALUES (?, ?, ?, ?, 'post', 'read', 25, ?, ?, ?, ?)`);
  let [notes, readings] = [0, 0];
  for (let back = Math.round(options.years * 365.25); back >= 1; back -= 1) {
    const date = addDays(localDateOf(options.now, options.zone, 4), -back);
    const at = Date.parse(`${date}T17:00:00Z`);
    const body = `## What changed\n\n${'A paragraph about the week, with one number in it. '.repeat(6)}\n`;
    if (back % 7 === 0) notes += note.run(maker.id(at), `Week of ${date}`, body, date, at, at, at).changes;
    const url = `https://example.org/post/${back}`;
    if (back % 5 === 0)
      readings += reading.run(
        maker.id(at),
        `Post ${back}`,
        url,
        url,
        'One idea to try.',
        date,
        at,
        at,
      ).changes;
  }
  return { notes, readings };
}

/** A check of a lab on every third day; half of them pass. */
function labRuns(db: Db, options: GenerateOptions, { maker, names }: Material): number {
  const run = db.prepare(
    `INSERT INTO lab_run VALUES (?, ?, 'typescript', '01-summarize', ?, ?, NULL, 0, 'hash', ?, ?)`,
  );
  let runs = 0;
  for (let back = Math.round(options.years * 365.25); back >= 1; back -= 3) {
    const at = options.now - back * DAY_MS;
    const [id, status] = [maker.id(at), maker.random() < 0.5 ? 'pass' : 'fail'];
    const lab = names.labs[0]!;
    const report = { runId: id, lab, step: '01-summarize', language: 'typescript', status, checks: [] };
    runs += run.run(id, lab, status, runs, JSON.stringify(report), at).changes;
  }
  return runs;
}

/** Ten calls a day that a lab ran. */
function modelCalls(db: Db, options: GenerateOptions, { maker }: Material): number {
  const call =
    db.prepare(`INSERT INTO model_call (id, started_at, provider, model, operation, streamed, status, outcome,
    first_byte_ms, total_ms, input_tokens, output_tokens, cost_usd, attributes)
    VALUES (?, ?, 'builtin', 'practice', 'messages', 1, 200, 'ok', ?, ?, ?, ?, 0, '{}')`);
  let calls = 0;
  for (let back = Math.round(options.years * 365.25); back >= 1; back -= 1) {
    for (let n = 0; n < 10; n += 1) {
      const at = options.now - back * DAY_MS + n * 1000;
      const ms = 20 + maker.random() * 400;
      calls += call.run(maker.id(at), at, ms / 4, ms, 200, Math.floor(ms)).changes;
    }
  }
  return calls;
}
