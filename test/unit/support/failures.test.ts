import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createTail, failedTests } from '../../support/failures.mjs';

const root = path.join(import.meta.dirname, '../../..');
const folder = mkdtempSync(path.join(tmpdir(), 'cairn-failures-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FILES = {
  'sums.test.ts': `import { describe, expect, it } from 'vitest';
    describe('sums', () => {
      it('adds', () => {});
      it('multiplies', () => { expect(2 * 3, 'the product').toBe(5); });
      it('divides', () => { throw new Error('by zero\\nwith more below'); });
    });`,
  'lost.test.ts': `import './not-there.ts';`,
  'set-up.test.ts': `import { beforeAll, it } from 'vitest';
    beforeAll(() => { throw new Error('no ground to stand on'); });
    it('never runs', () => {});`,
};

it('names every failed test with its file and the first line of its message', () => {
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  for (const [name, text] of Object.entries(FILES)) writeFileSync(path.join(folder, name), text);
  const report = path.join(folder, 'report.json');
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--root', folder, '--reporter=json', `--outputFile=${report}`];
  const { PATH, HOME } = process.env;
  const { status } = spawnSync(process.execPath, args, { env: { PATH, HOME }, stdio: 'ignore' });

  expect(status).toBe(1);
  const names = failedTests(JSON.parse(readFileSync(report, 'utf8')), folder);
  expect(names.toSorted()).toEqual([
    expect.stringMatching(/^lost\.test\.ts: Cannot find module '\.\/not-there\.ts'/),
    'set-up.test.ts: no ground to stand on',
    'sums.test.ts > sums divides: Error: by zero',
    expect.stringMatching(
      /^sums\.test\.ts > sums multiplies: AssertionError: the product: expected 6 to be 5/,
    ),
  ]);
});

it('names a file whose worker died without a word', () => {
  const file = {
    name: path.join(root, 'test/a.test.ts'),
    status: 'failed',
    message: '',
    assertionResults: [],
  };
  expect(failedTests({ testResults: [file] }, root)).toEqual(['test/a.test.ts: did not finish']);
});

it('keeps the last lines of what comes in pieces', () => {
  const tail = createTail(2);
  for (const piece of ['one\ntw', 'o\nthr', 'ee\n', '\n']) tail.add(piece);
  expect(tail.lines()).toEqual(['two', 'three']);
});
