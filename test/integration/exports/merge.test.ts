import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ImportResult } from '../../../electron/shared/export-format.ts';
import { createTestApp, type TestApp } from '../../support/app.ts';
import { fillApp } from '../../support/full-data.ts';

/** Two machines that start with the same session and then part ways. */
let home: TestApp;
let work: TestApp;
let id: string;
beforeEach(async () => {
  home = await createTestApp();
  work = await createTestApp();
  id = (await home.client.practice.log.mutate({ minutes: 30, note: 'as it was' })).session.id;
  await take(work, home);
  home.clock.advance(60_000);
  work.clock.advance(60_000);
});
afterEach(async () => {
  await home.close();
  await work.close();
});

async function take(to: TestApp, from: TestApp, query = ''): Promise<ImportResult> {
  const body = await (await from.request('/export/cairn.json')).text();
  return (await (await to.request(`/import${query}`, { method: 'POST', body })).json()) as ImportResult;
}
const notes = async (of: TestApp): Promise<string[]> =>
  (await of.client.practice.list.query({})).map((row) => row.note);

describe('a session that is in both places', () => {
  test('takes the later edit of the two, and the earlier one stays away', async () => {
    await home.client.practice.update.mutate({ id, note: 'edited at home' });
    work.clock.advance(60_000);
    await work.client.practice.update.mutate({ id, note: 'edited later at work' });
    const { conflicts } = await take(work, home);
    expect(conflicts).toEqual([{ section: 'sessions', id, taken: 'here', fields: ['note', 'updatedAt'] }]);
    expect(await notes(work)).toEqual(['edited later at work']);
    const { sections } = await take(home, work);
    expect(sections).toContainEqual({ section: 'sessions', added: 0, same: 0, updated: 1, kept: 0 });
    expect(await notes(home)).toEqual(['edited later at work']);
  });

  test('is deleted when the deletion is the last thing that happened to it', async () => {
    await work.client.practice.remove.mutate({ id });
    await take(home, work);
    expect(await notes(home)).toEqual([]);
    expect((await take(work, home)).conflicts).toEqual([]);
  });

  test('comes back when an undo is the last thing that happened to it', async () => {
    const edit = await home.client.practice.update.mutate({ id, note: 'a slip' });
    await take(work, home);
    expect(await notes(work)).toEqual(['a slip']);
    home.clock.advance(1000);
    await home.client.practice.undo.mutate({ changeId: edit.changeId });
    await take(work, home);
    expect(await notes(work)).toEqual(['as it was']);
  });

  test('that is kept as it is keeps its own history, so an undo takes back its own last edit', async () => {
    await home.client.practice.update.mutate({ id, note: 'edited at home' });
    work.clock.advance(60_000);
    const { changeId } = await work.client.practice.update.mutate({ id, note: 'edited later at work' });
    await take(work, home);
    await work.client.practice.undo.mutate({ changeId });
    expect(await notes(work)).toEqual(['as it was']);
  });
});

test('of two plans the one that was chosen last is current, and the other is history', async () => {
  const plan = { pathId: 'backend-to-agentic', hoursPerWeek: null };
  await home.client.plan.enroll.mutate({ ...plan, startedOn: '2026-11-01' });
  work.clock.advance(60_000);
  await work.client.plan.enroll.mutate({ ...plan, startedOn: '2026-11-15' });
  await take(work, home);
  await take(home, work);
  for (const app of [home, work]) {
    expect((await app.client.plan.get.query()).enrolment.startedOn).toBe('2026-11-15');
    expect(app.db.prepare('SELECT count(*) FROM enrolment').pluck().get()).toBe(2);
  }
});

test('a timer that runs here is not replaced', async () => {
  await home.client.timer.start.mutate({ note: 'home' });
  home.clock.advance(1000);
  work.clock.advance(5000);
  await work.client.timer.start.mutate({ note: 'work' });
  const { conflicts } = await take(work, home);
  expect(conflicts).toContainEqual({ section: 'timer', id: 'timer', taken: 'here', fields: ['startedAt'] });
  expect(await work.client.timer.status.query()).toMatchObject({ note: 'work', interrupted: false });
});

test('a timer that was logged since the export does not come back to be logged twice', async () => {
  await home.client.timer.start.mutate({});
  home.clock.advance(60_000);
  const body = await (await home.request('/export/cairn.json')).text();
  await home.client.timer.stop.mutate({});
  await home.request('/import', { method: 'POST', body });
  expect(await home.client.timer.status.query()).toBeNull();
});

test('a dry run tells what the import will do and changes nothing', async () => {
  await fillApp(home);
  const before = await (await work.request('/export/cairn.json')).text();
  const told = await take(work, home, '?dryRun=1');
  expect(await (await work.request('/export/cairn.json')).text()).toBe(before);
  const done = await take(work, home);
  expect(done).toEqual({ ...told, dryRun: false });
});

test('an open window hears of an import', async () => {
  await home.client.practice.log.mutate({ minutes: 5 });
  const heard: unknown[] = [];
  work.services.events.subscribe((event) => heard.push(event));
  await take(work, home, '?dryRun=1');
  expect(heard).toEqual([]);
  await take(work, home);
  expect(heard).toEqual([{ type: 'changed', topics: ['all'] }]);
});
