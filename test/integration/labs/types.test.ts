import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPackageTypes } from '../../../electron/server/labs/package-types.ts';
import { createTestApp, root, type TestApp } from '../../support/app.ts';

const installed = createPackageTypes(path.join(root, 'node_modules'));
const pathsOf = async (...names: string[]): Promise<string[]> =>
  (await installed.of(names)).map(({ path: file }) => file);

describe('types for the editor', () => {
  it('hold a package with what its declarations need, and of others nothing', async () => {
    const paths = await pathsOf('zod');
    expect(paths).toEqual(
      expect.arrayContaining([
        'node_modules/zod/package.json',
        'node_modules/zod/v4/classic/schemas.d.cts',
        'node_modules/@types/node/http.d.ts',
      ]),
    );
    expect(paths.some((file) => file.includes('@anthropic-ai'))).toBe(false);
  });

  it('follow the SDK to its beta helpers, whose tools take zod', async () => {
    const paths = await pathsOf('@anthropic-ai/sdk', 'zod');
    expect(paths).toEqual(
      expect.arrayContaining([
        'node_modules/@anthropic-ai/sdk/resources/beta/messages/messages.d.mts',
        'node_modules/@anthropic-ai/sdk/helpers/beta/zod.d.mts',
      ]),
    );
  });

  it('find those that come in a package of their own', async () => {
    expect(await pathsOf('better-sqlite3')).toContain('node_modules/@types/better-sqlite3/index.d.ts');
  });

  it('of a package that is not installed are none, and the others stay', async () => {
    const paths = await pathsOf('no-such-package-here');
    expect(paths.some((file) => file.includes('no-such-package'))).toBe(false);
    expect(paths).toContain('node_modules/@types/node/index.d.ts');
  });

  it('never lead out of the packages', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'cairn-types-'));
    const own = path.join(folder, 'node_modules/sly');
    mkdirSync(own, { recursive: true });
    writeFileSync(path.join(folder, 'secret.d.ts'), 'export const secret = 1;');
    writeFileSync(path.join(own, 'package.json'), '{"types":"index.d.ts"}');
    writeFileSync(
      path.join(own, 'index.d.ts'),
      "export * from '../../secret.js';\nexport * from '../..//secret';",
    );
    const files = await createPackageTypes(path.join(folder, 'node_modules')).of(['sly']);
    rmSync(folder, { recursive: true, force: true });
    expect(files.map(({ path: file }) => file)).toEqual([
      'node_modules/sly/package.json',
      'node_modules/sly/index.d.ts',
    ]);
  });
});

describe('the call', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  it('gives the packages that lab.yaml names', async () => {
    const files = await app.client.labs.types.query({ slug: 'first-call' });
    expect(files.map(({ path: file }) => file)).toContain('node_modules/@anthropic-ai/sdk/index.d.mts');
  });
});
