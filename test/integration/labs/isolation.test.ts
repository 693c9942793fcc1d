import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLabService } from '../../../electron/server/features/labs/service.ts';
import { strictSupport } from '../../../electron/server/labs/sandbox/strict/support.ts';
import { createStrict } from '../../../electron/server/labs/strict.ts';
import { createTestApp, memorySecrets, root, type TestApp } from '../../support/app.ts';

const support = await strictSupport();
let data: string;
let labs: string;
let app: TestApp;

beforeEach(async () => {
  data = mkdtempSync(path.join(tmpdir(), 'cairn-isolation-'));
  labs = path.join(data, 'shelf');
  cpSync(path.join(root, 'test/fixtures/labs/shelf'), labs, { recursive: true });
  app = await createTestApp({ data: path.join(data, 'home'), labs });
});
afterEach(async () => {
  await app.close();
  rmSync(data, { recursive: true, force: true });
});

async function putServer(text: string): Promise<void> {
  const { folder } = await app.client.labs.open.query({ slug: 'tiny' });
  writeFileSync(path.join(folder, 'server.ts'), text);
}
const solution = (): string => readFileSync(path.join(labs, 'tiny/typescript/solution/server.ts'), 'utf8');
const check = (more: object = {}) =>
  app.client.labs.check.mutate({ slug: 'tiny', model: null, step: 'all', ...more });

describe('the isolation of a lab', () => {
  it.skipIf(support.tool === null)(
    'gives the same verdicts in strict mode, by the setting and for one run',
    async () => {
      await putServer(solution());
      expect((await check({ isolation: 'strict' })).status).toBe('pass');
      await app.client.settings.set.mutate({ labIsolation: 'strict' });
      expect((await check()).status).toBe('pass');
      await putServer('throw new Error("no");');
      expect((await check()).status).toBe('fail');
    },
  );

  it('is an error that says what to do where strict mode cannot be had, and never a run without it', async () => {
    const labService = createLabService({
      deps: {
        version: '0',
        db: app.db,
        clock: app.clock,
        secrets: memorySecrets(),
        env: {},
        log: { info: () => {}, error: () => {} },
        paths: { data: path.join(data, 'home'), labs, models: data, curriculum: data, renderer: data },
      },
      events: app.services.events,
      settings: app.services.settings,
      gateway: app.services.models.gateway,
      strict: createStrict(async () => ({ tool: null, reason: 'It needs bubblewrap.', hint: 'Install it.' })),
    });
    await putServer("import { writeFileSync } from 'node:fs'; writeFileSync('ran.txt', 'x');");
    const report = await labService.check({ slug: 'tiny', model: null, isolation: 'strict' });
    const { folder } = labService.open({ slug: 'tiny' });
    await labService.close();
    expect(report).toMatchObject({ status: 'error', checks: [{ status: 'error' }] });
    expect(report.checks[0]!.message).toContain('It needs bubblewrap. Install it.');
    expect(() => readFileSync(path.join(folder, 'ran.txt'))).toThrow('ENOENT');
  });

  it('tells in the verdict which limit stopped a program', async () => {
    await putServer('const kept = []; for (;;) kept.push(Buffer.alloc(64_000_000, 1));');
    const { status, checks } = await check({ step: 'echo' });
    expect(status).toBe('fail');
    expect(checks[0]!.message).toContain('Your program was stopped: it used more memory than a lab may');
  });

  it('calls a check that throws an error, not the failure of a learner', async () => {
    await putServer(solution());
    const file = path.join(labs, 'tiny/checks/01-echo.ts');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(
        'async (t) => {',
        "async (t) => { void t; throw new Error('a bug of ours');",
      ),
    );
    const { status, checks } = await check({ step: 'echo' });
    expect(status).toBe('error');
    expect(checks[0]!.message).toContain('not your fault');
  });
});
