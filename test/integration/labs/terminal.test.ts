import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../support/app.ts';

const SOLUTION = path.join(root, 'labs/first-call/typescript/solution');
const LAB = ['first-call', '--language', 'typescript'];
const NO_MODEL = ['--model', 'none'];
const PATIENCE = { timeout: 60_000 };
let data: string;
beforeEach(() => void (data = mkdtempSync(path.join(tmpdir(), 'cairn-lab-terminal-'))));
afterEach(() => rmSync(data, { recursive: true, force: true }));

function launch(args: string[], env: Record<string, string> = {}) {
  const { NO_COLOR: _, FORCE_COLOR: __, npm_lifecycle_event: ___, ...own } = process.env;
  const child = spawn(
    process.execPath,
    [path.join(root, 'electron/cli/bin.js'), ...args, '--data-dir', data],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...own, ...env },
    },
  );
  const output = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (output.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (output.err += text));
  return { child, output };
}

async function cairn(args: string[], env: Record<string, string> = {}) {
  const { child, output } = launch(args, env);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

const workspace = () => path.join(data, 'labs/first-call/typescript');

/** The record of hints in the data folder. */
function recordedHints(): unknown[] {
  const db = new Database(path.join(data, 'cairn.db'), { readonly: true });
  const rows = db.prepare('SELECT step_id AS step, number FROM lab_hint ORDER BY number').all();
  db.close();
  return rows;
}

describe('a check in the terminal', () => {
  it('prints each result while the others still run, and what to do next after all', PATIENCE, async () => {
    cpSync(SOLUTION, workspace(), { recursive: true });
    const file = path.join(workspace(), 'summaries.ts');
    const waits = "while (!existsSync('go')) await new Promise((done) => setTimeout(done, 20));";
    const text = readFileSync(file, 'utf8').replace(
      '  refuseTooLarge(article);',
      (line) => `${line}\n  ${waits}`,
    );
    writeFileSync(file, `import { existsSync } from 'node:fs';\n${text}`);
    const { child, output } = launch(['lab', 'check', ...LAB, ...NO_MODEL]);
    await expect.poll(() => output.out, PATIENCE).toContain('pass   A bad request never reaches the model');
    expect(output.out).not.toContain('The summary is what the model answered');
    writeFileSync(path.join(workspace(), 'go'), '');
    await once(child, 'close');
    expect(output.out).toContain('pass   The summary is what the model answered');
    expect(output.out).toMatch(
      /passed: 4 of 4 checks[^]*Next: Stream the answer \(cairn lab read first-call --step stream\)/,
    );
  });

  it('gives the command that brings the same inputs again', PATIENCE, async () => {
    const { out, code } = await cairn(['lab', 'check', ...LAB, ...NO_MODEL, '--seed', '7']);
    expect(code).toBe(1);
    expect(out).toMatch(/expected {2}200\n +came {6}501/);
    expect(out).toContain('The same inputs again: cairn lab check first-call --step summarize --seed 7');
  });

  it('is coloured where that is wanted, and links files where the terminal can', PATIENCE, async () => {
    const plain = await cairn(['lab', 'start', ...LAB], { NO_COLOR: '1' });
    expect(plain.out).not.toContain('\u001B');
    expect(plain.out).toContain(`Your workspace: ${workspace()}`);
    const rich = await cairn(['lab', 'start', ...LAB], { FORCE_COLOR: '1', FORCE_HYPERLINK: '1' });
    expect(rich.out).toContain('\u001B[1mA first call that survives\u001B[22m');
    expect(rich.out).toContain(`\u001B]8;;file://${workspace()}\u001B\\`);
  });

  it('watches the step that is being worked on, then the one after it', PATIENCE, async () => {
    const { child, output } = launch(['lab', 'watch', ...LAB, ...NO_MODEL, '--json']);
    const verdicts = () =>
      output.out
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as { step: string; status: string; checks: { step: string }[] });
    const shown = () => verdicts().map(({ step, status }) => `${step} ${status}`);
    await expect.poll(shown, PATIENCE).toEqual(['summarize fail']);
    cpSync(SOLUTION, workspace(), { recursive: true });
    await expect.poll(() => shown().at(-1), PATIENCE).toBe('summarize pass');
    // No work, so no reason to check again.
    writeFileSync(path.join(workspace(), 'AGENTS.md'), 'Mine.');
    writeFileSync(path.join(workspace(), 'notes.txt'), 'saved');
    await expect.poll(() => shown().at(-1), PATIENCE).toBe('stream pass');
    expect(
      new Set(
        verdicts()
          .at(-1)!
          .checks.map(({ step }) => step),
      ),
    ).toEqual(new Set(['stream', 'summarize']));
    child.kill('SIGINT');
    expect(((await once(child, 'exit')) as [number])[0]).toBe(0);
  });

  it('prints what a step asks for, without its hints', PATIENCE, async () => {
    const step = await cairn(['lab', 'read', ...LAB, '--step', 'summarize']);
    expect(step.out).toMatch(/^# Call the model/);
    expect(step.out).not.toContain('Nudge');
    expect((await cairn(['lab', 'read', ...LAB])).out).toMatch(/^# A first call that survives/);
    expect((await cairn(['lab', 'read', ...LAB, '--step', 'none'])).err).toContain('Its steps are summarize');
  });

  it('reveals one hint at a time, as the app does, then says where the solution is', PATIENCE, async () => {
    const asked = ['lab', 'hint', ...LAB];
    const first = await cairn(asked);
    expect(first.out).toMatch(/^first-call, step summarize, hint 1 of 3\n\n\S/);
    const more = [await cairn([...asked, '--json']), await cairn([...asked, 'summarize', '--json'])];
    expect(more.map(({ out }) => JSON.parse(out) as unknown)).toEqual(
      [2, 3].map((number) => ({
        lab: 'first-call',
        step: 'summarize',
        number,
        of: 3,
        isNew: true,
        markdown: expect.stringContaining('client.messages.create') as string,
      })),
    );
    const again = await cairn(asked);
    expect(again.code).toBe(0);
    expect(again.out).toMatch(/hint 1 of 3[^]*hint 2 of 3[^]*hint 3 of 3[^]*There is no more for this step/);
    expect(again.out).toContain(first.out.trim());
    expect(again.out).toContain('cairn lab solution first-call');
    expect(JSON.parse((await cairn([...asked, '--json'])).out)).toMatchObject({ number: 3, isNew: false });
    expect(recordedHints()).toEqual([1, 2, 3].map((number) => ({ step: 'summarize', number })));
  });

  it(
    'gives the hints of a step that is named, and names the steps when there is none such',
    PATIENCE,
    async () => {
      expect((await cairn(['lab', 'hint', ...LAB, 'stream'])).out).toMatch(
        /^first-call, step stream, hint 1 of 3/,
      );
      expect((await cairn(['lab', 'hint', ...LAB, '--step', 'stream'])).out).toMatch(
        /step stream, hint 2 of 3/,
      );
      const wrong = await cairn(['lab', 'hint', ...LAB, 'nope']);
      expect([wrong.code, wrong.err]).toEqual([
        2,
        expect.stringContaining('Its steps are summarize, stream'),
      ]);
      expect((await cairn(['lab', 'hint', ...LAB, 'stream', 'survive'])).code).toBe(2);
    },
  );

  it('prints a stack trace once, and points to a hint', PATIENCE, async () => {
    cpSync(SOLUTION, workspace(), { recursive: true });
    const file = path.join(workspace(), 'summaries.ts');
    writeFileSync(file, `throw new Error('oh no');\n${readFileSync(file, 'utf8')}`);
    const { out } = await cairn(['lab', 'check', ...LAB, ...NO_MODEL]);
    expect(out.match(/Error: oh no/g)).toHaveLength(1);
    expect(out.match(/^ +\(the same as above\)$/gm)).toHaveLength(3);
    expect(out.match(/ended before it was ready/g)).toHaveLength(4);
    expect(out).toContain('\nStuck? cairn lab hint first-call summarize\n');
  });

  it('names the nearest action for a word that is none', PATIENCE, async () => {
    expect(await cairn(['lab', 'chek', 'first-call'])).toMatchObject({
      code: 2,
      err: 'A lab cannot be told to "chek".\nDid you mean `cairn lab check`?\n',
    });
  });
});

describe('a lab of one’s own', () => {
  const shelf = () => path.join(data, 'shelf');
  const make = (slug: string, ...more: string[]) => cairn(['lab', 'new', slug, '--labs', shelf(), ...more]);
  const verify = (...more: string[]) =>
    cairn(['lab', 'verify', 'cheap-retries', '--labs', shelf(), '--seeds', '1', ...more]);

  it('proves itself as it is made, in both languages', { timeout: 300_000 }, async () => {
    expect(await make('cheap-retries', '--title', 'Retries: "cheap" & quick')).toMatchObject({
      code: 0,
      err: '',
    });
    const { code, out } = await verify();
    expect(out).toMatch(/ok {3}cheap-retries \(typescript\): steps 2,.*mutants killed 2\/2/);
    expect(out).toMatch(/ok {3}cheap-retries \(python\): steps 2,.*mutants killed 2\/2/);
    expect(code).toBe(0);
    expect(readFileSync(path.join(shelf(), 'cheap-retries/lab.yaml'), 'utf8')).toContain(
      `id: cheap-retries\ntitle: 'Retries: "cheap" & quick'`,
    );
  });

  it('does not prove itself when a check lets a mutant live', { timeout: 120_000 }, async () => {
    await make('cheap-retries');
    const file = path.join(shelf(), 'cheap-retries/checks/02-ask.ts');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/t\.expect\.that\([^]*\}\);\n/, ''));
    const { code, out } = await verify('--language', 'typescript', '--json');
    expect(code).toBe(1);
    const outcome = JSON.parse(out) as { isProven: boolean; proofs: { problems: string[] }[] };
    expect(outcome.isProven).toBe(false);
    expect(outcome.proofs[0]!.problems).toEqual([expect.stringContaining('forgets-the-question')]);
  });

  it('names what is wrong in its files with line and field', PATIENCE, async () => {
    await make('cheap-retries');
    const file = path.join(shelf(), 'cheap-retries/lab.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('minutes: 30', 'minutes: soon'));
    const { code, out } = await verify();
    expect(code).toBe(1);
    expect(out).toContain('FAIL cheap-retries/lab.yaml:7:10 minutes:');
    expect((await cairn(['lab', 'verify', 'nothing', '--labs', shelf()])).err).toContain(
      'There is no lab "nothing"',
    );
  });

  it('is never made over something that is there, or with a name that is no id', PATIENCE, async () => {
    await make('cheap-retries');
    const readme = path.join(shelf(), 'cheap-retries/README.md');
    writeFileSync(readme, 'Mine.');
    expect(await make('cheap-retries')).toMatchObject({ code: 1, err: expect.stringContaining('already') });
    expect(readFileSync(readme, 'utf8')).toBe('Mine.');
    expect(await make('../Escape')).toMatchObject({ code: 2 });
    expect(existsSync(path.join(data, 'Escape'))).toBe(false);
  });
});
