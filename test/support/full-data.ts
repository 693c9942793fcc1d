import path from 'node:path';
import type { Db } from '../../electron/server/db/connection.ts';
import { newId } from '../../electron/shared/ids.ts';
import type { TestApp } from './app.ts';

/** Does a bit of everything that Cairn remembers: through the front door where there is one, else as rows. */
export async function fillApp(app: TestApp): Promise<void> {
  const { client, clock } = app;
  await client.settings.set.mutate({ theme: 'dark', dayStartHour: 5, welcomed: true });
  await client.plan.enroll.mutate({
    pathId: 'backend-to-agentic',
    startedOn: '2026-09-01',
    hoursPerWeek: 3.5,
  });
  clock.advance(60_000);
  await client.plan.enroll.mutate({
    pathId: 'backend-to-agentic',
    startedOn: '2026-10-01',
    hoursPerWeek: null,
  });
  await client.plan.addPause.mutate({
    startsOn: '2026-12-24',
    endsOn: null,
    kind: 'holiday',
    reason: 'home',
  });
  await client.plan.setPace.mutate({ fromOn: '2027-02-01', hoursPerWeek: 4.5 });
  const first = await client.practice.log.mutate({ minutes: 45, note: '=SUM(A1)', skillId: 'tool-calling' });
  clock.advance(1000);
  await client.practice.update.mutate({
    id: first.session.id,
    note: 'emoji 🧗‍♀️, \u202Ertl\u202C, nul \0 end',
  });
  const second = await client.practice.log.mutate({ minutes: 10 });
  const edit = await client.practice.update.mutate({ id: second.session.id, minutes: 20 });
  clock.advance(1000);
  await client.practice.undo.mutate({ changeId: edit.changeId });
  await client.practice.keepOverlap.mutate({ ids: [first.session.id, second.session.id], kept: true });
  await app.services.imports.take(
    app.services.imports.open(path.join(import.meta.dirname, '../fixtures/imports/clockify-detailed.csv'))
      .file,
    { names: { 'project:Evals': { skillId: 'mcp', activity: 'reading', leaveOut: false } } },
    'hand',
  );
  const third = await client.practice.log.mutate({ minutes: 5 });
  await client.practice.remove.mutate({ id: third.session.id });
  await client.timer.start.mutate({ skillId: 'mcp', note: 'left running' });
  clock.advance(90_000);
  const target = app.services.curriculum.get().paths[0]!.phases[0]!.targets[0]!.id;
  await client.targets.setStatus.mutate({ targetId: target, status: 'done' });
  const evidence = { targetId: target, kind: 'link', value: 'https://example.org/pr/1' } as const;
  await client.targets.addEvidence.mutate(evidence);
  const { id } = await client.targets.addEvidence.mutate({ ...evidence, kind: 'note', value: 'gone' });
  await client.targets.removeEvidence.mutate({ id });
  await client.targets.setNote.mutate({ targetId: target, note: 'Shipped with *two* colleagues.' });
  await app.services.targets.addFile({
    targetId: target,
    kind: 'eval-report',
    name: 'evals.md',
    bytes: new TextEncoder().encode('12 of 15 cases passed'),
  });
  const piece = app.services.targets.get(target).evidence.find(({ kind }) => kind === 'link')!;
  app.db
    .prepare('UPDATE evidence SET details = ? WHERE id = ?')
    .run(JSON.stringify({ title: 'Add retries & a timeout' }), piece.id);
  const due = (await client.rhythm.today.query())[0]!;
  await client.rhythm.check.mutate({ itemId: due.id, done: true });
  await fillRhythm(app, due.id);
  const { period } = await client.review.get.query({ kind: 'week' });
  await client.review.save.mutate({ period, body: 'Went *well*.', basedOn: null });
  await client.practice.log.mutate({ minutes: 180, skillId: 'mcp' });
  app.services.skills.remember();
  fillLabs(app.db, clock.now());
  fillModels(app.db, clock.now());
}

/** An item of one's own, one skipped and moved, a note, and a reading with a session. */
async function fillRhythm({ client }: TestApp, checked: string): Promise<void> {
  await client.rhythm.addItem.mutate({
    title: 'Stretch',
    cadence: 'weekly',
    weekday: null,
    time: null,
    minutes: 5,
  });
  const days = (await client.rhythm.week.query({})).days.filter((item) => item.id !== checked);
  const [skipped, moved] = [days[0]!, days[1]!];
  await client.rhythm.mark.mutate({ do: 'skip', itemId: skipped.id, period: skipped.period, reason: 'ill' });
  await client.rhythm.mark.mutate({
    do: 'move',
    itemId: moved.id,
    period: moved.period,
    on: days[2]!.date,
    time: '07:30',
  });
  const note = await client.notes.open.mutate({ kind: 'talk' });
  await client.notes.save.mutate({
    id: note.id,
    basedOn: note.updatedAt,
    title: 'Evals',
    onDate: '2026-12-01',
  });
  const { item } = await client.reading.add.mutate({ url: 'https://example.org/a?utm_source=x' });
  const { session } = await client.practice.log.mutate({ minutes: 15, activity: 'reading' });
  await client.reading.link.mutate({ id: item.id, sessionId: session.id, linked: true });
  await client.reminders.configure.mutate({ on: true });
}

function fillLabs(db: Db, now: number): void {
  const runId = newId(now);
  const report = {
    lab: 'first-call',
    step: '01-call',
    language: 'typescript',
    status: 'pass',
    checks: [{ id: 'answers', title: 'Answers', status: 'pass', message: 'It answered.', durationMs: 3.25 }],
    model: null,
    live: false,
    calls: 0,
    inputTokens: 0,
    outputTokens: 0,
    costUsd: null,
    seed: 7,
    runId,
    durationMs: 120.5,
  };
  db.prepare("INSERT INTO lab_workspace VALUES ('first-call', 'typescript', ?, NULL)").run(now);
  db.prepare(
    `INSERT INTO lab_run VALUES (?, 'first-call', 'typescript', '01-call', 'pass', 7, NULL, 0, 'h1', ?, ?)`,
  ).run(runId, JSON.stringify(report), now);
  db.prepare(
    `INSERT INTO lab_step VALUES ('first-call', 'typescript', '01-call', 'pass', ?, ?, NULL, 'h1', 'h2')`,
  ).run(runId, now);
  db.prepare("INSERT INTO lab_hint VALUES ('first-call', '01-call', 1, ?)").run(now);
}

function fillModels(db: Db, now: number): void {
  db.prepare(
    `INSERT INTO provider VALUES ('ollama', 'anthropic-compatible', 'Ollama', 'http://localhost:11434', 'ollama', 1,
     '[{"id":"m","title":"M","note":""}]', ?),
     ('hosted', 'openai-compatible', 'Hosted', 'https://example.com/v1', 'openai', 1,
     '[{"id":"e","title":"E","note":"","purpose":"embeddings"}]', ?)`,
  ).run(now, now);
  db.prepare(
    `INSERT INTO model_call (id, started_at, provider, model, operation, streamed, status, outcome, total_ms, cost_usd,
     request, attributes) VALUES ('call-1', ?, 'ollama', 'm', 'messages', 1, 200, 'ok', 12.5, NULL, '{"secret":1}', '{"a":1}')`,
  ).run(now);
}
