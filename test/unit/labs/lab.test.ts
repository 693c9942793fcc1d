import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { confine } from '../../../electron/server/labs/confine.ts';
import { readLabs } from '../../../electron/server/labs/lab.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'cairn-lab-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const YAML = `formatVersion: 1
id: tiny
title: Tiny
summary: A tiny lab.
skills: [databases]
minutes: 5
languages: [typescript]
contract: http
entry: { typescript: server.ts }
budget: { calls: 1, inputTokens: 1, outputTokens: 1, usd: 1, seconds: 1 }
files: {}
steps:
  - { id: one, title: One, starterFails: nothing }
`;

function lab(name: string, text: string): void {
  mkdirSync(path.join(folder, name));
  writeFileSync(path.join(folder, name, 'lab.yaml'), text);
  for (const part of ['README.md', 'checks/01-one.ts', 'steps/01-one.md', 'typescript/starter/server.ts']) {
    mkdirSync(path.dirname(path.join(folder, name, part)), { recursive: true });
    writeFileSync(path.join(folder, name, part), '');
  }
}

describe('the labs folder', () => {
  it('gives the good labs and names the line and field of what is wrong in the others', () => {
    lab('tiny', YAML);
    lab('newer', YAML.replace('formatVersion: 1', 'formatVersion: 2').replace('id: tiny', 'id: newer'));
    lab('typo', YAML.replace('id: tiny', 'id: typo').replace('minutes: 5', 'minuets: 5'));
    lab('renamed', YAML);
    lab(
      'twice',
      `${YAML.replace('id: tiny', 'id: twice')}  - { id: one, title: Again, starterFails: nothing }\n`,
    );
    const { labs, problems } = readLabs(folder);
    expect(labs.map(({ manifest }) => manifest.id)).toEqual(['tiny']);
    expect(problems.map(({ file, line, field }) => `${file}:${line} ${field}`)).toEqual([
      'newer/lab.yaml:1 formatVersion',
      'renamed/lab.yaml:2 id',
      'twice/lab.yaml:14 steps[1].id',
      'typo/lab.yaml:1 minutes',
      'typo/lab.yaml:6 minuets',
    ]);
  });

  it('may be missing', () => {
    expect(readLabs(path.join(folder, 'nowhere'))).toEqual({ labs: [], problems: [] });
  });
});

describe('a path in a workspace', () => {
  it('stays inside', () => {
    expect(confine(folder, 'a/b.ts')).toBe(path.join(folder, 'a/b.ts'));
  });

  it.each([
    '../x',
    '/etc/passwd',
    'a/../../x',
    'a//b',
    '.',
    '',
    'a\\..\\b',
    'node_modules/x',
    '.git/config',
    'a\0b',
  ])('is refused as %j', (file) => expect(() => confine(folder, file)).toThrow(/The path/));

  it('is refused through a symbolic link, also a dangling one', () => {
    symlinkSync(tmpdir(), path.join(folder, 'link'));
    symlinkSync('/nowhere/at/all', path.join(folder, 'gone.ts'));
    expect(() => confine(folder, 'link/x.ts')).toThrow(/symbolic link/);
    expect(() => confine(folder, 'gone.ts')).toThrow(/symbolic link/);
  });
});
