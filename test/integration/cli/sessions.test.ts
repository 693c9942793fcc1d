import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../../../electron/shared/practice-changes.ts';
import type { PracticeSession } from '../../../electron/shared/practice.ts';
import { run, scratchFolder, type Finished } from '../host/programs.ts';

let scratch: ReturnType<typeof scratchFolder>;
beforeEach(() => void (scratch = scratchFolder()));
afterEach(() => scratch.remove());

const cairn = (...args: string[]): Promise<Finished> =>
  run(['electron/cli/bin.js', ...args, '--data-dir', scratch.folder]);
const json = async <T>(...args: string[]): Promise<T> =>
  JSON.parse((await cairn(...args, '--json')).stdout) as T;
type Listed = { sessions: PracticeSession[]; total: number; seconds: number };

describe('cairn sessions', () => {
  it('finds notes, splits, edits and takes each change back', async () => {
    await cairn('log', '45m', '--at', '2026-01-05 18:00', 'rank fusion and naïve baselines');
    await cairn('log', '20m', '--at', '2026-01-05 20:00', 'something else');
    const { sessions, total, seconds } = await json<Listed>('sessions', '--search', 'naive fusion');
    expect([sessions[0]!.note, total, seconds]).toEqual(['rank fusion and naïve baselines', 1, 2700]);
    const short = sessions[0]!.id.slice(-8);
    expect(await json('sessions', 'split', short, '10m', '20m')).toMatchObject({ sessions: 3 });
    await cairn('sessions', 'edit', short, '--note', 'first part');
    const { entries } = await json<{ entries: HistoryEntry[] }>('sessions', 'history', short);
    expect(entries.map((it) => [it.action, it.actor])).toEqual([
      ['edit', 'terminal'],
      ['split', 'terminal'],
      ['log', 'terminal'],
    ]);
    expect((await cairn('sessions', 'undo')).stdout).toBe('Undone: Changed a session.\n');
    expect((await cairn('sessions', 'undo')).stdout).toBe('Undone: Split a session.\n');
    expect((await json<Listed>('sessions')).sessions.map((it) => it.seconds)).toEqual([1200, 2700]);
  });

  it('warns of shared time before and while it logs', async () => {
    await cairn('log', '45m', '--at', '2026-01-05 18:00');
    const tried = await cairn('log', '30m', '--at', '2026-01-05 18:30', '--dry-run');
    expect(tried.stdout).toContain('It shares 15 min with');
    const logged = await cairn('log', '30m', '--at', '2026-01-05 18:30');
    expect([logged.code, logged.stderr]).toEqual([0, expect.stringContaining('It shares 15 min')]);
  });

  it.each([
    [['sessions', 'delete', 'ffffffff'], 1, 'There is no session "ffffffff".'],
    [['sessions', 'delete'], 2, 'Say which session.'],
    [['sessions', 'frobnicate'], 2, 'There is no "cairn sessions frobnicate".'],
    [['sessions', 'undo'], 1, 'There is nothing to undo.'],
    [['sessions', '--from', '1900-02-30'], 2, ''],
    [['log', '--', '-5m'], 2, 'no time at all'],
    [['log', '25h'], 2, 'at most 24 hours'],
    [['log', '45m', '--at', '1900-01-01 10:00'], 2, 'before the year 2000'],
    [['log', '45m', '--at', '2199-01-01 10:00'], 2, 'in the future'],
  ])('explains %j and changes nothing', async (args, code, message) => {
    const done = await cairn(...args);
    expect([done.code, done.stderr]).toEqual([code, expect.stringContaining(message)]);
    expect((await json<Listed>('sessions')).total).toBe(0);
  });
});
