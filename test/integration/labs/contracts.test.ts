import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Language } from '../../../electron/shared/settings.ts';
import { createTestApp, root, type TestApp } from '../../support/app.ts';

const SHELF = path.join(root, 'test/fixtures/labs/contracts');

let data: string;
let app: TestApp;

beforeEach(async () => {
  data = mkdtempSync(path.join(tmpdir(), 'cairn-contracts-'));
  app = await createTestApp({ data, labs: SHELF });
});
afterEach(async () => {
  await app.close();
  rmSync(data, { recursive: true, force: true });
});

async function open(language: Language, variant: 'starter' | 'solution'): Promise<string> {
  const { folder } = await app.client.labs.open.query({ slug: 'four-ways', language });
  cpSync(path.join(SHELF, 'four-ways', language, variant), folder, { recursive: true, force: true });
  return folder;
}
const check = (language: Language, step: string) =>
  app.client.labs.check.mutate({ slug: 'four-ways', language, step, model: null, seed: 7 });

describe.each(['typescript', 'python'] as const)('a lab in %s', (language) => {
  it('is driven as a module, a command, a server and an MCP server by the same checks', async () => {
    await open(language, 'solution');
    const report = await check(language, 'all');
    expect(report.checks.filter(({ status }) => status !== 'pass')).toEqual([]);
    expect(report.checks.map(({ id }) => id)).toEqual([
      'adds',
      'refuses',
      'async-and-prints',
      'remembers',
      'asks',
      'command-adds',
      'command-reads',
      'server-adds',
      'mcp-adds',
      'mcp-new-era',
      'mcp-raw',
    ]);
    expect(report.checks.find(({ id }) => id === 'refuses')?.notes).toEqual([
      'An empty list could also have the sum 0.',
    ]);
    expect(report.checks.find(({ id }) => id === 'asks')?.notes).toEqual([
      expect.stringMatching(/^2 of 3 trials succeeded: 67 %, 95 % interval 21 % to 94 %/),
    ]);
  });

  it('gets the data, which is read-only and whose change makes a pass stale', async () => {
    const folder = await open(language, 'solution');
    expect(await check(language, 'module')).toMatchObject({ status: 'pass' });
    const { files, steps } = await app.client.labs.open.query({ slug: 'four-ways', language });
    expect(files).toContainEqual(expect.objectContaining({ path: 'data/unit.json', role: 'read-only' }));
    expect(steps[0]?.status).toBe('pass');
    writeFileSync(path.join(folder, 'data/unit.json'), '{"unit": "stones"}');
    const later = await app.client.labs.open.query({ slug: 'four-ways', language });
    expect(later.steps[0]?.status).toBe('stale');
  });

  it('shows the code of its own language in the hints', async () => {
    await open(language, 'starter');
    const { text } = await app.client.labs.hint.mutate({
      slug: 'four-ways',
      step: 'module',
      number: 2,
      language,
    });
    expect(text).toContain(language === 'python' ? 'language = "python"' : "const language = 'ts';");
    expect(text).not.toContain(language === 'python' ? 'const' : '"python"');
  });
});

describe('a file of a learner', () => {
  it.each(['first_use', 'guard', 'module_host', 'quick_json', 'run'])(
    'may be called %s.py, like one of the files that start it',
    async (name) => {
      const folder = await open('python', 'solution');
      const calc = path.join(folder, 'calc.py');
      renameSync(calc, path.join(folder, `${name}.py`));
      writeFileSync(calc, `from ${name} import *\n`);
      expect(await check('python', 'module')).toMatchObject({ status: 'pass' });
    },
  );
});

describe('a failing function', () => {
  it.each([
    ['typescript', 'calc.ts', "export const addAll = () => {\n  throw new TypeError('not yet');\n};\n"],
    ['python', 'calc.py', 'def add_all(**_):\n    raise TypeError("not yet")\n'],
  ] as const)('in %s is named with its file and line', async (language, file, text) => {
    const folder = await open(language, 'starter');
    writeFileSync(path.join(folder, file), text);
    const { checks } = await check(language, 'module');
    expect(checks[0]).toMatchObject({ id: 'adds', status: 'fail', file, line: 2 });
    expect(checks[0]?.message).toContain('It failed with TypeError: not yet');
  });

  it('cannot be spoken for by what the program prints', async () => {
    const folder = await open('typescript', 'starter');
    const fake = '{"jsonrpc":"2.0","id":"1","result":{"sum":1}}';
    writeFileSync(
      path.join(folder, 'calc.ts'),
      `import { writeSync } from 'node:fs';\nexport const addAll = () => (writeSync(1, '${fake}\\n'), console.log('${fake}'), 0);\n`,
    );
    const { checks } = await check('typescript', 'module');
    expect(checks[0]).toMatchObject({
      status: 'fail',
      message: expect.stringContaining('should give the sum'),
    });
  });

  it('keeps the token of its run out of the verdict and the output', async () => {
    const folder = await open('typescript', 'starter');
    const said: string[] = [];
    app.services.events.subscribe((event) => void (event.type === 'lab.output' && said.push(event.text)));
    writeFileSync(
      path.join(folder, 'calc.ts'),
      "export const addAll = () => {\n  console.log(process.env.ANTHROPIC_API_KEY);\n  throw new Error('my key is ' + process.env.ANTHROPIC_API_KEY);\n};\n",
    );
    const report = await check('typescript', 'module');
    expect(report.checks[0]?.message).toContain('my key is [key]');
    expect(said.join('')).toContain('[key]');
    expect(JSON.stringify(report) + said.join('')).not.toMatch(/cairn-run-/);
  });
});
