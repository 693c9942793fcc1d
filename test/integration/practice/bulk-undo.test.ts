import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PracticeSession } from '../../../electron/shared/practice.ts';
import { createTestApp, type TestApp } from '../../support/app.ts';

let app: TestApp;
beforeEach(async () => void (app = await createTestApp()));
afterEach(() => app.close());

const at = (iso: string): number => Date.parse(`${iso}:00Z`);
const rows = () => app.client.practice.list.query({ limit: 500 });

describe('changing many sessions at once', () => {
  test('is one action, also for 500 of them, and one undo takes it back', async () => {
    for (let n = 0; n < 500; n += 1)
      app.services.practice.log({
        minutes: 1,
        startedAt: at('2026-11-01T08:00') + n * 60_000,
        note: `n${n}`,
      });
    const before = await rows();
    const done = await app.client.practice.bulk.mutate({
      selection: { filter: { from: '2026-11-01', to: '2026-11-01' } },
      change: { skillId: 'evals', activity: 'reading', noteAppend: 'sorted out' },
    });
    expect(done.sessions).toBe(500);
    expect((await rows()).every((row) => row.skillId === 'evals' && row.note.endsWith('\nsorted out'))).toBe(
      true,
    );
    await app.client.practice.undo.mutate({ changeId: done.changeId! });
    expect(await rows()).toEqual(before);
    await app.client.practice.redo.mutate({ changeId: done.changeId! });
    expect((await rows()).every((row) => row.activity === 'reading')).toBe(true);
  });

  test('moves to another day at the same time of day, over a change of the clocks too', async () => {
    // Paris: summer time ends on 25 Oct 2026. 18:00 stays 18:00.
    const { session } = await app.client.practice.log.mutate({
      minutes: 30,
      startedAt: at('2026-10-20T16:00'),
    });
    await app.client.practice.bulk.mutate({
      selection: { ids: [session.id] },
      change: { toDate: '2026-10-27' },
    });
    const [moved] = await rows();
    expect([moved!.localDate, moved!.startedAt, moved!.seconds]).toEqual([
      '2026-10-27',
      at('2026-10-27T17:00'),
      1800,
    ]);
    const { undo } = await app.client.practice.undoStack.query();
    expect(undo).toMatchObject({ action: 'move', actor: 'hand', sessions: 1 });
  });

  test('that would move one into the future changes none, and names it', async () => {
    await app.client.practice.log.mutate({ minutes: 30, startedAt: at('2026-11-01T09:00') });
    await app.client.practice.log.mutate({ minutes: 30, startedAt: at('2026-11-21T09:00') });
    const before = await rows();
    await expect(
      app.client.practice.bulk.mutate({ selection: { filter: {} }, change: { shiftMinutes: 60 } }),
    ).rejects.toThrow(/21 Nov 2026.*future/);
    expect(await rows()).toEqual(before);
  });

  test('that changes nothing writes no history', async () => {
    await app.client.practice.log.mutate({ minutes: 30, skillId: 'mcp' });
    const done = await app.client.practice.bulk.mutate({
      selection: { filter: {} },
      change: { skillId: 'mcp' },
    });
    expect(done).toEqual({ sessions: 0, changeId: null });
  });

  test.each([
    ['no change', { filter: {} }, {}, /say what to change/],
    ['both a day and a shift', { filter: {} }, { toDate: '2026-01-01', shiftMinutes: 5 }, /not both/],
    ['no session', { filter: { skillId: 'nothing-here' } }, { activity: 'reading' }, /No session fits/],
  ] as const)('with %s is refused', async (...[, selection, change, reason]) => {
    await app.client.practice.log.mutate({ minutes: 30 });
    await expect(app.client.practice.bulk.mutate({ selection, change })).rejects.toThrow(reason);
  });

  test('deleting by filter takes all of it, and undo brings all of it back', async () => {
    for (const minutes of [5, 10, 15]) await app.client.practice.log.mutate({ minutes, skillId: 'mcp' });
    await app.client.practice.log.mutate({ minutes: 20 });
    const { changeId, sessions } = await app.client.practice.removeAll.mutate({
      selection: { filter: { skillId: 'mcp' } },
    });
    expect([sessions, (await rows()).length]).toEqual([3, 1]);
    await app.client.practice.undo.mutate({ changeId: changeId! });
    expect(await rows()).toHaveLength(4);
  });
});

