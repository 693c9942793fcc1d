import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLab } from '../../../electron/server/labs/lab.ts';
import { proveLab, type Proof } from '../../../electron/server/labs/prove/prove.ts';
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

async function prove(): Promise<Proof> {
  const read = readLab(folder);
  if (!('lab' in read)) throw new Error(JSON.stringify(read.problems));
  const options = {
    seeds: 1,
    firstSeed: 5,
    model: null,
    parallel: 4,
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
      alternatives: 1,
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
    expect((await prove()).problems).toEqual([
      expect.stringContaining('The alternative arrow should pass step shout (seed 5)'),
    ]);
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
