import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { root } from '../../support/app.ts';
import { run, scratchFolder, type Finished } from '../host/programs.ts';

let scratch: ReturnType<typeof scratchFolder>;
beforeEach(() => void (scratch = scratchFolder()));
afterEach(() => scratch.remove());

const at = (name: string): string => path.join(scratch.folder, name);
const cairn = (data: string, ...args: string[]): Promise<Finished> =>
  run(['electron/cli/bin.js', ...args, '--data-dir', at(data)]);

it('what one folder exports another takes in, and exports the same bytes', async () => {
  await cairn('a', 'log', '45m', '=1+1');
  expect((await cairn('a', 'export', '--out', at('cairn.json'))).stdout).toMatch(
    /^Wrote .*cairn\.json \(\d+ kB\)\.\n$/,
  );
  const dry = await cairn('b', 'import', at('cairn.json'), '--dry-run');
  expect(dry.stdout).toBe(
    'A dry run: nothing was changed. This would happen:\n  sessions  1 new\n  changes   1 new\n',
  );
  expect((await cairn('b', 'export', '--format', 'csv')).stdout.split('\r\n')).toHaveLength(2);
  expect((await cairn('b', 'import', at('cairn.json'))).stdout).toMatch(/^Imported\.\n/);
  expect((await cairn('b', 'export')).stdout).toBe(readFileSync(at('cairn.json'), 'utf8'));
  const again = JSON.parse((await cairn('b', 'import', at('cairn.json'), '--json')).stdout) as object;
  expect(again).toMatchObject({ dryRun: false, sections: [{ section: 'sessions', same: 1, added: 0 }, {}] });
});

it('an import into a folder with practice makes a backup first, and restoring it takes the import back', async () => {
  await cairn('a', 'log', '45m', 'theirs');
  await cairn('a', 'export', '--out', at('cairn.json'));
  await cairn('b', 'log', '5m', 'mine');
  const before = (await cairn('b', 'export')).stdout;
  const { stdout } = await cairn('b', 'import', at('cairn.json'), '--json');
  const { backup } = JSON.parse(stdout) as { backup: string };
  expect((await cairn('b', 'export')).stdout).not.toBe(before);
  expect((await cairn('b', 'restore', backup)).code).toBe(0);
  expect((await cairn('b', 'export')).stdout).toBe(before);
});

it('a file that exists is left alone without --force, and replaced whole with it', async () => {
  writeFileSync(at('mine.csv'), 'precious');
  const refused = await cairn('a', 'export', '--out', at('mine.csv'));
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('exists already')]);
  expect(readFileSync(at('mine.csv'), 'utf8')).toBe('precious');
  const forced = await cairn('a', 'export', '--out', at('mine.csv'), '--force', '--json');
  expect(JSON.parse(forced.stdout)).toEqual({ file: at('mine.csv'), format: 'csv', bytes: 70 });
  expect(readFileSync(at('mine.csv'), 'utf8')).toMatch(/^date,start,end/);
  expect(statSync(at('mine.csv')).mode & 0o077).toBe(0);
  expect(readdirSync(scratch.folder).toSorted()).toEqual(['a', 'mine.csv']);
});

it.each([
  [['export', '--format', 'xlsx'], 2, 'There is no format "xlsx".'],
  [['export', 'cairn.json'], 2, 'Name the file with --out FILE.'],
  [['export', '--out', '/nowhere/at/all.json'], 1, 'The folder is not there.'],
  [['export', '--format', 'csv', '--calls'], 2, '--calls does not go with csv.'],
  [['export', '--format', 'ics', '--json'], 2, null],
  [['import'], 2, 'Name one file.'],
  [['import', 'no-such-file.json'], 2, 'There is no file no-such-file.json.'],
  [['import', 'package.json'], 2, 'from no tracker that Cairn knows'],
  [['import', '.'], 2, '. is a folder.'],
])('%j is refused with exit code %i and a way out', async (args, code, words) => {
  const done = await cairn('a', ...args);
  expect([done.code, done.stdout + done.stderr]).toEqual([
    code,
    expect.stringContaining(words ?? 'bad_input'),
  ]);
  expect(existsSync('/nowhere')).toBe(false);
});

it('a reader that leaves early ends the export quietly', async () => {
  await cairn('a', 'log', '45m', 'x'.repeat(20_000));
  const piped = spawnSync(
    'sh',
    ['-c', `"${process.execPath}" electron/cli/bin.js export --data-dir "${at('a')}" | head -c 10`],
    { cwd: root, encoding: 'utf8' },
  );
  expect([piped.stdout, piped.stderr]).toEqual(['{\n"format"', '']);
});

it.skipIf(process.platform === 'win32')('a reader of text that is gone early is no fault either', () => {
  const piped = spawnSync('sh', ['-c', `"${process.execPath}" electron/cli/bin.js --help | true`], {
    cwd: root,
    encoding: 'utf8',
  });
  expect([piped.status, piped.stderr]).toEqual([0, '']);
});
