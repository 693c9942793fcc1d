import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const house = mkdtempSync(path.join(tmpdir(), 'cairn-lint-'));
symlinkSync(path.join(root, '.oxlint'), path.join(house, '.oxlint'));
writeFileSync(
  path.join(house, '.oxlintrc.json'),
  JSON.stringify({
    categories: { correctness: 'off' },
    jsPlugins: ['./.oxlint/layers.js'],
    rules: { 'cairn/layers': 'error', 'cairn/suppression-reason': 'error' },
  }),
);
afterAll(() => rmSync(house, { recursive: true, force: true }));

/** Lints one file at a place in the house and gives back the messages. */
function lint(file: string, code: string): string[] {
  const full = path.join(house, file);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, code);
  const args = [path.join(root, 'node_modules/oxlint/bin/oxlint'), '--format', 'json', file];
  let out: string;
  try {
    out = execFileSync(process.execPath, args, { cwd: house, encoding: 'utf8' });
  } catch (error) {
    out = (error as { stdout: string }).stdout;
  }
  return (JSON.parse(out) as { diagnostics: { message: string }[] }).diagnostics.map((d) => d.message);
}

describe('the layer rule', () => {
  test.each([
    ['electron/shared/a.ts', "import { x } from '../server/x.ts';", 'Shared code is pure'],
    ['electron/server/a.ts', "import { x } from '../host/x.ts';", 'The server knows no host'],
    ['electron/server/features/b/c.ts', "export * from '../../../cli/x.ts';", 'The server knows no host'],
    ['electron/server/a.ts', "import { app } from 'electron';", "'electron'"],
    ['electron/host/a.ts', "const x = await import('../shell/x.ts');", 'Commands belong in electron/cli'],
    ['electron/shell/a.ts', "import { x } from '../server/x.ts';", 'The shell only shows windows'],
    ['renderer/a.tsx', "import { appRouter } from '../electron/server/router.ts';", 'tRPC client'],
    ['renderer/a.tsx', "import fs from 'node:fs';", 'Node built-in'],
    ['electron/shared/a.ts', "import fs from 'node:fs';", 'Node built-in'],
  ])('refuses in %s: %s', (file, code, says) => {
    expect(lint(file, code).join()).toContain(says);
  });

  test.each([
    ['electron/server/a.ts', "import { x } from '../shared/x.ts';"],
    ['electron/cli/a.ts', "import { x } from '../host/x.ts'; import { y } from '../server/y.ts';"],
    ['electron/shell/a.ts', "import { app } from 'electron'; import { x } from '../host/x.ts';"],
    ['renderer/a.tsx', "import type { AppRouter } from '../electron/server/router.ts';"],
    ['renderer/b/a.tsx', "import { x } from '../../electron/shared/x.ts';"],
  ])('allows in %s: %s', (file, code) => {
    expect(lint(file, code)).toEqual([]);
  });
});

test('a suppression without a reason is refused, one with a reason is not', () => {
  expect(
    lint('electron/shared/s.ts', '// oxlint-disable-next-line no-console\nexport const a = 1;').join(),
  ).toContain('Say why');
  expect(
    lint(
      'electron/shared/s.ts',
      '// oxlint-disable-next-line no-console -- the logger itself writes here\nexport const a = 1;',
    ),
  ).toEqual([]);
});
