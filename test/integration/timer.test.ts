import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';

let app: TestApp;
beforeEach(async () => void (app = await createTestApp()));
afterEach(() => app.close());

/** Lets a running server live for some minutes: its heart beats every five seconds, and somebody is at the keys. */
function live(minutes: number, { keys = true } = {}): void {
  for (let s = 0; s < minutes * 60; s += 5) {
    app.clock.advance(5000);
    if (keys) app.services.timer.input();
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

describe('a pause', () => {
  test('does not count, and is kept in the session so that it can be split', async () => {
    await app.client.timer.start.mutate({ skillId: 'mcp' });
    const startedAt = app.clock.now();
    live(10);
    expect(await app.client.timer.pause.mutate()).toMatchObject({ seconds: 600, pausedAt: app.clock.now() });
    app.clock.advance(40 * MINUTE);
    await app.client.timer.resume.mutate();
    live(5);
    const finished = await app.client.timer.stop.mutate({});
    expect(finished!.session).toMatchObject({
      seconds: 900,
      endedAt: startedAt + 55 * MINUTE,
      pauses: [{ from: startedAt + 10 * MINUTE, to: startedAt + 50 * MINUTE }],
    });
  });

  test('that lasts at the stop is no part of the session', async () => {
    await app.client.timer.start.mutate({});
    live(10);
    await app.client.timer.pause.mutate();
    const pausedAt = app.clock.now();
    app.clock.advance(3 * 60 * MINUTE);
    const finished = await app.client.timer.stop.mutate({});
    expect(finished!.session).toMatchObject({ seconds: 600, endedAt: pausedAt, pauses: [] });
  });

  test('survives a kill and a night without a question', async () => {
    await app.client.timer.start.mutate({});
    live(10);
    await app.client.timer.pause.mutate();
    app.clock.advance(9 * 60 * MINUTE);
    app.services.timer.adopt();
    app.services.timer.beat();
    expect(await app.client.timer.resume.mutate()).toMatchObject({ interrupted: false, seconds: 600 });
  });

  test('leaves lab work to log itself, and none of it twice', async () => {
    const save = (): void =>
      app.services.events.publish({ type: 'lab.files', lab: 'first-call', paths: ['summaries.ts'] });
    await app.client.timer.start.mutate({ skillId: 'mcp' });
    live(10);
    await app.client.timer.pause.mutate();
    save();
    app.clock.advance(4 * MINUTE);
    save();
    await app.client.timer.resume.mutate();
    live(2);
    await app.client.timer.stop.mutate({});
    save();
    const sessions = await app.client.practice.list.query({});
    expect(Object.fromEntries(sessions.map(({ source, seconds }) => [source, seconds]))).toEqual({
      lab: 240,
      timer: 720,
    });
  });
});

test('a stop long after the app was killed keeps what was provable, also in the terminal', async () => {
  await app.client.timer.start.mutate({});
  live(12);
  app.clock.advance(20 * 60 * MINUTE);
  const finished = app.services.timer.stop();
  expect(finished!.session.seconds).toBe(720);
});

test('what it is about can change while it runs', async () => {
  await app.client.timer.start.mutate({ skillId: 'mcp', note: 'first' });
  live(5);
  await app.client.timer.edit.mutate({ note: 'second', targetId: null, activity: 'teaching' });
  live(5);
  const finished = await app.client.timer.stop.mutate({});
  expect(finished!.session).toMatchObject({
    skillId: 'mcp',
    note: 'second',
    activity: 'teaching',
    seconds: 600,
  });
});

describe('a start that was earlier', () => {
  test('moves the timer back', async () => {
    await app.client.timer.start.mutate({});
    const startedAt = app.clock.now() - 10 * MINUTE;
    expect(await app.client.timer.adjust.mutate({ startedAt })).toMatchObject({
      status: 'set',
      timer: { startedAt, seconds: 600 },
    });
  });

  test('before the end of the last session is only set when that is meant', async () => {
    await app.client.practice.log.mutate({ minutes: 10 });
    const lastEndedAt = app.clock.now();
    app.clock.advance(2 * MINUTE);
    await app.client.timer.start.mutate({});
    const startedAt = app.clock.now() - 5 * MINUTE;
    expect(await app.client.timer.adjust.mutate({ startedAt })).toEqual({ status: 'overlaps', lastEndedAt });
    expect(await app.client.timer.status.query()).toMatchObject({ seconds: 0 });
    expect(await app.client.timer.adjust.mutate({ startedAt: lastEndedAt })).toMatchObject({ status: 'set' });
    expect(await app.client.timer.adjust.mutate({ startedAt, overlap: true })).toMatchObject({
      status: 'set',
      timer: { seconds: 300 },
    });
  });

  test.each([
    ['in the future', MINUTE, /begun in the future/],
    ['more than a day ago', -25 * 60 * MINUTE, /more than a day ago/],
  ])('%s is refused in words', async (_, by, words) => {
    await app.client.timer.start.mutate({});
    await expect(app.client.timer.adjust.mutate({ startedAt: app.clock.now() + by })).rejects.toThrow(words);
  });
});

describe('time without input', () => {
  /** Runs for ten minutes with input and ten without, and gives the moment of the last input. */
  async function fallSilent(): Promise<number> {
    await app.client.timer.start.mutate({ skillId: 'mcp' });
    live(10);
    const from = app.clock.now();
    live(10, { keys: false });
    return from;
  }

  test('is asked about after three minutes and does not count before the answer', async () => {
    const from = await fallSilent();
    expect(await app.client.timer.status.query()).toMatchObject({
      seconds: 600,
      idles: [{ from, to: null }],
    });
    app.services.timer.input();
    live(5);
    expect(await app.client.timer.status.query()).toMatchObject({
      seconds: 900,
      idles: [{ from, to: from + 10 * MINUTE }],
    });
  });

  test('counts when it is kept', async () => {
    const from = await fallSilent();
    await app.client.timer.answerIdle.mutate({ from, choice: 'keep' });
    expect(await app.client.timer.status.query()).toMatchObject({ seconds: 1200, idles: [] });
  });

  test('is taken out when it is cut, and the timer goes on from now', async () => {
    const from = await fallSilent();
    await app.client.timer.answerIdle.mutate({ from, choice: 'cut' });
    live(5);
    const finished = await app.client.timer.stop.mutate({});
    expect(finished!.session).toMatchObject({
      seconds: 900,
      pauses: [{ from, to: from + 10 * MINUTE }],
    });
  });

  test('is a session of its own when it is split off as reading', async () => {
    const from = await fallSilent();
    await app.client.timer.answerIdle.mutate({ from, choice: 'split', entry: { activity: 'reading' } });
    live(5);
    await app.client.timer.stop.mutate({});
    const sessions = await app.client.practice.list.query({});
    expect(sessions.map(({ skillId, activity, seconds }) => [skillId, activity, seconds])).toEqual([
      ['mcp', 'building', 300],
      [null, 'reading', 600],
      ['mcp', 'building', 600],
    ]);
  });

  test('is not answered twice by two windows', async () => {
    const from = await fallSilent();
    await app.client.timer.answerIdle.mutate({ from, choice: 'keep' });
    await expect(app.client.timer.answerIdle.mutate({ from, choice: 'cut' })).rejects.toThrow(
      /answered already/,
    );
    expect(await app.client.timer.status.query()).toMatchObject({ seconds: 1200 });
  });

  test('keeps a stop from guessing: it says the times and what to do', async () => {
    await fallSilent();
    await expect(app.client.timer.stop.mutate({})).rejects.toThrow(/no input from 11:10 to 11:20 \(10 min\)/);
    const finished = await app.client.timer.stop.mutate({ idle: 'cut' });
    expect(finished!.session.seconds).toBe(600);
  });

  test('and the question survive a kill', async () => {
    const from = await fallSilent();
    app.clock.advance(5 * 60 * MINUTE);
    app.services.timer.adopt();
    expect(await app.client.timer.status.query()).toMatchObject({
      interrupted: true,
      seconds: 600,
      idles: [{ from, to: null }],
    });
    await app.client.timer.answerIdle.mutate({ from, choice: 'keep' });
    const { finished } = await app.client.timer.recover.mutate({ choice: 'keep' });
    expect(finished!.session.seconds).toBe(1200);
  });

  test('is nothing to ask about when one is away on purpose, or never wants to be asked', async () => {
    await app.client.timer.start.mutate({ activity: 'reading' });
    await app.client.timer.edit.mutate({ away: true });
    live(40, { keys: false });
    expect(await app.client.timer.status.query()).toMatchObject({ seconds: 2400, idles: [] });
    await app.client.timer.edit.mutate({ away: false });
    await app.client.settings.set.mutate({ idleMinutes: 0 });
    live(40, { keys: false });
    expect(await app.client.timer.status.query()).toMatchObject({ seconds: 4800, idles: [] });
  });

  test('that work on a lab ends within its five minutes is work', async () => {
    await app.client.timer.start.mutate({ labId: 'first-call', activity: 'lab' });
    live(1);
    live(4, { keys: false });
    app.services.events.publish({ type: 'lab.files', lab: 'first-call', paths: [] });
    expect(await app.client.timer.status.query()).toMatchObject({ seconds: 300, idles: [] });
  });
});

describe('the day that a timer counts for', () => {
  test('is the day on which it began, where it began', async () => {
    app.clock.set('2026-11-21T02:30:00Z');
    app.clock.travel('Europe/Paris');
    await app.client.timer.start.mutate({});
    app.clock.travel('Asia/Tokyo');
    live(120);
    const finished = await app.client.timer.stop.mutate({});
    expect(finished!.session).toMatchObject({
      zone: 'Europe/Paris',
      localDate: '2026-11-20',
      seconds: 7200,
    });
  });

  test('and its length are right over both changes of the clock and on a leap day', async () => {
    const lengths: [string, number][] = [];
    for (const start of ['2026-03-28T23:30:00Z', '2026-10-24T22:30:00Z', '2028-02-29T22:30:00Z']) {
      app.clock.set(start);
      await app.client.timer.start.mutate({});
      live(240);
      const { session } = (await app.client.timer.stop.mutate({}))!;
      lengths.push([session.localDate, session.seconds]);
    }
    expect(lengths).toEqual([
      ['2026-03-28', 14_400],
      ['2026-10-24', 14_400],
      ['2028-02-29', 14_400],
    ]);
  });
});
