import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundlePackages } from '../../../electron/cli/lab/bundle-packages.ts';
import { readLab } from '../../../electron/server/labs/lab.ts';
import { createLanes } from '../../../electron/server/labs/pool.ts';
import type { ProofPart } from '../../../electron/server/labs/prove/jobs.ts';
import type { BundlePackages } from '../../../electron/server/labs/prove/light-ground.ts';
import { proveLab, type Proof } from '../../../electron/server/labs/prove/prove.ts';
import { createRandom } from '../../../electron/server/labs/random.ts';
import { createRuntimes } from '../../../electron/server/labs/runtimes.ts';
import { createTestApp, root, type TestApp } from '../../support/app.ts';

let scratch: string;
let folder: string;
let app: TestApp;

beforeEach(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), 'cairn-proof-'));
  folder = path.join(scratch, 'tiny');
  cpSync(path.join(root, 'test/fixtures/labs/shelf/tiny'), folder, { recursive: true });
  app = await createTestApp();
});
afterEach(async () => {
  await app.close();
  rmSync(scratch, { recursive: true, force: true });
});

async function prove(seeds = 1, only?: ProofPart, bundle?: BundlePackages): Promise<Proof> {
  const read = readLab(folder);
  if (!('lab' in read)) throw new Error(JSON.stringify(read.problems));
  const options = {
    seeds,
    only,
    bundle,
    firstSeed: 5,
    model: null,
    lanes: createLanes(4),
    scratch,
    packages: path.join(root, 'node_modules'),
  };
  const runtimes = createRuntimes({ folder: '', labs: '', env: {} });
  return proveLab(read.lab, 'typescript', { ...options, runtimes, gateway: app.services.models.gateway });
}

function edit(file: string, change: (text: string) => string): void {
  const at = path.join(folder, file);
  writeFileSync(at, change(readFileSync(at, 'utf8')));
}

describe('the proof of a lab', () => {
  it('holds for a lab whose mutants die and whose solutions pass', async () => {
    expect(await prove()).toMatchObject({
      steps: 2,
      solutionSeeds: 1,
      solutionPassed: 1,
      alternatives: 1,
      alternativesPassed: 1,
      mutants: 1,
      mutantsKilled: 1,
      problems: [],
    });
  });

  it('fails for a mutant that survives', async () => {
    edit('mutants/wrong-word/mutant.yaml', (text) =>
      text.replace(/replace: .*/, "replace: 'JSON.stringify({ word })'"),
    );
    const { problems, mutantsKilled } = await prove();
    expect(mutantsKilled).toBe(0);
    expect(problems).toEqual([
      expect.stringMatching(/mutant wrong-word should fail step echo .*every check passed/),
    ]);
  });

  it('fails for a mutant that dies with another message', async () => {
    edit('mutants/wrong-word/mutant.yaml', (text) => text.replace('carry the word', 'be polite'));
    expect((await prove()).problems).toEqual([expect.stringContaining('The answer should carry the word')]);
  });

  it('fails for a mutant that is wrong before its step already', async () => {
    edit('mutants/wrong-word/mutant.yaml', (text) =>
      text.replace('step: echo', 'step: shout').replace('should carry the word', 'should be the word'),
    );
    const { problems } = await prove();
    expect(problems.toSorted()).toEqual([
      expect.stringMatching(/mutant wrong-word should fail step shout .*every check passed/),
      expect.stringContaining('The mutant wrong-word should pass step echo'),
    ]);
  });

  it('fails for an edit that does not find its place', async () => {
    edit('mutants/wrong-word/mutant.yaml', (text) => text.replace('find: ', 'find: nowhere # '));
    expect((await prove()).problems).toEqual([
      'mutants/wrong-word: "nowhere" is 0 times in typescript/solution/server.ts; it has to be there once.',
    ]);
  });

  it('fails for a starter that passes', async () => {
    cpSync(
      path.join(folder, 'typescript/solution/server.ts'),
      path.join(folder, 'typescript/starter/server.ts'),
    );
    expect((await prove()).problems).toHaveLength(2);
  });

  it('fails for a right solution that a check refuses', async () => {
    edit('alternatives/arrow/typescript/server.ts', (text) => text.replace('toUpperCase', 'toLowerCase'));
    expect(await prove()).toMatchObject({
      alternativesPassed: 0,
      problems: [expect.stringContaining('The alternative arrow should pass step shout (seed 5)')],
    });
  });

  it('takes a check that breaks for an error, never for a failure', async () => {
    edit('checks/01-echo.ts', (text) =>
      text.replace('t.expect.status(answer, 200);', "throw new Error('our bug');"),
    );
    const { problems } = await prove();
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem).toContain('says-it-back (error): The check itself broke');
  });

  it('names missing hints and files that do not belong', async () => {
    edit('steps/01-echo.md', (text) => text.replace('### Nudge\n\nfirst', ''));
    writeFileSync(path.join(folder, 'notes.txt'), '');
    writeFileSync(path.join(folder, 'checks/03-old.ts'), '');
    expect((await prove()).problems).toEqual([
      'Step echo has 2 hints; it needs 3.',
      'notes.txt does not belong here.',
      'checks/03-old.ts does not belong here.',
    ]);
  });
});

const GIVEN = `import fs from 'node:fs';
let count = 0;
const file = process.env.CAIRN_SCRATCH + '/words.txt';`;

