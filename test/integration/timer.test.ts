import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';

let app: TestApp;
beforeEach(async () => void (app = await createTestApp()));
afterEach(() => app.close());

/** Lets a running server live for some minutes: its heart beats every five seconds. */
function live(minutes: number): void {
  for (let s = 0; s < minutes * 60; s += 5) {
    app.clock.advance(5000);
    app.services.timer.beat();
  }
}
const MINUTE = 60_000;

describe('the timer', () => {
  test('logs exactly the time between start and stop', async () => {
    await app.client.timer.start.mutate({ skillId: 'mcp', activity: 'lab', note: 'first server' });
    live(25);
    const finished = await app.client.timer.stop.mutate({});
    expect(finished!.session).toMatchObject({
      seconds: 1500,
      skillId: 'mcp',
      activity: 'lab',
      note: 'first server',
      source: 'timer',
    });
    expect(await app.client.timer.status.query()).toBeNull();
  });

  test('switching finishes the running one first', async () => {
    await app.client.timer.start.mutate({ skillId: 'mcp' });
    live(10);
    const { finished } = await app.client.timer.start.mutate({ skillId: 'tool-calling' });
    expect(finished!.session).toMatchObject({ skillId: 'mcp', seconds: 600 });
    expect(await app.client.timer.status.query()).toMatchObject({ skillId: 'tool-calling', seconds: 0 });
  });

  test('stopping with none running says so', async () => {
    await expect(app.client.timer.stop.mutate({})).rejects.toThrow(/No timer is running/);
  });

  test('a start by mistake leaves no empty session', async () => {
    await app.client.timer.start.mutate({});
    expect(await app.client.timer.stop.mutate({})).toBeNull();
    expect(await app.client.practice.list.query({})).toEqual([]);
  });

  test('survives a clock that is set back while it runs', async () => {
    await app.client.timer.start.mutate({});
    live(30);
    app.clock.advance(-20 * MINUTE);
    const finished = await app.client.timer.stop.mutate({});
    expect(finished!.session.seconds).toBe(1800);
  });
});

describe('an interrupted timer', () => {
  beforeEach(async () => {
    await app.client.timer.start.mutate({ skillId: 'mcp' });
    live(12);
  });

  test('after a kill offers the time up to the last heartbeat, and counts none since', async () => {
    app.clock.advance(3 * 60 * MINUTE);
    app.services.timer.adopt();
    expect(await app.client.timer.status.query()).toMatchObject({ interrupted: true, seconds: 720 });
    const { finished } = await app.client.timer.recover.mutate({ choice: 'keep' });
    expect(finished!.session).toMatchObject({ seconds: 720, skillId: 'mcp' });
    expect(await app.client.timer.status.query()).toBeNull();
  });

  test('after a sleep of the machine does not count the sleep', async () => {
    app.clock.advance(8 * 60 * MINUTE);
    app.services.timer.beat();
    expect(await app.client.timer.status.query()).toMatchObject({ interrupted: true, seconds: 720 });
  });

  test('can go on from now with the same subject', async () => {
    app.services.timer.adopt();
    const { finished } = await app.client.timer.recover.mutate({ choice: 'keep-and-continue' });
    expect(finished!.session.seconds).toBe(720);
    live(5);
    expect(await app.client.timer.status.query()).toMatchObject({
      interrupted: false,
      seconds: 300,
      skillId: 'mcp',
    });
  });

  test('is thrown away only when the person says so', async () => {
    app.services.timer.adopt();
    await expect(app.client.timer.start.mutate({})).rejects.toThrow(/waits for your decision/);
    await app.client.timer.recover.mutate({ choice: 'discard' });
    expect([await app.client.timer.status.query(), await app.client.practice.list.query({})]).toEqual([
      null,
      [],
    ]);
  });
});

test('a timer started in a terminal with the app closed is not called interrupted', async () => {
  await app.client.timer.start.mutate({});
  app.clock.advance(40 * MINUTE);
  app.services.timer.adopt();
  expect(await app.client.timer.status.query()).toMatchObject({ interrupted: false, seconds: 2400 });
});
