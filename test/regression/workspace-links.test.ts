import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, root, type TestApp } from '../support/app.ts';

const ref = { slug: 'tiny' };
let data: string;
let shelf: string;
let app: TestApp;
const inWorkspace = (file: string): string => path.join(data, 'labs/tiny/typescript', file);
const outside = (): string => path.join(data, 'precious.txt');
const check = () => app.client.labs.check.mutate({ ...ref, step: 'echo', model: null });

beforeEach(async () => {
  data = mkdtempSync(path.join(tmpdir(), 'cairn-links-'));
  shelf = path.join(data, 'shelf');
  cpSync(path.join(root, 'test/fixtures/labs/shelf'), shelf, { recursive: true });
  writeFileSync(outside(), 'precious');
  app = await createTestApp({ data, labs: shelf });
  await app.client.labs.open.query(ref);
});
afterEach(async () => {
  await app.close();
  rmSync(data, { recursive: true, force: true });
});

describe.skipIf(process.platform === 'win32')('nothing is written through a link in a workspace', () => {
  it('by a save, over the name that a save used to write aside', async () => {
    symlinkSync(outside(), inWorkspace('new.ts.cairn-save'));
    await app.client.labs.writeFile.mutate({ ...ref, path: 'new.ts', text: 'mine', baseHash: null });
    expect([readFileSync(outside(), 'utf8'), readFileSync(inWorkspace('new.ts'), 'utf8')]).toEqual([
      'precious',
      'mine',
    ]);
  });

  it('by a reset, over a link in the place of a file', async () => {
    rmSync(inWorkspace('server.ts'));
    symlinkSync(outside(), inWorkspace('server.ts'));
    await app.client.labs.reset.mutate(ref);
    expect(readFileSync(outside(), 'utf8')).toBe('precious');
    expect(lstatSync(inWorkspace('server.ts')).isFile()).toBe(true);
  });

  it('by undoing a reset, through a link in the place of a folder', async () => {
    mkdirSync(inWorkspace('sub'));
    writeFileSync(inWorkspace('sub/precious.txt'), 'mine');
    const { backupId } = await app.client.labs.reset.mutate(ref);
    rmSync(inWorkspace('sub'), { recursive: true, force: true });
    symlinkSync(data, inWorkspace('sub'));
    await app.client.labs.undoReset.mutate({ ...ref, backupId });
    expect([readFileSync(outside(), 'utf8'), readFileSync(inWorkspace('sub/precious.txt'), 'utf8')]).toEqual([
      'precious',
      'mine',
    ]);
  });
});

describe('a workspace', () => {
  it('takes no file into a folder of Git, however it is spelled', async () => {
    for (const file of ['sub/.git/hooks/post-checkout', '.GIT/config', 'NODE_MODULES/x.js']) {
      const written = app.client.labs.writeFile.mutate({ ...ref, path: file, text: 'x', baseHash: null });
      await expect(written, file).rejects.toThrow('not yours to edit');
    }
  });

  it('says what is wrong with a name that is too long, or that a folder has', async () => {
    mkdirSync(inWorkspace('folder.ts'));
    const write = (file: string) =>
      app.client.labs.writeFile.mutate({ ...ref, path: file, text: 'x', baseHash: null });
    await expect(write('a'.repeat(299))).rejects.toThrow('too long');
    await expect(write('folder.ts')).rejects.toThrow('no ordinary file');
    await expect(write('server.ts/x')).rejects.toThrow('a file where a folder has to be');
  });

  it('with a file of many gigabytes is opened and checked at once', async () => {
    writeFileSync(inWorkspace('huge.bin'), '');
    truncateSync(inWorkspace('huge.bin'), 6e9);
    expect((await app.client.labs.open.query(ref)).files).toHaveLength(3);
    expect(await check()).toMatchObject({ status: 'fail' });
  });

  it('with a folder of thousands of files still shows the files beside it', async () => {
    mkdirSync(inWorkspace('a'));
    for (let i = 0; i < 600; i += 1) writeFileSync(inWorkspace(`a/${i}`), '');
    const { files } = await app.client.labs.open.query(ref);
    expect(files.map((file) => file.path)).toContain('server.ts');
  });
});

describe('a lab that somebody edited', () => {
  it('gets an error of its own when its checks are gone, and the catalogue goes on', async () => {
    cpSync(path.join(shelf, 'tiny/typescript/solution'), inWorkspace('.'), { recursive: true });
    expect(await check()).toMatchObject({ status: 'pass' });
    rmSync(path.join(shelf, 'tiny/checks/01-echo.ts'));
    const [lab] = await app.client.labs.catalogue.query();
    expect(lab).toMatchObject({ id: 'tiny', stepsPassed: 0 });
    const report = await check();
    expect([report.status, report.checks[0]?.message]).toEqual([
      'error',
      expect.stringContaining('not your fault'),
    ]);
  });

  it.each(['lab.yaml', 'checks/02-shout.ts', 'steps/01-echo.md', 'README.md', 'typescript/starter'])(
    'is left out and named when %s is missing, and the others stay',
    async (part) => {
      cpSync(path.join(shelf, 'tiny'), path.join(shelf, 'other'), { recursive: true });
      const yaml = path.join(shelf, 'other/lab.yaml');
      writeFileSync(yaml, readFileSync(yaml, 'utf8').replace('id: tiny', 'id: other'));
      rmSync(path.join(shelf, 'tiny', part), { recursive: true });
      const fresh = await createTestApp({ labs: shelf });
      expect((await fresh.client.labs.catalogue.query()).map(({ id }) => id)).toEqual(['other']);
      expect(fresh.services.labs.problems().map(({ file }) => file)).toEqual([`tiny/${part}`]);
      await expect(fresh.client.labs.open.query(ref)).rejects.toThrow('The lab tiny is damaged');
      await fresh.close();
    },
  );
});

it('a program that sends without end fails its check instead of filling the memory', async () => {
  writeFileSync(
    inWorkspace('server.ts'),
    `import { createServer } from 'node:http';
import { port } from './given.ts';
const piece = 'x'.repeat(100_000);
createServer((_, answer) => {
  const send = () => { while (answer.write(piece)); answer.once('drain', send); };
  send();
}).listen(port, '127.0.0.1');`,
  );
  const begun = performance.now();
  const report = await check();
  expect(report.checks[0]).toMatchObject({
    status: 'fail',
    message: expect.stringContaining('more than 1 MB'),
  });
  expect(performance.now() - begun).toBeLessThan(10_000);
});