describe('undo and redo', () => {
  const edit = async (id: string, note: string): Promise<string> => {
    app.clock.advance(1000);
    return (await app.client.practice.update.mutate({ id, note })).changeId;
  };
  const step = async (way: 'undo' | 'redo'): Promise<void> => {
    app.clock.advance(1000);
    const next = (await app.client.practice.undoStack.query())[way];
    await app.client.practice[way].mutate({ changeId: next!.id });
  };
  const note = async (): Promise<string | undefined> => (await rows())[0]?.note;

  test('step back and forth through every change', async () => {
    const { session } = await app.client.practice.log.mutate({ minutes: 5, note: 'a' });
    await edit(session.id, 'b');
    await edit(session.id, 'c');
    await step('undo');
    await step('undo');
    await step('undo');
    expect(await rows()).toEqual([]);
    expect((await app.client.practice.undoStack.query()).undo).toBeNull();
    await step('redo');
    await step('redo');
    expect(await note()).toBe('b');
    await step('redo');
    expect([await note(), (await app.client.practice.undoStack.query()).redo]).toEqual(['c', null]);
  });

  test('a new change closes the way forth', async () => {
    const { session } = await app.client.practice.log.mutate({ minutes: 5, note: 'a' });
    await edit(session.id, 'b');
    await step('undo');
    await edit(session.id, 'c');
    expect((await app.client.practice.undoStack.query()).redo).toBeNull();
  });

  test('refuse what something later depends on, in words', async () => {
    const { session } = await app.client.practice.log.mutate({ minutes: 5, note: 'a' });
    const b = await edit(session.id, 'b');
    const c = await edit(session.id, 'c');
    await expect(app.client.practice.undo.mutate({ changeId: b })).rejects.toThrow(/changed again since/);
    await app.client.practice.undo.mutate({ changeId: c });
    await expect(app.client.practice.undo.mutate({ changeId: c })).rejects.toThrow(/undone already/);
    await app.client.practice.undo.mutate({ changeId: b });
    await expect(app.client.practice.redo.mutate({ changeId: c })).rejects.toThrow(
      /earlier change was undone/,
    );
  });

  test('leave what logged itself to the history', async () => {
    await app.client.practice.log.mutate({ minutes: 5 });
    app.services.practice.record({
      skillId: null,
      labId: 'first-call',
      targetId: null,
      activity: 'lab',
      note: '',
      startedAt: app.clock.now() - 60_000,
      endedAt: app.clock.now(),
      seconds: 60,
      zone: 'UTC',
      source: 'lab',
    });
    const { undo } = await app.client.practice.undoStack.query();
    expect(undo).toMatchObject({ actor: 'hand', action: 'log' });
    const { entries } = await app.client.practice.history.query({});
    expect(entries.map((it) => [it.actor, it.canTurn])).toEqual([
      ['lab', true],
      ['hand', true],
    ]);
  });

  test('the history tells who changed what, from what to what', async () => {
    const { session } = await app.client.practice.log.mutate({ minutes: 5, note: 'a' });
    app.clock.advance(1000);
    app.services.practice.update({ id: session.id, note: 'b' }, 'terminal');
    await app.client.practice.split.mutate({ id: session.id, cuts: [{ afterMinutes: 2 }] });
    const { entries } = await app.client.practice.history.query({ sessionId: session.id });
    expect(entries.map((it) => [it.action, it.actor, it.sessions, it.canTurn])).toEqual([
      ['split', 'hand', 2, true],
      ['edit', 'terminal', 1, false],
      ['log', 'hand', 1, false],
    ]);
    expect(entries[1]!.changes[0]).toMatchObject({ before: { note: 'a' }, after: { note: 'b' } });
  });

  test('pages of the history follow each other', async () => {
    for (let n = 0; n < 25; n += 1) await app.client.practice.log.mutate({ minutes: 1 });
    const first = await app.client.practice.history.query({ limit: 20 });
    const second = await app.client.practice.history.query({ limit: 20, before: first.next! });
    const ids = [...first.entries, ...second.entries].map((it) => it.id);
    expect([new Set(ids).size, second.entries.length, second.next]).toEqual([25, 5, null]);
  });

  test('whatever is done, undoing all of it leads back through every state', async () => {
    const action = fc.record({
      kind: fc.nat(5),
      a: fc.nat(20),
      b: fc.nat(20),
      minutes: fc.integer({ min: 1, max: 90 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 12 }), async (actions) => {
        const own = await createTestApp();
        const { practice } = own.services;
        const states: PracticeSession[][] = [[]];
        for (const { kind, a, b, minutes } of actions) {
          own.clock.advance(1000);
          const all = practice.list({ limit: 100 });
          const [one, two] = [all[a % (all.length || 1)], all[b % (all.length || 1)]];
          const startedAt = at('2026-11-20T08:00') + b * 1_200_000;
          if (kind === 0 || !one || !two) practice.log({ minutes, startedAt });
          else if (kind === 1) practice.update({ id: one.id, minutes, note: String(a) });
          else if (kind === 2) practice.remove(one.id);
          else if (kind === 3) practice.split({ id: one.id, cuts: [{ afterMinutes: one.seconds / 120 }] });
          else if (kind === 4 && one.id !== two.id) practice.merge({ ids: [one.id, two.id] });
          else practice.bulk({ filter: {} }, { noteAppend: 'x', shiftMinutes: -1 });
          states.push(practice.list({ limit: 100 }));
        }
        for (const state of states.slice(0, -1).toReversed()) {
          own.clock.advance(1000);
          practice.undo(practice.undoStack().undo!.id);
          expect(practice.list({ limit: 100 })).toEqual(state);
        }
        for (const state of states.slice(1)) {
          own.clock.advance(1000);
          practice.redo(practice.undoStack().redo!.id);
          expect(practice.list({ limit: 100 })).toEqual(state);
        }
        await own.close();
      }),
      { numRuns: 25 },
    );
  });
});
