import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, scratchFolder, type Finished } from '../host/programs.ts';

let scratch: ReturnType<typeof scratchFolder>;
beforeEach(() => void (scratch = scratchFolder()));
afterEach(() => scratch.remove());

const cairn = (...args: string[]): Promise<Finished> =>
  run(['electron/cli/bin.js', ...args, '--data-dir', scratch.folder]);

describe('cairn status --line', () => {
  it('says what the timer does and what today and this week have, as cairn status does', async () => {
    await cairn('log', '1h05m');
    await cairn('timer', 'start', '--skill', 'mcp');
    const { code, stdout, stderr } = await cairn('status', '--line');
    expect([code, stdout, stderr]).toEqual([0, '0m mcp | today 1h05m | week 1h05m\n', '']);
    const full = JSON.parse((await cairn('status', '--json')).stdout) as Record<string, { done: number }>;
    const line = JSON.parse((await cairn('status', '--line', '--json')).stdout) as Record<string, unknown>;
    expect(line).toMatchObject({
      today: full['today']!.done,
      week: full['week']!.done,
      timer: { paused: false },
    });
  });

  it('says nothing and makes nothing where there are no data', async () => {
    expect(await cairn('status', '--line')).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(readdirSync(scratch.folder)).toEqual([]);
  });

  it('keeps its line empty for a database that cannot be read, and says so beside it', async () => {
    writeFileSync(path.join(scratch.folder, 'cairn.db'), 'this is not a database, and long enough to be one');
    const { code, stdout, stderr } = await cairn('status', '--line');
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringContaining('not a database')]);
  });
});
