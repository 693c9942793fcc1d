import { spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, root } from '../../support/app.ts';

const LAB = path.join(root, 'test/fixtures/labs/contracts/four-ways');

/** All that a language is. Its programs are Node's, so that every machine has what they need. */
const ADAPTER = `
import { adapter as typescript } from '../typescript/adapter.ts';
export const adapter = { ...typescript, title: 'JavaScript', fences: ['js', 'javascript'] };
`;

let home: string;

/** A copy of Cairn whose only difference is a folder in \`adapters/\`, and a lab in that language. */
beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'cairn-language-'));
  for (const name of ['electron', 'curriculum', 'package.json'])
    cpSync(path.join(root, name), path.join(home, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(home, 'node_modules'));
  const folder = path.join(home, 'electron/server/labs/adapters/javascript');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'adapter.ts'), ADAPTER);
  const lab = path.join(home, 'labs/four-ways');
  for (const name of ['steps', 'checks', 'data', 'README.md'])
    cpSync(path.join(LAB, name), path.join(lab, name), { recursive: true });
  writeFileSync(path.join(lab, 'lab.yaml'), inJavaScript(readFileSync(path.join(LAB, 'lab.yaml'), 'utf8')));
  for (const part of ['starter', 'solution']) {
    mkdirSync(path.join(lab, 'javascript', part), { recursive: true });
    for (const name of readdirSync(path.join(LAB, 'typescript', part))) {
      const code = readFileSync(path.join(LAB, 'typescript', part, name), 'utf8');
      const plain = name.endsWith('.ts') ? stripTypeScriptTypes(code).replaceAll(".ts'", ".js'") : code;
      writeFileSync(path.join(lab, 'javascript', part, name.replace(/\.ts$/, '.js')), plain);
    }
  }
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function inJavaScript(yaml: string): string {
  return yaml
    .replace('languages: [typescript, python]', 'languages: [javascript]')
    .replaceAll(/^ *python: .*\n/gm, '')
    .replaceAll(/, python: (?:\[.*?\]|'.*?')/g, '')
    .replaceAll('typescript', 'javascript')
    .replaceAll('.ts', '.js');
}

async function cairn(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const command = [path.join(home, 'electron/cli/bin.js'), ...args, '--data-dir', path.join(home, 'data')];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, out, err };
}

it('a language is a folder: a lab in it opens, and its contracts are checked', async () => {
  const started = await cairn('lab', 'start', 'four-ways', '--json');
  expect(started.err).toBe('');
  expect(JSON.parse(started.out)).toMatchObject({ lab: 'four-ways', language: 'javascript' });
  const workspace = path.join(home, 'data/labs/four-ways/javascript');
  const failed = await cairn('lab', 'check', 'four-ways', '--step', 'module', '--model', 'none');
  expect(failed).toMatchObject({ code: 1, out: expect.stringContaining('export function addAll') as string });
  expect(readFileSync(path.join(workspace, 'AGENTS.md'), 'utf8')).toContain('in\nJavaScript.');
  cpSync(path.join(home, 'labs/four-ways/javascript/solution'), workspace, { recursive: true });
  const passed = await cairn('lab', 'check', 'four-ways', '--step', 'all', '--model', 'none');
  expect(passed.out).toContain('11 of 11 checks');
  expect(passed.code).toBe(0);
});

it('one that is not there is refused with those that are', async () => {
  const refused = await cairn('lab', 'check', 'four-ways', '--language', 'cobol');
  expect(refused.code).not.toBe(0);
  expect(refused.err).toContain('The lab four-ways is not there in cobol.');
  expect(refused.err).toContain('It is there in javascript.');
});

it('one that is not there cannot be set as the language of the labs', async () => {
  const app = await createTestApp();
  await expect(app.client.settings.set.mutate({ language: 'cobol' })).rejects.toThrow(
    'There is no language "cobol".',
  );
  await app.client.settings.set.mutate({ language: 'python' });
  expect((await app.client.settings.get.query()).language).toBe('python');
  await app.close();
});
