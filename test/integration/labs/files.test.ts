import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, root, type TestApp } from '../../support/app.ts';

const SHELF = path.join(root, 'test/fixtures/labs/shelf');
const ref = { slug: 'tiny' };

let data: string;
let app: TestApp;

beforeEach(async () => {
  data = mkdtempSync(path.join(tmpdir(), 'cairn-lab-files-'));
  app = await createTestApp({ data, labs: SHELF });
  await app.client.labs.open.query(ref);
});
afterEach(async () => {
  await app.close();
  rmSync(data, { recursive: true, force: true });
});

const labs = () => app.client.labs;
const at = (file: string): string => path.join(data, 'labs/tiny/typescript', file);
const text = (file: string): string | null => (existsSync(at(file)) ? readFileSync(at(file), 'utf8') : null);
const add = (file: string, content: string) =>
  labs().writeFile.mutate({ ...ref, path: file, text: content, baseHash: null });
const refused = (code: string) => ({ data: { cairn: { code } } });

describe('a renamed file', () => {
  it('moves, folders come and go with it, and a folder moves whole', async () => {
    await add('lib/a.ts', 'A');
    await labs().renameFile.mutate({ ...ref, from: 'lib/a.ts', to: 'deep/er/b.ts' });
    expect([text('deep/er/b.ts'), existsSync(at('lib'))]).toEqual(['A', false]);
    await labs().renameFile.mutate({ ...ref, from: 'deep', to: 'flat' });
    expect(text('flat/er/b.ts')).toBe('A');
  });

  it.each([
    ['over another file', { from: 'server.ts', to: 'package.json' }, 'conflict'],
    ['from a file of the lab', { from: 'given.ts', to: 'mine.ts' }, 'forbidden'],
    ['to a name outside', { from: 'server.ts', to: '../server.ts' }, 'forbidden'],
    ['into itself', { from: 'server.ts', to: 'server.ts/x.ts' }, 'bad_input'],
    ['when there is none', { from: 'no.ts', to: 'yes.ts' }, 'not_found'],
  ])('is refused %s, and nothing moves', async (_name, change, code) => {
    const before = text('server.ts');
    await expect(labs().renameFile.mutate({ ...ref, ...change })).rejects.toMatchObject(refused(code));
    expect(text('server.ts')).toBe(before);
  });
});

describe('a deleted file', () => {
  it('is back with undo, and so is a folder with all in it', async () => {
    await add('lib/a.ts', 'A');
    await add('lib/deep/b.ts', 'B');
    const { backupId } = await labs().removeFile.mutate({ ...ref, path: 'lib' });
    expect(existsSync(at('lib'))).toBe(false);
    await labs().undoReset.mutate({ ...ref, backupId });
    expect([text('lib/a.ts'), text('lib/deep/b.ts')]).toEqual(['A', 'B']);
  });

  it('is never one that belongs to the lab', async () => {
    await expect(labs().removeFile.mutate({ ...ref, path: 'given.ts' })).rejects.toMatchObject(
      refused('forbidden'),
    );
    expect(text('given.ts')).not.toBeNull();
  });

  it('is never reached through a link', async () => {
    writeFileSync(path.join(data, 'precious.txt'), 'precious');
    symlinkSync(data, at('out'));
    await expect(labs().removeFile.mutate({ ...ref, path: 'out/precious.txt' })).rejects.toMatchObject(
      refused('forbidden'),
    );
    expect(readFileSync(path.join(data, 'precious.txt'), 'utf8')).toBe('precious');
  });
});

describe('earlier copies', () => {
  const solve = () =>
    cpSync(path.join(SHELF, 'tiny/typescript/solution'), at('.'), { recursive: true, force: true });

  it('are kept when a step passes, and a later step goes back to there', async () => {
    solve();
    await labs().check.mutate({ ...ref, model: null, step: 'echo' });
    const passed = text('server.ts');
    writeFileSync(at('server.ts'), 'spoiled');
    await add('scratch.ts', 'mine');
    const { backupId } = await labs().reset.mutate({ ...ref, step: 'shout' });
    expect([text('server.ts'), text('scratch.ts')]).toEqual([passed, null]);
    await labs().undoReset.mutate({ ...ref, backupId });
    expect([text('server.ts'), text('scratch.ts')]).toEqual(['spoiled', 'mine']);
    const copies = await labs().copies.query(ref);
    expect(copies.map(({ why, what }) => `${why} ${what}`)).toEqual(['reset-step shout', 'pass echo']);
  });

  it('of the first step are the starter', async () => {
    const starter = await labs().starter.query(ref);
    writeFileSync(at('server.ts'), 'spoiled');
    await labs().reset.mutate({ ...ref, step: 'echo' });
    expect(text('server.ts')).toBe(starter.find(({ path: file }) => file === 'server.ts')?.text);
  });

  it('are missing for a step whose step before never passed, which is said and changes nothing', async () => {
    writeFileSync(at('server.ts'), 'mine');
    await expect(labs().reset.mutate({ ...ref, step: 'shout' })).rejects.toMatchObject(refused('not_found'));
    expect([text('server.ts'), await labs().copies.query(ref)]).toEqual(['mine', []]);
  });

  it('can be brought back, and what was there then can be brought back too', async () => {
    writeFileSync(at('server.ts'), 'first');
    await labs().reset.mutate(ref);
    await add('later.ts', 'later');
    const [first] = await labs().copies.query(ref);
    const { backupId } = await labs().restoreCopy.mutate({ ...ref, id: first!.id });
    expect([text('server.ts'), text('later.ts')]).toEqual(['first', null]);
    await labs().restoreCopy.mutate({ ...ref, id: backupId });
    expect(text('later.ts')).toBe('later');
  });

  it('of passes stay while others are pruned', async () => {
    solve();
    await labs().check.mutate({ ...ref, model: null, step: 'echo' });
    for (let n = 0; n < 65; n += 1) await labs().reset.mutate({ ...ref, path: 'server.ts' });
    const copies = await labs().copies.query(ref);
    expect([copies.length, copies.filter(({ why }) => why === 'pass').length]).toEqual([61, 1]);
  });

  it('that are gone are named, not half restored', async () => {
    const id = '0199a000-0000-7000-8000-000000000000';
    await expect(labs().restoreCopy.mutate({ ...ref, id })).rejects.toMatchObject(refused('not_found'));
  });
});
