import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, testClock, type TestApp } from '../support/app.ts';

let app: TestApp;
beforeEach(async () => void (app = await createTestApp()));
afterEach(() => app.close());

const MINUTE = 60_000;
/** A saved file, as the workspace's watcher reports it. */
const save = (): void =>
  app.services.events.publish({ type: 'lab.files', lab: 'first-call', paths: ['summaries.ts'] });
const sessions = () => app.client.practice.list.query({});

/** Saves now and after each of the given minutes. */
function work(...pauses: number[]): void {
  save();
  for (const minutes of pauses) {
    app.clock.advance(minutes * MINUTE);
    save();
  }
}

describe('lab work', () => {
  test('logs itself as one session that grows with each sign of work', async () => {
    work(2, 4, 3);
    expect(await sessions()).toMatchObject([
      {
        seconds: 9 * 60,
        labId: 'first-call',
        skillId: 'prompt-engineering-evals',
        activity: 'lab',
        source: 'lab',
      },
    ]);
  });

  test('does not count a pause of more than five minutes', async () => {
    work(2, 30, 3);
    expect((await sessions()).map((s) => s.seconds)).toEqual([3 * 60, 2 * 60]);
  });

  test('counts nothing for a single save', async () => {
    work();
    expect(await sessions()).toEqual([]);
  });

  test('is not counted twice beside a running timer', async () => {
    work(2);
    await app.client.timer.start.mutate({ labId: 'first-call', activity: 'lab' });
    work(3, 3);
    await app.client.timer.stop.mutate({});
    work(1);
    expect((await sessions()).map(({ source, seconds }) => [source, seconds])).toEqual([
      ['lab', 60],
      ['timer', 6 * 60],
      ['lab', 2 * 60],
    ]);
  });

  test('on two labs in turn counts each minute once, for the lab of the later sign', async () => {
    for (const lab of ['first-call', 'other', 'other', 'first-call']) {
      app.services.events.publish({ type: 'lab.files', lab, paths: [] });
      app.clock.advance(2 * MINUTE);
    }
    expect((await sessions()).map(({ labId, seconds }) => [labId, seconds])).toEqual([
      ['first-call', 120],
      ['other', 240],
    ]);
  });

  test('logs nothing for a stretch in which the timer counted, even between two saves', async () => {
    save();
    app.clock.advance(MINUTE);
    await app.client.timer.start.mutate({});
    app.clock.advance(MINUTE);
    await app.client.timer.stop.mutate({});
    app.clock.advance(MINUTE);
    save();
    expect((await sessions()).map(({ source, seconds }) => [source, seconds])).toEqual([['timer', 60]]);
  });

  test('leaves a session alone that the person has edited or deleted', async () => {
    work(2);
    const [session] = await sessions();
    app.clock.advance(1);
    await app.client.practice.update.mutate({ id: session!.id, note: 'mine now' });
    app.clock.advance(2 * MINUTE);
    save();
    const [second, first] = await sessions();
    expect([first!.seconds, first!.note, second!.note]).toEqual([2 * 60, 'mine now', '']);
    await app.client.practice.remove.mutate({ id: second!.id });
    app.clock.advance(MINUTE);
    save();
    expect((await sessions()).map((s) => s.id)).not.toContain(second!.id);
  });

  test('grows on a real clock too, which moves on between two looks at it', async () => {
    const moving = testClock();
    const ticking = { ...moving, now: () => (moving.advance(1), moving.now()) };
    const other = await createTestApp({ clock: ticking });
    for (let i = 0; i < 4; i += 1) {
      other.services.events.publish({ type: 'lab.files', lab: 'first-call', paths: [] });
      moving.advance(MINUTE);
    }
    expect((await other.client.practice.list.query({})).map((s) => s.seconds)).toEqual([3 * 60]);
    await other.close();
  });

  test('can be corrected like any other session, undo included', async () => {
    work(4);
    const [session] = await sessions();
    const { changeId } = await app.client.practice.remove.mutate({ id: session!.id });
    await app.client.practice.undo.mutate({ changeId });
    expect(await sessions()).toEqual([session]);
  });

  test('goes on in the next process, as checks from a terminal do', async () => {
    work(2);
    const next = await createTestApp({ db: app.db, clock: app.clock });
    app.clock.advance(3 * MINUTE);
    next.services.events.publish({ type: 'lab.files', lab: 'first-call', paths: [] });
    expect((await sessions()).map((s) => s.seconds)).toEqual([5 * 60]);
    await next.app.close();
    await next.services.close();
  });

  test('that a clock set back interrupts counts nothing for it', async () => {
    work(2);
    app.clock.advance(-10 * MINUTE);
    work(1);
    expect((await sessions()).reduce((sum, s) => sum + s.seconds, 0)).toBe(3 * 60);
  });
});
