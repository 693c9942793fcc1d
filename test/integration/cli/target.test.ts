import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, scratchFolder, type Finished } from '../host/programs.ts';

let scratch: ReturnType<typeof scratchFolder>;
beforeEach(() => void (scratch = scratchFolder()));
afterEach(() => scratch.remove());

const ID = 'build-mcp-server';
const cairn = (...args: string[]): Promise<Finished> =>
  run(['electron/cli/bin.js', ...args, '--data-dir', scratch.folder]);
const target = async (...args: string[]): Promise<Record<string, unknown>> =>
  JSON.parse((await cairn('target', ...args, '--json')).stdout) as Record<string, unknown>;

describe('cairn target', () => {
  it('adds a report, marks done on a day, reopens, and takes each back', async () => {
    const report = path.join(scratch.folder, 'evals.md');
    writeFileSync(report, 'Passed: 12/15');
    expect(await target('evidence', ID, '--report', report)).toMatchObject({
      status: 'doing',
      evidence: [{ kind: 'eval-report', value: 'evals.md', details: { report: { passRate: 0.8 } } }],
    });
    rmSync(report);
    expect(await target('done', ID, '--on', '2026-01-05')).toMatchObject({ doneOn: '2026-01-05' });
    expect(await target('reopen', ID)).toMatchObject({ status: 'open', doneOn: null });
    expect(await target('undo', ID)).toMatchObject({ status: 'done', doneOn: '2026-01-05' });
    expect((await cairn('target', ID)).stdout).toMatch(
      /: done on 5 Jan 2026\.\n {2}eval-report: evals\.md, 12 of 15 cases passed \(80 %\)\n$/,
    );
  });

  it.each([
    [['target'], 'Say which target.'],
    [['target', 'build-mcp-serve'], 'There is no target "build-mcp-serve".\nDid you mean build-mcp-server?'],
    [['target', 'evidence', ID], 'Give one piece of evidence.'],
    [['target', 'evidence', ID, '--note', 'x', '--link', 'https://a.b'], 'Give one piece of evidence.'],
    [['target', 'evidence', ID, '--link', 'javascript:alert(1)'], 'a link starts with https://'],
    [['target', 'evidence', ID, '--file', 'nowhere.pdf'], 'There is no file at'],
    [['target', 'undo', ID], 'Nothing of this target can be taken back.'],
  ])('%j says what is wrong', async (args, words) => {
    const { code, stderr } = await cairn(...args);
    expect([code === 0, stderr]).toEqual([false, expect.stringContaining(words)]);
  });
});
