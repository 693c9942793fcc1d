import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../support/app.ts';
import { cleanEnv } from '../../support/clean-env.ts';
import { cairnIn } from '../../support/cli.ts';

const SOLUTION = path.join(root, 'labs/first-call/typescript/solution');
const LAB = ['first-call', '--language', 'typescript'];
const NO_MODEL = ['--model', 'none'];
const PATIENCE = { timeout: 60_000 };
let data: string;
const makeData = (): void => void (data = mkdtempSync(path.join(tmpdir(), 'cairn-lab-terminal-')));
const removeData = (): void => rmSync(data, { recursive: true, force: true });
const cairn = cairnIn(() => data);

/** The command as a process of its own, where it is about a terminal, a signal, or what comes while it runs. */
function launch(args: string[], env: Record<string, string> = {}) {
  const child = spawn(
    process.execPath,
    [path.join(root, 'electron/cli/bin.js'), ...args, '--data-dir', data],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...cleanEnv(), ...env } },
  );
  const output = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (output.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (output.err += text));
  return { child, output };
}

const workspace = () => path.join(data, 'labs/first-call/typescript');
const solve = (): void => cpSync(SOLUTION, workspace(), { recursive: true });
/** Changes the learner's main file. */
const edit = (change: (text: string) => string): void => {
  const file = path.join(workspace(), 'summaries.ts');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
};

/** The record of hints in the data folder. */
function recordedHints(): unknown[] {
  const db = new Database(path.join(data, 'cairn.db'), { readonly: true });
  const rows = db.prepare('SELECT step_id AS step, number FROM lab_hint ORDER BY number').all();
  db.close();
  return rows;
}

/** The titles of the verdicts in the order in which they were printed. */
const titlesIn = (out: string): string[] =>
  [...out.matchAll(/^ {2}(?:pass|fail) {3}(.*)$/gm)].map(([, title]) => title!);
const FIRST_STEP = [
  'The summary is what the model answered',
  'The model gets the article, one call, and a limit on its answer',
  'A bad request never reaches the model',
  'The routes that were there still work',
];

