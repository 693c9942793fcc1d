import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'cairn-validate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function validate(...args: string[]) {
  const script = join(ROOT, 'electron/server/features/curriculum/validate.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('the shipped curriculum passes with a count of what it holds', () => {
  expect(validate()).toEqual({
    status: 0,
    stdout: 'The curriculum is valid: 2 paths, 22 skills, 36 tools, 7 labs.\n',
    stderr: '',
  });
});

test('each problem is a line with file, line, column and field, and the exit code is 1', () => {
  cpSync(join(ROOT, 'curriculum'), folder, { recursive: true });
  const file = join(folder, 'labs.yaml');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('[mcp, tool-calling, security]', '[mpc, tool-calling, secrecy]'),
  );
  expect(validate(folder)).toEqual({
    status: 1,
    stdout: '',
    stderr: [
      `${file}:24:14 labs[5].skills[0]: There is no skill with the id "mpc".`,
      `${file}:24:33 labs[5].skills[2]: There is no skill with the id "secrecy".`,
      '',
    ].join('\n'),
  });
});