/** Begins every answer of the solution with a line of its own. `count` is the number of the request. */
function solution(line: string): void {
  edit('typescript/solution/server.ts', (text) =>
    text
      .replace('createServer(', `${GIVEN}\ncreateServer(`)
      .replace("  if (route === 'echo')", `  count += 1;\n  ${line}\n  if (route === 'echo')`),
  );
}

/** Every request leaves a file. */
const WRITES = 'fs.appendFileSync(file, word);';

/** The first check says what its program starts with, and that its runs stay apart. */
function takeTurns(): void {
  edit('checks/01-echo.ts', (text) =>
    text.replace('const answer', 't.env({ KEY: t.turns().random.word() });\n    const answer'),
  );
}

/** Each run of the first check needs a program of its own, which imports zod and knows where that came from. */
function usesZod(line: string): void {
  edit('lab.yaml', (text) => text.replace('budget:', 'packages: { typescript: [zod] }\nbudget:'));
  edit('checks/01-echo.ts', (text) =>
    text.replace('const answer', 't.env({ WORD: word });\n    const answer'),
  );
  solution(line);
  edit(
    'typescript/solution/server.ts',
    (text) =>
      `import { z } from 'zod';\nconst isLight = import.meta.resolve('zod').includes('light');\nz.string();\n${text}`,
  );
}

/** The word that the first check says with a seed. */
function wordOf(seed: number): string {
  const random = createRandom(seed, 'says-it-back');
  // The made-up name of the model comes first.
  random.word(5);
  return random.word();
}

describe('a solution with many seeds', () => {
  it('has to pass with each of them', async () => {
    solution(`if (word === '${wordOf(11)}') return void response.end('{"word":"no"}');`);
    const { problems, ...proof } = await prove(20, 'solution');
    expect(problems).toEqual([expect.stringContaining('The solution should pass step echo (seed 11)')]);
    expect(proof).toMatchObject({ solutionSeeds: 20, solutionPassed: 19, checks: 40 });
  });

  it('keeps one program for a check where nothing is left behind', async () => {
    expect(await prove(5, 'solution')).toMatchObject({ sharedRuns: 8, solutionPassed: 5, problems: [] });
  });

  it('is not blamed for what only a shared program does', async () => {
    solution("if (count > 1) return void response.writeHead(503).end('tired');");
    expect(await prove(5, 'solution')).toMatchObject({ sharedRuns: 0, solutionPassed: 5, problems: [] });
  });

  it('is not saved by a program that has warmed up', async () => {
    solution("if (count === 1) return void response.writeHead(503).end('cold');");
    const { problems, solutionPassed } = await prove(3, 'solution');
    expect(solutionPassed).toBe(0);
    expect(problems).toHaveLength(6);
  });

  it('gets the environment and the scratch folder of each seed', async () => {
    solution('if (process.env.WORD) return void response.end(JSON.stringify({ word: process.env.WORD }));');
    edit('checks/01-echo.ts', (text) =>
      text.replace('const answer', 't.env({ WORD: word });\n    const answer'),
    );
    edit('checks/02-shout.ts', (text) =>
      text.replace(
        'const word',
        "t.expect.equal(t.files.list(), [], 'clean');\n    t.files.write('a.txt', '');\n    const word",
      ),
    );
    expect(await prove(4, 'solution')).toMatchObject({ sharedRuns: 0, solutionPassed: 4, problems: [] });
  });

  it('keeps what a program wrote where a check takes turns, and nowhere else', async () => {
    solution(WRITES);
    expect(await prove(5, 'solution')).toMatchObject({ sharedRuns: 0, problems: [] });
    takeTurns();
    expect(await prove(5, 'solution')).toMatchObject({ sharedRuns: 4, problems: [] });
  });

  it('is not blamed for what an earlier turn wrote', async () => {
    solution(`if (fs.existsSync(file)) return void response.writeHead(503).end('there');\n  ${WRITES}`);
    takeTurns();
    expect(await prove(5, 'solution')).toMatchObject({ sharedRuns: 0, solutionPassed: 5, problems: [] });
  });

  it('loads packages that are put together from the second seed on', async () => {
    usesZod(`if (route === 'echo' && !isLight && word !== '${wordOf(5)}') return void response.end('{}');`);
    expect(await prove(4, 'solution')).toMatchObject({ solutionPassed: 1 });
    expect(await prove(4, 'solution', bundlePackages)).toMatchObject({ solutionPassed: 4, problems: [] });
  });

  it('is not blamed for what only such packages do', async () => {
    usesZod("if (isLight) return void response.end('{}');");
    expect(await prove(4, 'solution', bundlePackages)).toMatchObject({ solutionPassed: 4, problems: [] });
  });

  it('is not saved by such packages', async () => {
    usesZod("if (!isLight) return void response.end('{}');");
    expect(await prove(4, 'solution', bundlePackages)).toMatchObject({ solutionPassed: 3 });
  });

  it('runs once where the seed changes nothing', async () => {
    edit('checks/01-echo.ts', (text) => text.replace('t.random.word()', "'always'"));
    expect(await prove(6, 'solution')).toMatchObject({ checks: 7, unseeded: 1, solutionPassed: 6 });
  });

  it('fails with every seed where the seed changes nothing', async () => {
    edit('checks/01-echo.ts', (text) => text.replace('t.random.word()', "'always'"));
    solution("if (word === 'always') return void response.end('{}');");
    const { problems, solutionPassed } = await prove(6, 'solution');
    expect(solutionPassed).toBe(0);
    expect(problems).toHaveLength(1);
  });
});
