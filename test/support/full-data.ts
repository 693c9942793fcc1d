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
  const due = (await client.rhythm.today.query())[0]!;
  await client.rhythm.check.mutate({ itemId: due.id, done: true });
  fillLabs(app.db, clock.now());
  fillModels(app.db, clock.now());
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
     '[{"id":"m","title":"M","note":""}]', ?)`,
  ).run(now);
  db.prepare(
    `INSERT INTO model_call (id, started_at, provider, model, operation, streamed, status, outcome, total_ms, cost_usd,
     request, attributes) VALUES ('call-1', ?, 'ollama', 'm', 'messages', 1, 200, 'ok', 12.5, NULL, '{"secret":1}', '{"a":1}')`,
  ).run(now);
}
