import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import prices from '../../../electron/server/gateway/prices.json' with { type: 'json' };
import { root } from '../../support/app.ts';

/** A model with a price, so that only the missing key stands in the way. */
const PRICED = (prices as { models: { model: string }[] }).models[0]!.model;
const SOLUTION = path.join(root, 'labs/first-call/typescript/solution');
let data: string;
beforeEach(() => void (data = mkdtempSync(path.join(tmpdir(), 'cairn-lab-cli-'))));
afterEach(() => rmSync(data, { recursive: true, force: true }));

function launch(...args: string[]) {
  const child = spawn(
    process.execPath,
    [path.join(root, 'electron/cli/bin.js'), ...args, '--data-dir', data],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const output = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (output.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (output.err += text));
  return { child, output };
}

async function cairn(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const { child, output } = launch(...args);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

const workspace = () => path.join(data, 'labs/first-call/typescript');
const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('cairn lab', () => {
  it('starts a lab and checks it: 1 for a failure, 0 for a pass, in the shape that scripts rely on', async () => {
    const started = await cairn('lab', 'start', 'first-call', '--json');
    expect(lines(started.out)[0]).toMatchObject({
      lab: 'first-call',
      language: 'typescript',
      folder: workspace(),
    });
    const failed = await cairn('lab', 'check', 'first-call', '--model', 'none', '--seed', '5', '--json');
    expect(failed.code).toBe(1);
    const [report] = lines(failed.out);
    expect(report).toMatchObject({
      lab: 'first-call',
      step: 'summarize',
      status: 'fail',
      model: null,
      live: false,
      seed: 5,
    });
    for (const key of ['checks', 'calls', 'inputTokens', 'outputTokens', 'costUsd'])
      expect(report).toHaveProperty(key);
    cpSync(SOLUTION, workspace(), { recursive: true });
    const passed = await cairn('lab', 'check', 'first-call', '--model', 'none');
    expect(passed.code).toBe(0);
    expect(passed.out).toContain('passed: 4 of 4 checks');
    expect(lines((await cairn('labs', '--json')).out)).toMatchObject([
      expect.arrayContaining([
        expect.objectContaining({ id: 'first-call', state: 'started', stepsPassed: 1 }),
      ]),
    ]);
  });

  it('verifies with the built-in model, and calls an outage an error', { timeout: 180_000 }, async () => {
    await cairn('lab', 'start', 'first-call');
    cpSync(SOLUTION, workspace(), { recursive: true });
    const live = await cairn('lab', 'check', 'first-call', '--step', 'summarize', '--json');
    expect(live.code).toBe(0);
    expect(lines(live.out)[0]).toMatchObject({ status: 'pass', live: true, model: 'builtin/cairn-practice' });
    for (const model of ['anthropic/none-such', PRICED, 'nowhere/at-all']) {
      const outage = await cairn(
        'lab',
        'check',
        'first-call',
        '--step',
        'account',
        '--model',
        model,
        '--json',
      );
      expect({ model, code: outage.code }).toEqual({ model, code: 2 });
      expect(lines(outage.out)[0]).toMatchObject({ status: 'error' });
    }
  });

  it('checks again from recorded answers, and says that it was not live', { timeout: 180_000 }, async () => {
    await cairn('lab', 'start', 'first-call');
    cpSync(SOLUTION, workspace(), { recursive: true });
    const check = ['lab', 'check', 'first-call', '--step', 'summarize', '--seed', '3', '--json', '--replay'];
    const nothing = await cairn(...check, 'only');
    expect(nothing.code).toBe(2);
    expect(nothing.out).toContain('No recorded answer');
    const first = lines((await cairn(...check, 'read')).out)[0]!;
    expect(first).toMatchObject({ status: 'pass', live: true });
    expect(first).not.toHaveProperty('replayed');
    const again = lines((await cairn(...check, 'only')).out)[0]!;
    expect(again).toMatchObject({ status: 'pass', live: false, model: null, costUsd: 0 });
    expect(again.replayed).toBeGreaterThan(0);
  });

  it('watches: a save brings the next verdict, and Ctrl-C ends it', async () => {
    await cairn('lab', 'start', 'first-call');
    const { child, output } = launch('lab', 'watch', 'first-call', '--model', 'none', '--json');
    const verdicts = () => lines(output.out || '{}').map(({ status }) => status);
    await expect.poll(verdicts, { timeout: 20_000 }).toEqual(['fail']);
    cpSync(SOLUTION, workspace(), { recursive: true });
    await expect.poll(() => verdicts().at(-1), { timeout: 20_000 }).toBe('pass');
    await sleep(300);
    expect(child.exitCode).toBe(null);
    child.kill('SIGINT');
    expect(((await once(child, 'exit')) as [number])[0]).toBe(0);
  });

  it('says what is wrong with a command', async () => {
    expect(await cairn('lab', 'check')).toMatchObject({ code: 2 });
    expect((await cairn('lab', 'check', 'first-call', '--seed', 'x')).err).toContain('"x" is not a seed');
    expect((await cairn('lab', 'start', 'nope')).err).toContain('There is no lab "nope"');
    const solution = await cairn('lab', 'solution', 'first-call');
    expect(solution).toMatchObject({ code: 1 });
    expect(solution.err).toContain('after all steps have passed');
    writeFileSync(path.join(workspace(), 'summaries.ts'), 'mine');
    expect((await cairn('lab', 'reset', 'first-call', '--file', 'summaries.ts')).code).toBe(0);
  });
});
