import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TRPCClientError } from '@trpc/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, root, type TestApp } from '../../support/app.ts';

const SHELF = path.join(root, 'test/fixtures/labs/shelf');
const ref = { slug: 'tiny' };
const canMount = process.platform === 'linux' && process.getuid?.() === 0;

let data: string;
let app: TestApp;
let workspace: string;
const mounts: string[] = [];

beforeEach(async () => {
  data = mkdtempSync(path.join(tmpdir(), 'cairn-bad-workspace-'));
  app = await createTestApp({ data, labs: SHELF });
  workspace = (await app.client.labs.open.query(ref)).folder;
});
afterEach(async () => {
  await app.close();
  for (const folder of mounts.splice(0)) execFileSync('umount', ['-l', folder]);
  rmSync(data, { recursive: true, force: true });
});

const check = (more: object = {}) => app.client.labs.check.mutate({ ...ref, model: null, ...more });
const save = async (text: string) => {
  const { hash } = await app.client.labs.readFile.query({ ...ref, path: 'server.ts' });
  return app.client.labs.writeFile.mutate({ ...ref, path: 'server.ts', text, baseHash: hash });
};
/** The message that a person gets. */
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'went well',
    (error: unknown) => (error instanceof TRPCClientError ? error.message : String(error)),
  );
/** Puts a small file system of its own under the workspace, with what was in it. */
function mountUnder(size: string): void {
  const aside = `${workspace}-aside`;
  renameSync(workspace, aside);
  mkdirSync(workspace);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', workspace]);
  mounts.push(workspace);
  execFileSync('cp', ['-a', `${aside}/.`, workspace]);
  rmSync(aside, { recursive: true });
}

describe('a workspace', () => {
  it('that was deleted comes back from the starter', async () => {
    rmSync(workspace, { recursive: true });
    expect(await check()).toMatchObject({ status: 'fail', step: 'echo' });
    expect(readdirSync(workspace)).toContain('server.ts');
  });

  it('that was moved stays where it is now, and a new one is made', async () => {
    await save('// mine');
    renameSync(workspace, `${workspace}-moved`);
    await app.client.labs.open.query(ref);
    expect(readFileSync(path.join(`${workspace}-moved`, 'server.ts'), 'utf8')).toBe('// mine');
    expect(readFileSync(path.join(workspace, 'server.ts'), 'utf8')).not.toBe('// mine');
  });

  it('that was deleted while it is checked: a verdict, and nothing breaks', async () => {
    const running = check();
    rmSync(workspace, { recursive: true, force: true });
    expect(['fail', 'error']).toContain((await running).status);
    expect((await check()).status).toBe('fail');
  });

  it('that became a link out of the data folder is refused, and nothing is written there', async () => {
    const elsewhere = mkdtempSync(path.join(tmpdir(), 'cairn-elsewhere-'));
    rmSync(workspace, { recursive: true });
    symlinkSync(elsewhere, workspace);
    expect(await refusal(check())).toContain('is a symbolic link');
    expect(readdirSync(elsewhere)).toEqual([]);
    rmSync(elsewhere, { recursive: true });
  });

  it('whose folder above became a link is refused as well', async () => {
    const elsewhere = mkdtempSync(path.join(tmpdir(), 'cairn-elsewhere-'));
    rmSync(path.dirname(workspace), { recursive: true });
    symlinkSync(elsewhere, path.dirname(workspace));
    expect(await refusal(check())).toContain('is a symbolic link');
    expect(readdirSync(elsewhere)).toEqual([]);
    rmSync(elsewhere, { recursive: true });
  });

  it('that is a file says so', async () => {
    rmSync(workspace, { recursive: true });
    writeFileSync(workspace, 'a file');
    expect(await refusal(check())).toContain('There is a file where a folder has to be');
    expect(readFileSync(workspace, 'utf8')).toBe('a file');
  });

  it.skipIf(!canMount)('that cannot be written says so, and keeps the file as it was', async () => {
    mountUnder('1m');
    const before = readFileSync(path.join(workspace, 'server.ts'), 'utf8');
    execFileSync('mount', ['-o', 'remount,ro', workspace]);
    expect(await refusal(save('// new'))).toMatch(/cannot be written|read-only/i);
    expect(readFileSync(path.join(workspace, 'server.ts'), 'utf8')).toBe(before);
    expect((await check()).status).toBe('fail');
  });

  it.skipIf(!canMount)('on a full disk says so, and keeps the file as it was', async () => {
    mountUnder('256k');
    const before = readFileSync(path.join(workspace, 'server.ts'), 'utf8');
    expect(() => writeFileSync(path.join(workspace, 'filler'), Buffer.alloc(1e6))).toThrow('ENOSPC');
    expect(await refusal(save(`// ${'x'.repeat(9000)}`))).toMatch(/disk is full|no space/i);
    expect(readFileSync(path.join(workspace, 'server.ts'), 'utf8')).toBe(before);
    expect(readdirSync(workspace).filter((name) => name.endsWith('.cairn-save'))).toEqual([]);
  });

  it('is checked by one at a time', async () => {
    const first = check();
    expect(await refusal(check())).toContain('under way');
    expect((await first).status).toBe('fail');
    expect(existsSync(workspace)).toBe(true);
  });
});
