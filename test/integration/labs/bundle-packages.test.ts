import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bundlePackages } from '../../../electron/cli/lab/bundle-packages.ts';
import { root } from '../../support/app.ts';

const packages = path.join(root, 'node_modules');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cairn-bundle-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a program prints that finds these packages above its folder. */
function said(beside: string): unknown {
  const link = path.join(folder, 'node_modules');
  rmSync(link, { force: true });
  symlinkSync(beside, link, 'junction');
  const file = path.join(folder, 'program.mjs');
  writeFileSync(
    file,
    `import Anthropic, { APIError, RateLimitError } from '@anthropic-ai/sdk';
    import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
    import { Server } from '@modelcontextprotocol/server';
    import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
    import { z } from 'zod';
    const error = RateLimitError.generate(429, { error: { message: 'slow down' } }, 'slow down', new Headers());
    const { schema } = zodOutputFormat(z.object({ day: z.iso.date(), price: z.number().nullable() }));
    console.log(JSON.stringify({
      url: import.meta.resolve('zod'),
      same: {
        schema,
        error: [error.constructor.name, error instanceof APIError, error instanceof Anthropic.APIError, error.message],
        classes: [Anthropic.name, Server.name, StdioServerTransport.name],
        wrong: z.email().safeParse('no').error.issues,
      },
    }));`,
  );
  return JSON.parse(execFileSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' }));
}

it('packages that are put together do what they do by themselves, also with each other', async () => {
  const names = [
    '@anthropic-ai/sdk',
    '@anthropic-ai/sdk/helpers/zod',
    '@modelcontextprotocol/server',
    '@modelcontextprotocol/server/stdio',
    'zod',
  ];
  const into = path.join(folder, 'light');
  await bundlePackages(names, { packages, into });
  const [plain, light] = [said(packages), said(into)] as { url: string; same: object }[];
  expect(light!.url).toContain('/light/zod/index.js');
  expect(plain!.url).not.toContain('/light/');
  expect(light!.same).toEqual(plain!.same);
  expect(light!.same).toMatchObject({ error: ['RateLimitError', true, true, expect.any(String)] });
});