describe('a check in the terminal', () => {
  beforeEach(makeData);
  afterEach(removeData);

  it(
    'prints results in the order of the file while others still run, and what to do next',
    PATIENCE,
    async () => {
      solve();
      edit((text) => {
        const waits = "while (!existsSync('go')) await new Promise((done) => setTimeout(done, 20));";
        const changed = text.replace('  if (!article) throw', (line) => `  if (!article) ${waits}\n${line}`);
        return `import { existsSync } from 'node:fs';\n${changed}`;
      });
      const { child, output } = launch(['lab', 'check', ...LAB, ...NO_MODEL]);
      await expect.poll(() => titlesIn(output.out), PATIENCE).toEqual(FIRST_STEP.slice(0, 2));
      writeFileSync(path.join(workspace(), 'go'), '');
      await once(child, 'close');
      expect(titlesIn(output.out)).toEqual(FIRST_STEP);
      expect(output.out).toMatch(
        /passed: 4 of 4 checks[^]*Next: Stream the answer \(cairn lab read first-call stream\)/,
      );
    },
  );

  it('gives the command that brings the same inputs again, which it understands', PATIENCE, async () => {
    const { out, code } = await cairn('lab', 'check', ...LAB, ...NO_MODEL, '--seed', '7');
    expect(code).toBe(1);
    expect(out).toMatch(/expected {2}200\n +came {6}501/);
    const again = /^The same inputs again: cairn (lab check first-call summarize --seed 7)$/m.exec(out)![1]!;
    expect((await cairn(...again.split(' '), ...NO_MODEL)).out).toContain('seed 7');
  });

  it('is coloured where that is wanted, and links files where the terminal can', PATIENCE, async () => {
    const started = async (env: Record<string, string>): Promise<string> => {
      const { child, output } = launch(['lab', 'start', ...LAB], env);
      await once(child, 'close');
      return output.out;
    };
    const [plain, rich] = await Promise.all([
      started({ NO_COLOR: '1' }),
      started({ FORCE_COLOR: '1', FORCE_HYPERLINK: '1' }),
    ]);
    expect(plain).not.toContain('\u001B');
    expect(plain).toContain(`Your workspace: ${workspace()}`);
    expect(rich).toContain('\u001B[1mA first call that survives\u001B[22m');
    expect(rich).toContain(`\u001B]8;;file://${workspace()}\u001B\\`);
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
    solve();
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

  it('has one line for an earlier step that still passes', PATIENCE, async () => {
    solve();
    const { out, code } = await cairn('lab', 'check', ...LAB, 'stream', ...NO_MODEL);
    expect(code).toBe(0);
    expect(out).toMatch(/^first-call, step stream\n/);
    expect(titlesIn(out)).toHaveLength(5);
    expect(titlesIn(out).at(-1)).toBe('Step 1, Call the model: 4 checks, as before');
    expect(out).toContain('passed: 8 of 8 checks');
  });

  it('prints a stack trace once, and points to a hint', PATIENCE, async () => {
    solve();
    edit((text) => `throw new Error('oh no');\n${text}`);
    const { out } = await cairn('lab', 'check', ...LAB, ...NO_MODEL);
    expect(out.match(/Error: oh no/g)).toHaveLength(1);
    expect(out.match(/^ +\(the same as above\)$/gm)).toHaveLength(3);
    expect(out.match(/ended before it was ready/g)).toHaveLength(4);
    expect(out).toContain('\nStuck? cairn lab hint first-call summarize\n');
  });
});

describe('what to do, in the terminal', () => {
  beforeAll(makeData);
  afterAll(removeData);

  it('begins with the commands of the first step', async () => {
    const { out } = await cairn('lab', 'start', ...LAB);
    expect(out).toContain('What step 1 asks for: cairn lab read first-call summarize\n');
    expect(out).toContain('Check your work: cairn lab check first-call summarize\n');
  });

  it('is what a step asks for, without its hints', async () => {
    const step = await cairn('lab', 'read', ...LAB, '--step', 'summarize');
    expect(step.out).toMatch(/^# Call the model/);
    expect(step.out).not.toContain('Nudge');
    expect((await cairn('lab', 'read', ...LAB, 'summarize')).out).toBe(step.out);
    expect((await cairn('lab', 'read', ...LAB, '--step', 'none')).err).toContain('Its steps are summarize');
  });

  it('tells a picture in words; with --json it stays the source that draws it', async () => {
    const { out } = await cairn('lab', 'read', ...LAB);
    expect(out).toMatch(/^# A first call that survives/);
    expect(out).toContain('    Client → Your service: POST /summaries {articleId}\n');
    expect(out).toContain('[The app draws this as a picture.]');
    expect(out).not.toMatch(/mermaid|->>/);
    const { markdown } = JSON.parse((await cairn('lab', 'read', ...LAB, '--json')).out) as {
      markdown: string;
    };
    expect(markdown).toContain('```mermaid\nsequenceDiagram');
  });

  it('reveals one hint at a time, as the app does, then says where the solution is', async () => {
    const asked = ['lab', 'hint', ...LAB];
    const first = await cairn(...asked);
    expect(first.out).toMatch(/^first-call, step summarize, hint 1 of 3\n\n\S/);
    const more = [await cairn(...asked, '--json'), await cairn(...asked, 'summarize', '--json')];
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
    const again = await cairn(...asked);
    expect(again.code).toBe(0);
    expect(again.out).toMatch(/hint 1 of 3[^]*hint 2 of 3[^]*hint 3 of 3[^]*There is no more for this step/);
    expect(again.out).toContain(first.out.trim());
    expect(again.out).toContain('cairn lab solution first-call');
    expect(JSON.parse((await cairn(...asked, '--json')).out)).toMatchObject({ number: 3, isNew: false });
    expect(recordedHints()).toEqual([1, 2, 3].map((number) => ({ step: 'summarize', number })));
  });

  it('is a hint of a step that is named', async () => {
    const hint = ['lab', 'hint', ...LAB];
    expect((await cairn(...hint, 'stream')).out).toMatch(/^first-call, step stream, hint 1 of 3/);
    expect((await cairn(...hint, '--step', 'stream')).out).toMatch(/step stream, hint 2 of 3/);
  });

  it('is told by "help" as by --help', async () => {
    const flag = await cairn('lab', '--help');
    expect(flag.out).toContain('Usage: cairn lab start LAB');
    expect(await cairn('lab', 'help')).toEqual(flag);
    expect(await cairn('help', 'lab')).toEqual(flag);
    expect((await cairn('help', 'labz')).err).toContain('Did you mean lab');
  });

  it('names the nearest action for a word that is none', async () => {
    expect(await cairn('lab', 'chek', 'first-call')).toMatchObject({
      code: 2,
      err: 'A lab cannot be told to "chek".\nDid you mean `cairn lab check`?\n',
    });
  });
});

describe('a step is named by a plain word', () => {
  beforeAll(makeData);
  afterAll(removeData);

  it.each(['read', 'hint', 'check', 'watch', 'reset', 'solution'])(
    'for %s, and one that is none is refused with those there are',
    async (action) => {
      const wrong = await cairn('lab', action, ...LAB, 'nope');
      expect([wrong.code, wrong.err]).toEqual([
        2,
        'The lab first-call has no step "nope".\nIts steps are summarize, stream, survive, limit, account.\n',
      ]);
      expect((await cairn('lab', action, ...LAB, 'stream', 'survive')).code).toBe(2);
      expect((await cairn('lab', action, ...LAB, 'stream', '--step', 'survive')).err).toMatch(
        /^Two steps are named: stream, and by --step survive\./,
      );
    },
  );

  it('resets to where that step began, and shows the solution of all steps', async () => {
    await cairn('lab', 'start', ...LAB);
    edit(() => 'mine');
    expect((await cairn('lab', 'reset', ...LAB, 'summarize')).out).toMatch(/^Back to the start\./);
    expect(readFileSync(path.join(workspace(), 'summaries.ts'), 'utf8')).toContain('Not written yet');
    const shown = await cairn('lab', 'solution', ...LAB, 'stream', '--yes');
    expect(shown.out).toContain('openSummary(article.text, stop.signal)');
    expect(shown.err).toBe('This solves all steps of first-call, stream among them.\n');
  });

  it('is no word for what is about a whole lab', async () => {
    expect((await cairn('lab', 'start', ...LAB, 'stream')).err).toMatch(/^Say which lab to start/);
  });
});

describe('a lab of one’s own', () => {
  beforeEach(makeData);
  afterEach(removeData);
  const shelf = () => path.join(data, 'shelf');
  const make = (slug: string, ...more: string[]) => cairn('lab', 'new', slug, '--labs', shelf(), ...more);
  const verify = (...more: string[]) =>
    cairn('lab', 'verify', 'cheap-retries', '--labs', shelf(), '--seeds', '1', ...more);

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
    expect((await cairn('lab', 'verify', 'nothing', '--labs', shelf())).err).toContain(
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
